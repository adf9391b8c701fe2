import { sql } from 'kysely';
import type { ComplaintState, LetterKind, RegisterQuery } from '../../contract/complaints.ts';
import type { AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Category, Locale } from '../../core/vocabulary.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface ComplaintsTable {
  complaint_id: string;
  number: string;
  conversation_id: string;
  customer_id: string;
  category: string;
  country: string;
  locale: string;
  opened_by: 'customer' | 'staff';
  opened_by_id: string;
  opened_at: Date;
  due_at: Date;
  acknowledge_by: Date;
  time_zone: string;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  acknowledge_warned_at: Date | null;
  acknowledge_late_at: Date | null;
  warned_at: Date | null;
  overdue_at: Date | null;
  text_sealed: Uint8Array;
  state: ComplaintState;
  proposed_by: string | null;
  proposed_at: Date | null;
  decided_by: string | null;
  decided_at: Date | null;
  decision_sealed: Uint8Array | null;
}

interface ComplaintLettersTable {
  complaint_id: string;
  kind: LetterKind;
  number: string;
  issued_at: Date;
  page_sealed: Uint8Array;
}

declare module '../../ports/database.ts' {
  interface Tables {
    complaints: ComplaintsTable;
    complaint_letters: ComplaintLettersTable;
  }
}

export interface Complaint {
  readonly complaintId: string;
  readonly number: string;
  readonly conversationId: ConversationId;
  readonly customerId: CustomerId;
  readonly category: Category;
  readonly country: string;
  readonly locale: Locale;
  readonly openedBy: 'customer' | 'staff';
  readonly openedById: string;
  readonly openedAt: AtMs;
  readonly dueAt: AtMs;
  readonly acknowledgeBy: AtMs;
  readonly timeZone: string;
  /** When its customer was told that it was received. */
  readonly acknowledgedAt: AtMs | null;
  readonly acknowledgeWarnedAt: AtMs | null;
  readonly acknowledgeLateAt: AtMs | null;
  readonly warnedAt: AtMs | null;
  readonly overdueAt: AtMs | null;
  readonly textSealed: Uint8Array;
  readonly state: ComplaintState;
  readonly proposedBy: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: AtMs | null;
  readonly decisionSealed: Uint8Array | null;
}

const toComplaint = (row: ComplaintsTable): Complaint => ({
  complaintId: row.complaint_id,
  number: row.number,
  conversationId: row.conversation_id as ConversationId,
  customerId: row.customer_id as CustomerId,
  category: row.category as Category,
  country: row.country,
  locale: row.locale as Locale,
  openedBy: row.opened_by,
  openedById: row.opened_by_id,
  openedAt: row.opened_at.getTime(),
  dueAt: row.due_at.getTime(),
  acknowledgeBy: row.acknowledge_by.getTime(),
  timeZone: row.time_zone,
  acknowledgedAt: row.acknowledged_at?.getTime() ?? null,
  acknowledgeWarnedAt: row.acknowledge_warned_at?.getTime() ?? null,
  acknowledgeLateAt: row.acknowledge_late_at?.getTime() ?? null,
  warnedAt: row.warned_at?.getTime() ?? null,
  overdueAt: row.overdue_at?.getTime() ?? null,
  textSealed: row.text_sealed,
  state: row.state,
  proposedBy: row.proposed_by,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.getTime() ?? null,
  decisionSealed: row.decision_sealed,
});

/** `C-2026-000123`: numbers are given out once, and may have gaps. */
export const nextNumber = async (connection: Connection, year: number): Promise<string> => {
  const { rows } = await sql<{ n: number }>`SELECT nextval('complaint_numbers')::int AS n`.execute(
    connection,
  );
  return `C-${year}-${String(rows[0]?.n ?? 0).padStart(6, '0')}`;
};

export type NewComplaint = Pick<
  Complaint,
  | 'complaintId'
  | 'number'
  | 'conversationId'
  | 'customerId'
  | 'category'
  | 'country'
  | 'locale'
  | 'openedBy'
  | 'openedById'
  | 'openedAt'
  | 'dueAt'
  | 'acknowledgeBy'
  | 'timeZone'
  | 'textSealed'
>;

