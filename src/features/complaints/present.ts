import type { ComplaintCard, OwnComplaint, RegisterRow } from '../../contract/complaints.ts';
import type { Connection } from '../../ports/database.ts';
import type { ComplaintDeps } from './deps.ts';
import { decisionContext, open, textContext } from './seal.ts';
import { type Complaint, listLetters } from './store.ts';

export const presentRow = (one: Complaint): RegisterRow => ({
  complaintId: one.complaintId,
  number: one.number,
  conversationId: one.conversationId,
  category: one.category,
  country: one.country,
  locale: one.locale,
  openedBy: one.openedBy,
  openedAt: one.openedAt,
  dueAt: one.dueAt,
  timeZone: one.timeZone,
  acknowledgeBy: one.acknowledgeBy,
  acknowledgedAt: one.acknowledgedAt,
  acknowledgedLate: one.acknowledgeLateAt !== null,
  state: one.state,
  warned: one.warnedAt !== null,
  overdue: one.overdueAt !== null,
  proposedBy: one.proposedBy,
  decidedBy: one.decidedBy,
  decidedAt: one.decidedAt,
});

const lettersOf = async (connection: Connection, complaintId: string) =>
  (await listLetters(connection, complaintId)).map(({ kind, number, issuedAt }) => ({
    kind,
    number,
    issuedAt,
  }));

export const presentCard = async (
  { vault, database, letters }: Pick<ComplaintDeps, 'vault' | 'database' | 'letters'>,
  one: Complaint,
): Promise<ComplaintCard> => {
  const { complaintId, customerId, textSealed, decisionSealed } = one;
  return {
    ...presentRow(one),
    text: await open(vault, customerId, textSealed, textContext(complaintId)),
    decision:
      decisionSealed &&
      (await open(vault, customerId, decisionSealed, decisionContext(complaintId))),
    letters: await lettersOf(database, complaintId),
    asPdf: letters.locales.includes(one.locale),
  };
};

/** What its customer may know: nothing of a rejection that is only proposed. */
export const presentOwn = async (
  { database, vault, letters }: Pick<ComplaintDeps, 'vault' | 'database' | 'letters'>,
  one: Complaint | undefined,
): Promise<OwnComplaint> => {
  if (one === undefined) return { complaint: null };
  const { complaintId, customerId, number, openedAt, dueAt, state, decidedAt } = one;
  const decided = state === 'upheld' || state === 'rejected';
  const { textSealed, decisionSealed, acknowledgeBy, acknowledgedAt, timeZone } = one;
  return {
    complaint: {
      complaintId,
      number,
      openedAt,
      acknowledgeBy,
      acknowledgedAt,
      dueAt,
      timeZone,
      text: await open(vault, customerId, textSealed, textContext(complaintId)),
      reasons:
        decided && decisionSealed !== null
          ? await open(vault, customerId, decisionSealed, decisionContext(complaintId))
          : null,
      upheld: decided ? state === 'upheld' : null,
      decidedAt,
      letters: await lettersOf(database, complaintId),
      asPdf: letters.locales.includes(one.locale),
    },
  };
};
