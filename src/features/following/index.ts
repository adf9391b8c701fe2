import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import { databaseNow } from '../conversation/index.ts';
import { atMost } from './at-most.ts';
import { askAgain, type FollowDeps, followLog } from './follow-log.ts';
import type { Follower } from './follower.ts';
import { beginFollowing } from './store.ts';

export type { Follower, Moved } from './follower.ts';
export { passOver } from './store.ts';

export interface Following {
  /** The handler of due work `follow_log`. */
  readonly handler: DueHandler;
  /** Slices add themselves before the start. A name that is taken is a bug, and throws. */
  readonly add: (follower: Follower) => void;
  /** Registers the followers. To be called before due work begins. */
  readonly start: () => Promise<void>;
}

/** Conversations followed at once in one process: a few connections of the pool, and the rest for those who talk. */
const AT_ONCE = 2;
/**
 * So many more wait in their place: enough that none of the two stands idle, and few enough that other due work of the
 * process, which has fifty places, goes on.
 */
const ROOM = 16;
const LATER_MS = 400;

/** Everything that reacts to what happens in conversations, each at its own pace. */
export const createFollowing = (deps: FollowDeps): Following => {
  const followers: Follower[] = [];
  const { inTurn, isFull } = atMost(AT_ONCE, ROOM);
  let since: ReadonlyMap<string, AtMs> | undefined;
  return {
    add: (follower) => {
      if (followers.some(({ name }) => name === follower.name))
        throw new Error(`two followers are called ${follower.name}`);
      followers.push(follower);
    },
    start: async () => {
      since = await beginFollowing(
        deps.database,
        followers.map(({ name }) => name),
      );
    },
    handler: async (payload) => {
      if (since === undefined) throw new Error('following has not begun');
      const known = since;
      const conversationId = String(payload.conversationId) as ConversationId;
      if (followers.length === 0) return;
      // Waiting here would keep others' due work from its place: it is asked again instead.
      if (isFull()) {
        await askAgain(deps, conversationId, (await databaseNow(deps.database)) + LATER_MS);
        return;
      }
      while (await inTurn(() => followLog(deps, followers, known, conversationId)));
    },
  };
};