/** False where the case has one already. */
export const insertComplaint = async (trx: Transaction, one: NewComplaint): Promise<boolean> => {
  const row = await trx
    .insertInto('complaints')
    .values({
      complaint_id: one.complaintId,
      number: one.number,
      conversation_id: one.conversationId,
      customer_id: one.customerId,
      category: one.category,
      country: one.country,
      locale: one.locale,
      opened_by: one.openedBy,
      opened_by_id: one.openedById,
      opened_at: new Date(one.openedAt),
      due_at: new Date(one.dueAt),
      acknowledge_by: new Date(one.acknowledgeBy),
      time_zone: one.timeZone,
      acknowledged_at: null,
      acknowledged_by: null,
      acknowledge_warned_at: null,
      acknowledge_late_at: null,
      text_sealed: one.textSealed,
      state: 'open',
      warned_at: null,
      overdue_at: null,
      proposed_by: null,
      proposed_at: null,
      decided_by: null,
      decided_at: null,
      decision_sealed: null,
    })
    .onConflict((conflict) => conflict.column('conversation_id').doNothing())
    .returning('complaint_id')
    .executeTakeFirst();
  return row !== undefined;
};

export const findComplaint = async (
  connection: Connection,
  complaintId: string,
  lock = false,
): Promise<Complaint | undefined> => {
  const query = connection
    .selectFrom('complaints')
    .selectAll()
    .where('complaint_id', '=', complaintId);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row && toComplaint(row);
};

export const findOfConversation = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<Complaint | undefined> => {
  const row = await connection
    .selectFrom('complaints')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return row && toComplaint(row);
};

/** The register, the newest first. */
export const listComplaints = async (
  connection: Connection,
  asked: RegisterQuery,
  limit: number,
): Promise<readonly Complaint[]> => {
  let query = connection.selectFrom('complaints').selectAll();
  if (asked.state !== undefined) query = query.where('state', '=', asked.state);
  if (asked.country !== undefined) query = query.where('country', '=', asked.country);
  if (asked.category !== undefined) query = query.where('category', '=', asked.category);
  if (asked.from !== undefined) query = query.where('opened_at', '>=', new Date(asked.from));
  if (asked.to !== undefined) query = query.where('opened_at', '<=', new Date(asked.to));
  if (asked.before !== undefined) query = query.where('opened_at', '<', new Date(asked.before));
  if (asked.due === 'soon' || asked.due === 'overdue')
    query = query.where('state', 'in', ['open', 'proposed']);
  if (asked.due === 'soon')
    query = query.where('warned_at', 'is not', null).where('overdue_at', 'is', null);
  if (asked.due === 'overdue') query = query.where('overdue_at', 'is not', null);
  if (asked.due === 'receipt' || asked.due === 'receipt_overdue')
    query = query.where('acknowledged_at', 'is', null);
  if (asked.due === 'receipt_overdue') query = query.where('acknowledge_late_at', 'is not', null);
  const rows = await query
    .orderBy('opened_at', 'desc')
    .orderBy('complaint_id')
    .limit(limit)
    .execute();
  return rows.map(toComplaint);
};

export const changeComplaint = async (
  trx: Transaction,
  complaintId: string,
  changed: Partial<
    Pick<
      ComplaintsTable,
      | 'state'
      | 'proposed_by'
      | 'proposed_at'
      | 'decided_by'
      | 'decided_at'
      | 'decision_sealed'
      | 'warned_at'
      | 'overdue_at'
      | 'acknowledged_at'
      | 'acknowledged_by'
      | 'acknowledge_warned_at'
      | 'acknowledge_late_at'
    >
  >,
): Promise<void> => {
  await trx
    .updateTable('complaints')
    .set(changed)
    .where('complaint_id', '=', complaintId)
    .execute();
};

/** Its customer has been told of its receipt. What was noted before stays. */
export const noteReceipt = async (
  connection: Connection,
  complaintId: string,
  at: AtMs,
): Promise<void> => {
  await connection
    .updateTable('complaints')
    .set({ acknowledged_at: new Date(at) })
    .where('complaint_id', '=', complaintId)
    .where('acknowledged_at', 'is', null)
    .execute();
};

export interface Letter {
  readonly kind: LetterKind;
  readonly number: string;
  readonly issuedAt: AtMs;
  readonly pageSealed: Uint8Array;
}

export const insertLetter = async (
  trx: Transaction,
  complaintId: string,
  { kind, number, issuedAt, pageSealed }: Letter,
): Promise<void> => {
  await trx
    .insertInto('complaint_letters')
    .values({
      complaint_id: complaintId,
      kind,
      number,
      issued_at: new Date(issuedAt),
      page_sealed: pageSealed,
    })
    .execute();
};

export const listLetters = async (
  connection: Connection,
  complaintId: string,
): Promise<readonly Letter[]> => {
  const rows = await connection
    .selectFrom('complaint_letters')
    .selectAll()
    .where('complaint_id', '=', complaintId)
    .orderBy('issued_at')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    number: row.number,
    issuedAt: row.issued_at.getTime(),
    pageSealed: row.page_sealed,
  }));
};
