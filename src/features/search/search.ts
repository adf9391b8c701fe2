import type { StaffPrincipal } from '../../contract/principal.ts';
import type { SearchHit, SearchReply } from '../../contract/search.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { type ParsedQuery, parseQuery } from '../../core/search/parse-query.ts';
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
import { isHistoryComplete } from './store.ts';

export interface SearchInput {
  readonly q: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

type Found = Pick<SearchReply, 'hits' | 'nextCursor' | 'searchedTo'>;
const NOTHING: Found = { hits: [], nextCursor: null, searchedTo: null };
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
    return hits.flatMap(({ conversationId, message }) => {
      const row = rows.find(({ conversation }) => conversation.id === conversationId);
      return row === undefined ? [] : [{ row, message }];
    });
  });

const byNumber = async (
  deps: SearchDeps,
  staff: StaffPrincipal,
  number: string,
): Promise<Found> => {
  const found = await findByNumber(deps.database, number);
  if (found === undefined) return NOTHING;
  const hits = await show(deps, staff, [{ conversationId: found.state.id, message: null }]);
  return { ...NOTHING, hits };
};

/** No words to look for: conversations by the filters, dates being those of their beginning. */
const byFilters = async (
  deps: SearchDeps,
  staff: StaffPrincipal,
  query: ParsedQuery,
  customerId: CustomerId | undefined,
  { cursor, limit }: SearchInput,
): Promise<Outcome<Found>> => {
  const conditions = {
    ...query.conditions,
    ...(query.from === null ? {} : { createdFrom: query.from }),
    ...(query.to === null ? {} : { createdTo: query.to }),
  };
  const requirement = requirementOf(conditions, staff.agentId, deps.clock.now());
  const page = await listDesk(deps, staff, { requirement, customerId, cursor, limit });
  if (!page.ok) return page;
  const hits = page.value.rows.map((row) => ({ row, message: null }));
  return ok({ hits, nextCursor: page.value.nextCursor, searchedTo: null });
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
  return ok({
    hits: await show(deps, staff, found.hits),
    nextCursor: found.next === null ? null : String(found.next),
    searchedTo: found.next === null ? null : found.searchedTo,
  });
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
  if (query.externalId !== null && customer === undefined) return ok(NOTHING);
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
