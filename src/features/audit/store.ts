import type { Generated } from 'kysely';
import type { Connection } from '../../ports/database.ts';

interface AuditEventsTable {
  audit_id: Generated<number>;
  at: Generated<Date>;
  actor_kind: string;
  actor_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  data: unknown;
}

declare module '../../ports/database.ts' {
  interface Tables {
    audit_events: AuditEventsTable;
  }
}

export interface AuditEntry {
  readonly actor: { readonly kind: 'staff' | 'customer' | 'system'; readonly id: string | null };
  /** In the past tense, for example `customer_blocked`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Codes, ids and times: never anyone's words. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Writes one audit row; call it in the transaction of the change, so that neither is without the other. */
export const writeAudit = async (connection: Connection, entry: AuditEntry): Promise<void> => {
  await connection
    .insertInto('audit_events')
    .values({
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.id,
      action: entry.action,
      subject_kind: entry.subject.kind,
      subject_id: entry.subject.id,
      data: entry.data ?? {},
    })
    .execute();
};
