import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import { databaseNow } from '../conversation/index.ts';
import { atMost } from './at-most.ts';
import { askAgain, type FollowDeps, followLogs } from './follow-log.ts';
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

/** Conversations followed in one transaction: their words are opened and read between two answers to those who talk. */
const TOGETHER = 16;
/** Groups followed at once in one process. */
const AT_ONCE = 1;
/** So many more groups wait in their place, and it never stands idle; due work of other kinds has room beside. */
const ROOM = 2;
const LATER_MS = 400;

/** Everything that reacts to what happens in conversations, each at its own pace. */
export const createFollowing = (deps: FollowDeps): Following => {
  const followers: Follower[] = [];
  const { inTurn, isFull } = atMost(AT_ONCE, ROOM);
  let since: ReadonlyMap<string, AtMs> | undefined;
  const follow = async (payloads: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
    if (since === undefined) throw new Error('following has not begun');
    if (followers.length === 0) return;
    const everyone = { followers, since };
    let ids: readonly ConversationId[] = [
      ...new Set(payloads.map(({ conversationId }) => String(conversationId) as ConversationId)),
    ];
    // Waiting here would keep others' due work from its place: it is asked again instead.
    if (isFull()) return askAgain(deps, ids, (await databaseNow(deps.database)) + LATER_MS);
    while (ids.length > 0) {
      const some = ids;
      ids = await inTurn(() => followLogs(deps, everyone, some));
    }
  };
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
    handler: Object.assign((payload: Readonly<Record<string, unknown>>) => follow([payload]), {
      together: { most: TOGETHER, handle: follow },
    }),
  };
};
