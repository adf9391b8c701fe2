import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { AgentId, ConversationId, IncidentId } from '../../core/ids.ts';
import type { Transaction } from '../../ports/database.ts';
import type { Follower, Moved } from '../following/index.ts';
import { attachingDuty } from './attach.ts';
import type { CurrentStatus } from './current-status.ts';
import type { IncidentsDeps } from './deps.ts';
import { lookDuty } from './look-at-request.ts';
import { keepAttached, moveAttachment } from './store-attachments.ts';
import { countRequest } from './store-signals.ts';

/** Where a request belongs: said at once, or in what has to be opened first. */
const BEGINS: ReadonlySet<string> = new Set(['conversation_started', 'category_changed']);
const DETAILS: ReadonlySet<string> = new Set(['card_shown', 'field_changed']);
const ATTACHES: ReadonlySet<string> = new Set([
  'incident_attached',
  'incident_detached',
  'merged_into',
]);

const agentOf = ({ actor }: LoggedEvent): AgentId | null =>
  actor.kind === 'agent' ? actor.id : null;

/**
 * What was attached in the log by others, such as a rule or a merge, is known here as well. What a merge brings has
 * been told already; the rest is told how it stands.
 */
const attachedElsewhere = async (
  deps: Pick<IncidentsDeps, 'dueWork'>,
  trx: Transaction,
  { state, logged, at }: Moved,
): Promise<void> => {
  const isMerge = logged.some(({ event }) => event.type === 'merged_from');
  for (const entry of logged) {
    if (entry.event.type !== 'incident_attached') continue;
    const { incidentId } = entry.event;
    if (!state.case.incidentIds.includes(incidentId)) continue;
    const asked = isMerge ? 'attached' : 'waiting';
    if (await keepAttached(trx, incidentId, state.id, asked, agentOf(entry)))
      await deps.dueWork.schedule(trx, [attachingDuty(incidentId, at)]);
  }
};

const gone = async (
  trx: Transaction,
  conversationId: ConversationId,
  incidentIds: readonly IncidentId[],
): Promise<void> => {
  for (const id of incidentIds)
    await moveAttachment(trx, id, conversationId, ['waiting', 'attached'], 'detached');
};

const detachedElsewhere = async (trx: Transaction, { state, logged }: Moved): Promise<void> => {
  const ids = logged.flatMap(({ event }) =>
    event.type === 'incident_detached' && !state.case.incidentIds.includes(event.incidentId)
      ? [event.incidentId]
      : [],
  );
  const merged = logged.some(({ event }) => event.type === 'merged_into');
  await gone(trx, state.id, merged ? [...ids, ...state.case.incidentIds] : ids);
};

/** Counts requests where they belong, and keeps the list of those attached as the logs say. */
export const createIncidentFollower = (
  deps: Pick<IncidentsDeps, 'dueWork'>,
  current: Pick<CurrentStatus, 'open'>,
): Follower => {
  const isGreeted = (moved: Moved): boolean =>
    current.open.some(
      ({ greetsNew, categories }) => greetsNew && categories.includes(moved.state.category),
    );
  return {
    name: 'incidents',
    wants: ({ logged }) =>
      logged.some(
        ({ event: { type } }) => BEGINS.has(type) || DETAILS.has(type) || ATTACHES.has(type),
      ),
    take: async (trx, moved) => {
      const { state, logged, at } = moved;
      const begun = logged.find(({ event }) => BEGINS.has(event.type));
      if (begun !== undefined)
        await countRequest(trx, state.id, [{ category: state.category, entity: null }], begun.at);
      await attachedElsewhere(deps, trx, moved);
      await detachedElsewhere(trx, moved);
      const hasDetails = logged.some(({ event }) => DETAILS.has(event.type));
      // Cards are opened outside this transaction: it only says that there is something to look at.
      if (hasDetails || (begun !== undefined && isGreeted(moved)))
        await deps.dueWork.schedule(trx, [lookDuty(state.id, at)]);
    },
  };
};
