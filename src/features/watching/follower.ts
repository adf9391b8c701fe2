import { actorIdOf } from '../../core/conversation/actor.ts';
import type { LoggedEvent } from '../../core/conversation/event.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { Follower } from '../following/index.ts';
import type { WatchingDeps } from './deps.ts';
import { insertNews, listAddressed, listWatchers } from './store.ts';

export const TELL_KIND = 'tell_staff_news';

/** What those who follow a conversation are told of. */
const TOLD: ReadonlySet<LoggedEvent['event']['type']> = new Set([
  'status_changed',
  'conversation_transferred',
  'escalated',
  'task_ended',
  'merged_from',
  'merged_into',
  'split_off',
  'complaint_opened',
  'complaint_decided',
]);

const isTold = ({ event, actor }: LoggedEvent): boolean =>
  TOLD.has(event.type) || (event.type === 'message_sent' && actor.kind === 'customer');

const byOf = ({ actor }: LoggedEvent): AgentId | null =>
  actor.kind === 'agent' ? (actorIdOf(actor) as AgentId) : null;

/** Tells those who follow a conversation what is new in it, save what they did themselves. */
export const watchingFollower = (deps: WatchingDeps): Follower => ({
  name: 'watching',
  wants: ({ logged }) => logged.some((entry) => isTold(entry) || entry.event.type === 'note_added'),
  take: async (trx, { state, logged, at }) => {
    const watchers = await listWatchers(trx, state.id);
    for (const agentId of watchers) {
      const last = logged.findLast((entry) => isTold(entry) && byOf(entry) !== agentId);
      const [colleague] = last === undefined ? [] : await deps.colleagues(trx, agentId);
      // Whoever may no longer see it is no longer told.
      if (last === undefined || colleague === undefined || !staffMaySee(colleague.view, state))
        continue;
      await insertNews(trx, {
        newsId: deps.ids.uuid(),
        agentId,
        conversationId: state.id,
        kind: 'followed',
        what: last.event.type,
        seq: last.seq,
        messageId: null,
        by: byOf(last),
      });
    }
    const named = logged.some(({ event }) => event.type === 'note_added');
    if (watchers.length === 0 && !named) return;
    const since = logged[0]?.seq ?? 0;
    await deps.dueWork.schedule(trx, [
      {
        key: `${TELL_KIND}:${state.id}:${since}`,
        kind: TELL_KIND,
        payload: { conversationId: state.id, since },
        dueAt: at,
      },
    ]);
  },
});

/** After the commit: whoever has the desk open hears of it at once. */
export const tellNews =
  ({ database, bus }: Pick<WatchingDeps, 'database' | 'bus'>): DueHandler =>
  async (payload) => {
    const conversationId = String(payload.conversationId) as ConversationId;
    const agentIds = await listAddressed(database, conversationId, Number(payload.since));
    if (agentIds.length > 0) bus.publish({ kind: 'staff_news', agentIds });
  };
