import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import { databaseNow, findStates, readLogs } from '../conversation/index.ts';
import type { Follower, Moved } from './follower.ts';
import { type Cursors, readCursors } from './store.ts';

/** Events read at once of each conversation; a longer log is followed in several rounds. */
const ROUND = 40;

/** A stretch of one conversation's log that not everyone has taken yet. */
export interface Round {
  readonly id: ConversationId;
  readonly state: Conversation;
  /** In the log's order; at least one. */
  readonly logged: readonly LoggedEvent[];
  /** The seq of the last of them. */
  readonly end: number;
  /** Where everyone was when it was read. */
  readonly cursors: Cursors;
  readonly at: AtMs;
  /** The log goes on after it. */
  readonly more: boolean;
}

/** The next stretch of each of these conversations, from whoever is furthest behind; none where nothing is new. */
export const readRounds = async (
  connection: Connection,
  followers: readonly Follower[],
  ids: readonly ConversationId[],
): Promise<readonly Round[]> => {
  const cursors = await readCursors(connection, ids);
  const behind = (id: ConversationId): number =>
    Math.min(...followers.map(({ name }) => cursors.get(id)?.[name] ?? 0));
  const logged = await readLogs(connection, new Map(ids.map((id) => [id, behind(id)])), ROUND);
  const byId = Map.groupBy(logged, ({ conversationId }) => conversationId);
  const states = await findStates(connection, [...byId.keys()]);
  const at = await databaseNow(connection);
  return states.flatMap(({ state }): Round | readonly [] => {
    const own = byId.get(state.id) ?? [];
    const end = own.at(-1)?.seq;
    if (end === undefined) return [];
    const more = own.length === ROUND;
    return {
      id: state.id,
      state,
      logged: own,
      end,
      cursors: cursors.get(state.id) ?? {},
      at,
      more,
    };
  });
};

/** What of a round is new to a follower, and matters to it. `since`: what was said before it followed is not news. */
export const newsFor = (
  follower: Follower,
  round: Round,
  cursors: Cursors,
  since: ReadonlyMap<string, AtMs>,
): Moved | undefined => {
  const cursor = cursors[follower.name] ?? 0;
  const begun = since.get(follower.name) ?? round.at;
  const logged = round.logged.filter(({ seq, at }) => seq > cursor && at >= begun);
  if (logged.length === 0) return undefined;
  const news = { state: round.state, logged, at: round.at };
  return follower.wants(news) ? news : undefined;
};

/** The cursors of those who are not as far as the round goes, moved to its end. */
export const movedBy = (followers: readonly Follower[], round: Round, cursors: Cursors): Cursors =>
  Object.fromEntries(
    followers
      .filter(({ name }) => (cursors[name] ?? 0) < round.end)
      .map(({ name }) => [name, round.end]),
  );
