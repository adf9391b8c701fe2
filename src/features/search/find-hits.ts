import type { SearchHit } from '../../contract/search.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import { findTerms, snippetOf } from '../../core/search/match-terms.ts';
import type { ParsedQuery } from '../../core/search/parse-query.ts';
import { requirementOf } from '../../core/views/conditions.ts';
import { filterSeen, type HeldWords, openHeldBodies } from '../conversation/index.ts';
import type { SearchDeps } from './deps.ts';
import { searchableText } from './searchable-text.ts';
import { type Candidate, findCandidates, narrow, type Range, startOf, stretchOf } from './store.ts';
import { customerToken } from './tokens.ts';

export interface Hit extends Pick<SearchHit, 'message' | 'named'> {
  readonly conversationId: ConversationId;
}

export interface HitRequest {
  readonly query: ParsedQuery;
  readonly customerId: CustomerId | undefined;
  /** Entries below this number; null for the newest. */
  readonly before: number | null;
  readonly limit: number;
}

export interface Hits {
  readonly hits: readonly Hit[];
  /** Where to go on; null when the index was gone through. */
  readonly next: number | null;
  readonly searchedTo: AtMs | null;
}

/** Entries asked for at once, and how many are looked at before whoever asks is told how far it went. */
const AT_ONCE = 1_000;
const MAX_EXAMINED = 2_000;
/** Bodies opened at once, and at most. */
const OPEN_AT_ONCE = 40;
const MAX_OPENED = 400;
/** The first look is at the newest stretch; each further one at four times as many. */
const FIRST_STRETCHES = 1;
const GROWTH = 4;
const MAX_STRETCHES = 4_096;

interface Looking {
  readonly deps: SearchDeps;
  readonly staff: StaffView;
  readonly request: HitRequest;
  readonly hits: Map<ConversationId, Hit>;
  examined: number;
  opened: number;
  searchedTo: AtMs | null;
}

const hitOf = (
  { query }: HitRequest,
  candidate: Candidate,
  words: HeldWords | undefined,
): Hit | null => {
  const text = words === undefined ? null : searchableText(words);
  const marks = text === null ? null : findTerms(text, query.terms);
  if (text === null || marks === null) return null;
  const { messageId, seq, at, conversationId } = candidate;
  const snippet = snippetOf(text, marks);
  const message = { messageId, seq, at, text: snippet.text, marks: [...snippet.marks] };
  return { conversationId, message, named: null };
};

/** Opens and checks candidates in their order. Returns the number of the last that was looked at; null for all. */
const check = async (
  looking: Looking,
  candidates: readonly Candidate[],
): Promise<number | null> => {
  const { deps, request, hits } = looking;
  let last = Number.NaN;
  for (let at = 0; at < candidates.length; at += OPEN_AT_ONCE) {
    const some = candidates.slice(at, at + OPEN_AT_ONCE);
    const ids = some.map(({ messageId }) => messageId);
    const words = await openHeldBodies(deps, deps.database, ids, false);
    looking.opened += some.length;
    for (const candidate of some) {
      if (hits.size === request.limit || looking.opened > MAX_OPENED) return last;
      last = candidate.entryNo;
      looking.searchedTo = candidate.at;
      if (hits.has(candidate.conversationId)) continue;
      const hit = hitOf(request, candidate, words.get(candidate.messageId));
      if (hit !== null) hits.set(hit.conversationId, hit);
    }
  }
  return null;
};

/** The candidates of conversations that this person may see and the filters let through. */
const allowed = async (
  { deps, staff, request, hits }: Looking,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> => {
  const requirement = requirementOf(request.query.conditions, staff.agentId, deps.clock.now());
  const ids = new Set(candidates.map(({ conversationId }) => conversationId));
  const seen = await filterSeen(deps.database, staff, requirement, [...ids]);
  return candidates.filter(
    ({ conversationId }) => seen.has(conversationId) && !hits.has(conversationId),
  );
};

const tokensOf = ({ deps, request }: Looking): readonly number[] => {
  const { query, customerId } = request;
  const tokens = [
    ...query.tokens,
    ...(customerId === undefined ? [] : [customerToken(customerId)]),
  ];
  return tokens.map(deps.hashes.of);
};

/** One look at some stretches. Returns where to go on: below it everything is still unknown. */
const look = async (
  looking: Looking,
  before: number,
  stretches: number,
): Promise<{ readonly next: number; readonly full: boolean }> => {
  const { from, to } = looking.request.query;
  const candidates = await findCandidates(looking.deps.database, {
    tokens: tokensOf(looking),
    before,
    stretches,
    from,
    to,
    limit: AT_ONCE,
  });
  looking.examined += candidates.length;
  const stopped = await check(looking, await allowed(looking, candidates));
  if (stopped !== null) return { next: Number.isNaN(stopped) ? before : stopped, full: true };
  const last = candidates.at(-1);
  if (candidates.length === AT_ONCE && last !== undefined) {
    looking.searchedTo = last.at;
    return { next: last.entryNo, full: false };
  }
  return { next: startOf(stretchOf(before - 1) - stretches + 1), full: false };
};

const goThrough = async (looking: Looking, range: Range): Promise<number | null> => {
  let before = Math.min(looking.request.before ?? Number.POSITIVE_INFINITY, range.newest + 1);
  let stretches = FIRST_STRETCHES;
  while (before > range.oldest) {
    const left = stretchOf(before - 1) - stretchOf(range.oldest) + 1;
    const { next, full } = await look(looking, before, Math.min(stretches, left));
    before = next;
    const { hits, request, examined, opened } = looking;
    if (full || hits.size === request.limit || examined >= MAX_EXAMINED || opened >= MAX_OPENED)
      return before > range.oldest ? before : null;
    stretches = Math.min(stretches * GROWTH, MAX_STRETCHES);
  }
  return null;
};

/**
 * Messages with all that is looked for, the newest first, one for each conversation. Goes from the newest stretch of
 * the index to the oldest and stops when the page is full or much has been looked at: the cost of a page does not grow
 * with the history.
 */
export const findHits = async (
  deps: SearchDeps,
  staff: StaffView,
  request: HitRequest,
): Promise<Hits> => {
  const { from, to } = request.query;
  const range = await narrow(deps.database, from, to);
  if (range === undefined) return { hits: [], next: null, searchedTo: null };
  const looking: Looking = {
    deps,
    staff,
    request,
    hits: new Map(),
    examined: 0,
    opened: 0,
    searchedTo: null,
  };
  const next = await goThrough(looking, range);
  return { hits: [...looking.hits.values()], next, searchedTo: looking.searchedTo };
};
