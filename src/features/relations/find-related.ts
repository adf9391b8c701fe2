import type { StaffPrincipal } from '../../contract/principal.ts';
import type { RelatedReply } from '../../contract/relations.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { isActive } from '../../core/conversation/transitions.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { MOST_LINKS } from '../../core/relations/links.ts';
import {
  type DuplicateScore,
  type Matter,
  matterOf,
  SUGGEST_FROM,
  scoreDuplicate,
} from '../../core/relations/score-duplicate.ts';
import {
  findConversation,
  findStates,
  listStatesOfCustomer,
  readTalk,
  toDeskRows,
} from '../conversation/index.ts';
import type { RelationsDeps } from './deps.ts';
import { listLinks } from './store.ts';

/** The newest requests of a customer that are looked at, and how many of them are offered. */
const LOOKED_AT = 20;
const OFFERED = 3;
/** Events of the log whose words are compared. */
const TALK = 30;

const readMatter = async (deps: RelationsDeps, state: Conversation): Promise<Matter> => {
  const talk = await readTalk(deps, state.id, TALK);
  const texts = talk.flatMap(({ logged: { event, actor }, text }) => {
    const own =
      (event.type === 'message_sent' && actor.kind === 'customer') ||
      (event.type === 'message_carried' && event.by === 'customer');
    return own ? [text] : [];
  });
  return matterOf(state.category, state.createdAt, texts);
};

interface Suggestion extends DuplicateScore {
  readonly id: ConversationId;
}

/** Open requests of the same customer that may be about the same thing. */
const suggest = async (
  deps: RelationsDeps,
  staff: StaffPrincipal,
  state: Conversation,
  linked: ReadonlySet<ConversationId>,
): Promise<readonly Suggestion[]> => {
  if (!isActive(state.status)) return [];
  const own = await listStatesOfCustomer(deps.database, state.customerId, LOOKED_AT);
  const others = own.filter(
    (other) =>
      other.id !== state.id &&
      isActive(other.status) &&
      !linked.has(other.id) &&
      staffMaySee(staff, other),
  );
  if (others.length === 0) return [];
  const matter = await readMatter(deps, state);
  const scored: Suggestion[] = [];
  for (const other of others) {
    const score = scoreDuplicate(matter, await readMatter(deps, other));
    if (score.score >= SUGGEST_FROM) scored.push({ id: other.id, ...score });
  }
  return scored.sort((a, b) => b.score - a.score).slice(0, OFFERED);
};

/** What belongs to a conversation and what may belong to it, as far as this person may see. */
export const findRelated = async (
  deps: RelationsDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
): Promise<Outcome<RelatedReply>> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || !staffMaySee(staff, state))
    return fail('not_found', 'conversation_not_found');
  const links = await listLinks(deps.database, conversationId, MOST_LINKS);
  const suggested = await suggest(deps, staff, state, new Set(links.map(({ otherId }) => otherId)));
  const ids = [...links.map(({ otherId }) => otherId), ...suggested.map(({ id }) => id)];
  const states = await findStates(deps.database, ids);
  const seen = states.filter((row) => staffMaySee(staff, row.state));
  const rows = new Map(
    (await toDeskRows(deps, deps.database, seen)).map((row) => [row.conversation.id, row]),
  );
  return ok({
    links: links.flatMap(({ otherId, relation, linkedAt }) => {
      const row = rows.get(otherId);
      return row === undefined ? [] : [{ relation, linkedAt, row }];
    }),
    hidden: links.filter(({ otherId }) => !rows.has(otherId)).length,
    suggestions: suggested.flatMap(({ id, score, reasons }) => {
      const row = rows.get(id);
      return row === undefined ? [] : [{ row, score, reasons: [...reasons] }];
    }),
  });
};
