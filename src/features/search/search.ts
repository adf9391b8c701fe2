import type { StaffPrincipal } from '../../contract/principal.ts';
import type { SearchHit, SearchReply } from '../../contract/search.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { type ParsedQuery, parseQuery } from '../../core/search/parse-query.ts';
import { askWho } from '../../core/search/who.ts';
import { requirementOf } from '../../core/views/conditions.ts';
import {
  findByNumber,
  findStates,
  listDesk,
  recordAccesses,
  toDeskRows,
} from '../conversation/index.ts';
import { findCustomerByExternalId } from '../identity/index.ts';
import type { SearchDeps } from './deps.ts';
import { findHits, type Hit } from './find-hits.ts';
import { findNamed } from './names.ts';
import { isHistoryComplete } from './store.ts';

export interface SearchInput {
  readonly q: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

type Found = Pick<SearchReply, 'hits' | 'nextCursor' | 'searchedTo'>;
const NOTHING: Found = { hits: [], nextCursor: null, searchedTo: null };
/** So many customers of one name are shown, and of each so many conversations: more where nobody else is called so. */
const MOST_NAMED = 10;
const EACH_NAMED = 3;
const ONLY_NAMED = 10;
const ENTRY_NUMBER = /^-?\d{1,15}$/;

/** Whoever asks is recorded before anything is shown: no row, no data. */
const show = async (
  deps: SearchDeps,
  staff: StaffPrincipal,
  hits: readonly Hit[],
): Promise<SearchHit[]> =>
  deps.database.transaction().execute(async (trx) => {
    const states = await findStates(
      trx,
      hits.map(({ conversationId }) => conversationId),
    );
    // Seen once more, now: somebody may have handed one of them on meanwhile.
    const seen = states.filter(({ state }) => staffMaySee(staff, state));
    await recordAccesses(
      trx,
      staff.agentId,
      'searched',
      seen.map(({ state }) => ({
        subjectKind: 'conversation',
        subjectId: state.id,
        customerId: state.customerId,
      })),
    );
    const rows = await toDeskRows(deps, trx, seen);
    return hits.flatMap(({ conversationId, ...hit }) => {
      const row = rows.find(({ conversation }) => conversation.id === conversationId);
      return row === undefined ? [] : [{ row, ...hit }];
    });
  });

const byNumber = async (
  deps: SearchDeps,
  staff: StaffPrincipal,
  number: string,
): Promise<Found> => {
  const found = await findByNumber(deps.database, number);
  if (found === undefined) return NOTHING;
  const hits = await show(deps, staff, [
    { conversationId: found.state.id, message: null, named: null },
  ]);
  return { ...NOTHING, hits };
};

/** What the filters ask for, dates being those of the beginning. */
const filtersOf = (deps: SearchDeps, staff: StaffPrincipal, query: ParsedQuery) =>
  requirementOf(
    {
      ...query.conditions,
      ...(query.from === null ? {} : { createdFrom: query.from }),
      ...(query.to === null ? {} : { createdTo: query.to }),
    },
    staff.agentId,
    deps.clock.now(),
  );

/** No words to look for: conversations by the filters. */
const byFilters = async (
  deps: SearchDeps,
  staff: StaffPrincipal,
  query: ParsedQuery,
  customerId: CustomerId | undefined,
  { cursor, limit }: SearchInput,
): Promise<Outcome<Found>> => {
  const requirement = filtersOf(deps, staff, query);
  const page = await listDesk(deps, staff, { requirement, customerId, cursor, limit });
  if (!page.ok) return page;
  const hits = page.value.rows.map((row) => ({ row, message: null, named: null }));
  return ok({ hits, nextCursor: page.value.nextCursor, searchedTo: null });
};

/** Of each customer who is called so, the conversations that are newest and may be seen. */
const hitsOfNamed = async (
  deps: SearchDeps,
  staff: StaffPrincipal,
  query: ParsedQuery,
  who: string,
  most: number | null,
): Promise<readonly Hit[]> => {
  const asked = askWho(who);
  if (asked === null) return [];
  const requirement = filtersOf(deps, staff, query);
  const named = await findNamed(deps, asked);
  const each = most ?? (named.length === 1 ? ONLY_NAMED : EACH_NAMED);
  const lists = await Promise.all(
    named.slice(0, MOST_NAMED).map(async ({ customerId, by }) => {
      const request = { requirement, customerId, cursor: undefined, limit: each };
      const page = await listDesk(deps, staff, request);
      const rows = page.ok ? page.value.rows : [];
      return rows.map(({ conversation }): Hit => {
        const conversationId = conversation.id as ConversationId;
        return { conversationId, message: null, named: by };
      });
    }),
  );
  return lists.flat();
};

const byWords = async (
  deps: SearchDeps,
  staff: StaffPrincipal,
  query: ParsedQuery,
  customerId: CustomerId | undefined,
  { cursor, limit }: SearchInput,
): Promise<Outcome<Found>> => {
  if (cursor !== undefined && !ENTRY_NUMBER.test(cursor)) return fail('invalid', 'bad_cursor');
  const found = await findHits(deps, staff, {
    query,
    customerId,
    before: cursor === undefined ? null : Number(cursor),
    limit,
  });
  // People who are called so come first, and once.
  const isFirst = cursor === undefined && customerId === undefined;
  const named = isFirst ? await hitsOfNamed(deps, staff, query, query.plain, null) : [];
  const ids = new Set(named.map(({ conversationId }) => conversationId));
  const said = found.hits.filter(({ conversationId }) => !ids.has(conversationId));
  return ok({
    hits: await show(deps, staff, [...named, ...said]),
    nextCursor: found.next === null ? null : String(found.next),
    searchedTo: found.next === null ? null : found.searchedTo,
  });
};

/** `customer:` with a name or an address: everything of those who are called so. */
const byCustomer = async (
  deps: SearchDeps,
  staff: StaffPrincipal,
  query: ParsedQuery,
  who: string,
  input: SearchInput,
): Promise<Outcome<Found>> => {
  if (query.terms.length === 0) {
    const hits = await hitsOfNamed(deps, staff, query, who, input.limit);
    return ok({ ...NOTHING, hits: await show(deps, staff, hits.slice(0, input.limit)) });
  }
  const asked = askWho(who);
  const named = asked === null ? [] : await findNamed(deps, asked);
  const [only, ...others] = named;
  if (only === undefined) return ok(NOTHING);
  if (others.length === 0) return byWords(deps, staff, query, only.customerId, input);
  return fail('precondition', 'search_many_customers', { count: named.length });
};

const find = async (
  deps: SearchDeps,
  staff: StaffPrincipal,
  query: ParsedQuery,
  input: SearchInput,
): Promise<Outcome<Found>> => {
  if (query.number !== null) return ok(await byNumber(deps, staff, query.number));
  const customer =
    query.externalId === null
      ? undefined
      : await findCustomerByExternalId(deps.database, query.externalId);
  if (query.externalId !== null && customer === undefined)
    return byCustomer(deps, staff, query, query.externalId, input);
  const by = query.terms.length === 0 ? byFilters : byWords;
  return by(deps, staff, query, customer?.customerId, input);
};

const understood = (query: ParsedQuery): SearchReply['understood'] => ({
  number: query.number,
  externalId: query.externalId,
  // The same values in arrays that may be changed, as the reply's schema has them.
  conditions: structuredClone(query.conditions) as SearchReply['understood']['conditions'],
  from: query.from,
  to: query.to,
  words: query.terms.map(({ pieces }) => pieces.map(({ folded }) => folded).join(' ')),
});

/**
 * Conversations by what was said in them, their number, customer or other properties, the newest words first, as far
 * as this person may see them. Each that is shown is recorded as an access. Failures: those of `parseQuery`, `bad_cursor`.
 */
export const search = async (
  deps: SearchDeps,
  staff: StaffPrincipal,
  input: SearchInput,
): Promise<Outcome<SearchReply>> => {
  const query = parseQuery(input.q);
  if (!query.ok) return query;
  const found = await find(deps, staff, query.value, input);
  if (!found.ok) return found;
  const complete = await isHistoryComplete(deps.database);
  return ok({ ...found.value, understood: understood(query.value), complete });
};
