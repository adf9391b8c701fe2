import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { Database, Transaction } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Log } from '../../ports/log.ts';
import type { Follower, Moved } from './follower.ts';
import { movedBy, newsFor, type Round, readRounds } from './rounds.ts';
import { lockCursors, moveCursors } from './store.ts';

export interface FollowDeps {
  readonly database: Database;
  readonly dueWork: DueWork;
  readonly log: Log;
}

/** Who follows, and since when. */
export interface Everyone {
  readonly followers: readonly Follower[];
  readonly since: ReadonlyMap<string, AtMs>;
}

/** A follower that failed is asked again after this long, for ever: it may be late, but nothing is skipped. */
const AGAIN_MS = 5_000;

const tell = async (
  trx: Transaction,
  follower: Follower,
  news: readonly Moved[],
): Promise<void> => {
  if (news.length === 0) return;
  if (follower.takeAll !== undefined) return follower.takeAll(trx, news);
  for (const one of news) await follower.take(trx, one);
};

/** These followers take these rounds, and their cursors move: all of it, or nothing. */
const take = (
  { database }: FollowDeps,
  { followers, since }: Everyone,
  rounds: readonly Round[],
): Promise<void> =>
  database.transaction().execute(async (trx) => {
    const locked = await lockCursors(
      trx,
      rounds.map(({ id }) => id),
    );
    const cursorsOf = ({ id }: Round) => locked.get(id) ?? {};
    for (const follower of followers) {
      const news = rounds.flatMap(
        (round) => newsFor(follower, round, cursorsOf(round), since) ?? [],
      );
      await tell(trx, follower, news);
    }
    await moveCursors(
      trx,
      new Map(rounds.map((round) => [round.id, movedBy(followers, round, cursorsOf(round))])),
    );
  });

/** Each follower by itself, so that one that fails keeps nobody from going on. True when all have it. */
const takeApart = async (
  deps: FollowDeps,
  { followers, since }: Everyone,
  round: Round,
): Promise<boolean> => {
  let wellDone = true;
  for (const follower of followers) {
    try {
      await take(deps, { followers: [follower], since }, [round]);
    } catch (error) {
      wellDone = false;
      const { id } = round;
      deps.log.error({ error, follower: follower.name, conversation: id }, 'could not follow');
    }
  }
  return wellDone;
};

/** The ids of the rounds that somebody could not take. */
const takeCarefully = async (
  deps: FollowDeps,
  everyone: Everyone,
  rounds: readonly Round[],
): Promise<ReadonlySet<ConversationId>> => {
  const failed = new Set<ConversationId>();
  for (const round of rounds) if (!(await takeApart(deps, everyone, round))) failed.add(round.id);
  return failed;
};

/**
 * Tells each follower what is new in these conversations' logs, as far as one round goes; returns those of which there
 * is more. Usually all of it is one transaction; where that fails, each follower and each conversation has its own, and
 * those that fail again are asked later.
 */
export const followLogs = async (
  deps: FollowDeps,
  everyone: Everyone,
  ids: readonly ConversationId[],
): Promise<readonly ConversationId[]> => {
  const rounds = await readRounds(deps.database, everyone.followers, ids);
  const [first] = rounds;
  if (first === undefined) return [];
  let failed: ReadonlySet<ConversationId> = new Set();
  try {
    await take(deps, everyone, rounds);
  } catch (error) {
    deps.log.warn({ error, conversations: rounds.length }, 'could not follow together');
    failed = await takeCarefully(deps, everyone, rounds);
  }
  if (failed.size > 0) await askAgain(deps, [...failed], first.at + AGAIN_MS);
  deps.dueWork.wake();
  return rounds.filter(({ id, more }) => more && !failed.has(id)).map(({ id }) => id);
};

/** The duties are set again while they are being done: so they are not finished with this time. */
export const askAgain = (
  deps: FollowDeps,
  ids: readonly ConversationId[],
  dueAt: AtMs,
): Promise<void> =>
  deps.dueWork.schedule(
    deps.database,
    ids.map((conversationId) => ({
      key: `follow:${conversationId}`,
      kind: 'follow_log',
      payload: { conversationId },
      dueAt,
      again: true,
      urgency: 'later',
    })),
  );
