import type { StaffPrincipal } from '../../contract/principal.ts';
import type { DeskCall } from '../../contract/surge.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { isActive } from '../../core/conversation/transitions.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import { type AfterCall, afterCall, type CallResult } from '../../core/incidents/calls.ts';
import { slotEnd } from '../../core/incidents/surge.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import {
  findConversation,
  findStates,
  noticeOf,
  recordAccess,
  toDeskRows,
} from '../conversation/index.ts';
import { findCustomer } from '../identity/index.ts';
import type { SurgeDeps } from './deps.ts';
import { endCall, findCall, listCalls, type OpenCall, putOff } from './store-calls.ts';

const LISTED = 200;
const NO_CALL = fail('not_found', 'call_not_found');
const context = (conversationId: ConversationId): string => `call:${conversationId}`;

/** A telephone number under its customer's key. */
export const sealNumber = (
  { vault }: Pick<SurgeDeps, 'vault'>,
  trx: Transaction,
  conversationId: ConversationId,
  customerId: CustomerId,
  number: string,
): Promise<Uint8Array> =>
  vault.seal(customerId, new TextEncoder().encode(number), context(conversationId), trx);

/** Whom to call back, as far as this person may see their requests; without the numbers. */
export const readCalls = async (
  deps: SurgeDeps,
  staff: StaffPrincipal,
): Promise<readonly DeskCall[]> => {
  const calls = await listCalls(deps.database, LISTED);
  const found = await findStates(
    deps.database,
    calls.map(({ conversationId }) => conversationId),
  );
  const seen = found.filter(({ state }) => staffMaySee(staff, state));
  const rows = new Map(
    (await toDeskRows(deps, deps.database, seen)).map((row) => [row.conversation.id, row]),
  );
  return calls.flatMap(({ conversationId, slot, tries }) => {
    const row = rows.get(conversationId);
    return row === undefined ? [] : [{ row, from: slot, by: slotEnd(slot), tries }];
  });
};

const findSeen = async (
  deps: SurgeDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
): Promise<Outcome<{ readonly call: OpenCall; readonly state: Conversation }>> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || !staffMaySee(staff, state)) return NO_CALL;
  const call = await findCall(deps.database, conversationId);
  return call === undefined ? NO_CALL : ok({ call, state });
};

/** The number to call. Whoever opens it is recorded first: no row, no number. Failure: `call_not_found`. */
export const openNumber = async (
  deps: SurgeDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
): Promise<Outcome<{ readonly number: string }>> => {
  const found = await findSeen(deps, staff, conversationId);
  if (!found.ok) return found;
  const { customerId, numberSealed } = found.value.call;
  await recordAccess(deps.database, {
    agentId: staff.agentId,
    subjectKind: 'conversation',
    subjectId: conversationId,
    customerId,
    reason: 'call_number',
  });
  const bytes = await deps.vault.open(customerId, numberSealed, context(conversationId));
  return ok({ number: new TextDecoder().decode(bytes) });
};

const momentOf = (at: AtMs, locale: Locale, timeZone: string | null): string =>
  new Intl.DateTimeFormat(locale === 'ar' ? 'ar-u-nu-latn' : locale, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timeZone ?? 'UTC',
    timeZoneName: 'short',
  }).format(at);

/** What the customer reads of it, in their language and on their clock. */
const wordsOf = async (
  { texts, database, clock }: SurgeDeps,
  { locale, customerId }: Conversation,
  after: AfterCall,
): Promise<string> => {
  const timeZone = (await findCustomer(database, customerId))?.timeZone ?? null;
  const at = momentOf(clock.now(), locale, timeZone);
  if (after.kind === 'ended') return texts.say(locale, `call.${after.outcome}`, { at });
  const from = momentOf(after.slot, locale, timeZone);
  return texts.say(locale, 'call.not_reached', { at, from });
};

/** Until the next try nobody else is to take it up, and by its end it is owed. */
const promiseAgain = async (
  { committer }: SurgeDeps,
  { id, teamId, status }: Conversation,
  slot: AtMs,
): Promise<void> => {
  if (!isActive(status)) return;
  const common = {
    conversationId: id,
    actor: { kind: 'system' } as const,
    maySee: () => true,
  };
  await committer.commit({
    ...common,
    command: {
      type: 'make_promise',
      promise: { step: 'answer', owner: { kind: 'team', teamId }, dueAt: slotEnd(slot) },
      because: 'set_by_agent',
    },
  });
  await committer.commit({ ...common, command: { type: 'snooze', agent: null, until: slot } });
};

/**
 * What came of a call: the customer is told, and it is over or tried again. Of each try it is said once: whoever says it
 * second is told. Failures: `call_not_found`, `call_settled`, `conversation_closed`.
 */
export const settleCall = async (
  deps: SurgeDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  result: CallResult,
): Promise<Outcome<{ readonly next: AtMs | null }>> => {
  const found = await findSeen(deps, staff, conversationId);
  if (!found.ok) return found;
  const { call, state } = found.value;
  const after = afterCall(result, call.tries, deps.clock.now());
  const text = await wordsOf(deps, state, after);
  const said = noticeOf(deps, { notice: 'call', text, key: deps.ids.uuid() });
  const committed = await deps.committer.commit({
    conversationId,
    actor: { kind: 'system' },
    ...said,
    maySee: (now) => staffMaySee(staff, now),
    alsoWrite: async (trx) => {
      const isFirst =
        after.kind === 'again'
          ? await putOff(trx, call, after.slot)
          : await endCall(trx, call, after.outcome);
      if (!isFirst) return fail('conflict', 'call_settled');
      await writeAudit(trx, {
        actor: { kind: 'staff', id: staff.agentId },
        action: 'call_settled',
        subject: { kind: 'conversation', id: conversationId },
        data: { result, tries: call.tries + 1 },
      });
      return ok(null);
    },
  });
  if (!committed.ok) return committed;
  if (after.kind === 'again') await promiseAgain(deps, state, after.slot);
  return ok({ next: after.kind === 'again' ? after.slot : null });
};
