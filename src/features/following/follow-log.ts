import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Log } from '../../ports/log.ts';
import { databaseNow, findConversation, readLogged } from '../conversation/index.ts';
import type { Follower, Moved } from './follower.ts';
import { type Cursors, lockCursors, moveCursors, readCursors } from './store.ts';

export interface FollowDeps {
  readonly database: Database;
  readonly dueWork: DueWork;
  readonly log: Log;
}

/** Events read at once; a longer log is followed in several rounds. */
const ROUND = 40;
/** A follower that failed is asked again after this long, for ever: it may be late, but nothing is skipped. */
const AGAIN_MS = 5_000;

interface Round {
  readonly state: Conversation;
  readonly logged: readonly LoggedEvent[];
  readonly at: AtMs;
}

const newsFor = (
  follower: Follower,
  round: Round,
  cursors: Cursors,
  since: ReadonlyMap<string, AtMs>,
): Moved | undefined => {
  const cursor = cursors[follower.name] ?? 0;
  const begun = since.get(follower.name) ?? round.at;
  const logged = round.logged.filter(({ seq, at }) => seq > cursor && at >= begun);
  return logged.length === 0 ? undefined : { ...round, logged };
};

const takeOne = (
  { database }: FollowDeps,
  follower: Follower,
  round: Round,
  since: ReadonlyMap<string, AtMs>,
): Promise<void> =>
  database.transaction().execute(async (trx) => {
    const cursors = await lockCursors(trx, round.state.id);
    const news = newsFor(follower, round, cursors, since);
    if (news === undefined) return;
    if (follower.wants(news)) await follower.take(trx, news);
    const end = news.logged.at(-1);
    if (end !== undefined) await moveCursors(trx, round.state.id, { [follower.name]: end.seq });
  });

/** Those who want nothing of it pass on together, in one statement. */
const passOn = (
  { database }: FollowDeps,
  names: readonly string[],
  conversationId: ConversationId,
  seq: number,
): Promise<void> =>
  database.transaction().execute(async (trx) => {
    const cursors = await lockCursors(trx, conversationId);
    const behind = names.filter((name) => (cursors[name] ?? 0) < seq);
    await moveCursors(trx, conversationId, Object.fromEntries(behind.map((name) => [name, seq])));
  });

/** One stretch of the log, for everyone. True when all who wanted it have it. */
const followRound = async (
  deps: FollowDeps,
  followers: readonly Follower[],
  round: Round,
  cursors: Cursors,
  since: ReadonlyMap<string, AtMs>,
): Promise<boolean> => {
  const end = round.logged.at(-1)?.seq ?? 0;
  const indifferent: string[] = [];
  let wellDone = true;
  for (const follower of followers) {
    const news = newsFor(follower, round, cursors, since);
    if (news === undefined || !follower.wants(news)) {
      if ((cursors[follower.name] ?? 0) < end) indifferent.push(follower.name);
      continue;
    }
    try {
      await takeOne(deps, follower, round, since);
    } catch (error) {
      wellDone = false;
      const { id } = round.state;
      deps.log.error({ error, follower: follower.name, conversation: id }, 'could not follow');
    }
  }
  if (indifferent.length > 0) await passOn(deps, indifferent, round.state.id, end);
  return wellDone;
};

/**
 * Tells each follower what is new in a conversation's log, as far as one round goes; true while there is more. Followers
 * that fail are asked again later, and keep nobody from going on.
 */
export const followLog = async (
  deps: FollowDeps,
  followers: readonly Follower[],
  since: ReadonlyMap<string, AtMs>,
  conversationId: ConversationId,
): Promise<boolean> => {
  const cursors = await readCursors(deps.database, conversationId);
  const behind = Math.min(...followers.map(({ name }) => cursors[name] ?? 0));
  const logged = await readLogged(deps.database, conversationId, behind, ROUND);
  const state = await findConversation(deps.database, conversationId);
  if (logged.length === 0 || state === undefined) return false;
  const at = await databaseNow(deps.database);
  if (!(await followRound(deps, followers, { state, logged, at }, cursors, since))) {
    await askAgain(deps, conversationId, at + AGAIN_MS);
    return false;
  }
  deps.dueWork.wake();
  return logged.length === ROUND;
};

/** The duty is set again while it is being done: so it is not finished with this time. */
export const askAgain = (
  deps: FollowDeps,
  conversationId: ConversationId,
  dueAt: AtMs,
): Promise<void> =>
  deps.dueWork.schedule(deps.database, [
    {
      key: `follow:${conversationId}`,
      kind: 'follow_log',
      payload: { conversationId },
      dueAt,
      again: true,
    },
  ]);
