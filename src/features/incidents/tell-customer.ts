import type { NoticeKind } from '../../core/conversation/case.ts';
import { isActive } from '../../core/conversation/transitions.ts';
import type { ConversationId } from '../../core/ids.ts';
import { findConversation, noticeOf } from '../conversation/index.ts';
import type { IncidentsDeps } from './deps.ts';
import { findIncident, findUpdate, type Incident, type Update } from './store.ts';
import { listUntold, markTold, type Telling } from './store-attachments.ts';
import { noticeWords } from './words.ts';

/** Told together: they share transactions. */
const BATCH = 50;
/** At most so many batches in one go; the rest goes on with the next, so that no claim runs out meanwhile. */
const BATCHES = 8;

const noticeKind = (update: Update, isFirst: boolean): NoticeKind => {
  if (update.stage === 'resolved') return 'incident_closed';
  return isFirst ? 'incident_attached' : 'incident_update';
};

/**
 * Says an update in one conversation, in its language. The message's key is made of both: said again, it is the message
 * that stands there already. `over`: nothing can be said there any more.
 */
export const tellCustomer = async (
  deps: IncidentsDeps,
  incident: Incident,
  update: Update,
  { conversationId, isFirst }: Telling,
): Promise<'told' | 'over'> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || state.status === 'closed') return 'over';
  const asks = update.stage === 'resolved' && isActive(state.status);
  // It closes once; by the key the messenger knows which incident it asks about.
  const about = update.stage === 'resolved' ? `closed-${incident.id}` : update.id;
  const said = await deps.committer.commit({
    conversationId,
    actor: { kind: 'system' },
    maySee: () => true,
    ...noticeOf(deps, {
      notice: noticeKind(update, isFirst),
      text: noticeWords(deps.texts, incident, update, state.locale, asks),
      key: update.id,
      clientMessageId: `incident-${about}-${conversationId}`,
      sameBy: ['incident', update.id],
    }),
  });
  if (!said.ok && said.failure.class !== 'precondition') throw new Error(said.failure.code);
  return said.ok ? 'told' : 'over';
};

const tellBatch = async (
  deps: IncidentsDeps,
  incident: Incident,
  update: Update,
): Promise<number> => {
  const untold = await listUntold(deps.database, update.id, BATCH);
  const outcomes = await Promise.all(
    untold.map(async (telling) => ({
      conversationId: telling.conversationId,
      outcome: await tellCustomer(deps, incident, update, telling),
    })),
  );
  await markTold(deps.database, update.id, outcomes);
  return untold.length;
};

/** The due work `incident_tell`: tells an update to all whom it has to reach and has not yet. */
export const tellAll = async (deps: IncidentsDeps, updateId: string): Promise<void> => {
  const update = await findUpdate(deps.database, updateId);
  const incident = update && (await findIncident(deps.database, update.incidentId));
  if (update === undefined || incident === undefined) return;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    if ((await tellBatch(deps, incident, update)) < BATCH) return;
  }
  await deps.dueWork.schedule(deps.database, [tellingDuty(updateId, deps.clock.now())]);
  deps.dueWork.wake();
};

/** Written again it is done again: whoever is attached while others are told is told as well. */
export const tellingDuty = (updateId: string, dueAt: number) =>
  ({
    key: `incident_tell:${updateId}`,
    kind: 'incident_tell',
    payload: { updateId },
    dueAt,
    again: true,
  }) as const;

/** One that was just attached is not kept waiting for the others. */
export const tellNow = async (
  deps: IncidentsDeps,
  incident: Incident,
  update: Update,
  conversationId: ConversationId,
): Promise<void> => {
  const outcome = await tellCustomer(deps, incident, update, { conversationId, isFirst: true });
  await markTold(deps.database, update.id, [{ conversationId, outcome }]);
};
