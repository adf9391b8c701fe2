import { defineRoute, type Route } from '../../contract/route.ts';
import { searchQuery, searchReply } from '../../contract/search.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import { staffOf } from '../conversation/index.ts';
import type { Follower } from '../following/index.ts';
import type { SearchDeps } from './deps.ts';
import { searchFollower } from './index-words.ts';
import { NAMES, nameHashes, scheduleNames, takeNames } from './names.ts';
import { search } from './search.ts';
import { HISTORY, scheduleHistory, takeHistory } from './take-history.ts';
import { createTokenHashes } from './tokens.ts';

export { createKeepNames } from './names.ts';
export { retakeHistory } from './take-history.ts';

export interface Search {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
  readonly followers: readonly Follower[];
  /** To be called once the followers follow, and before due work begins. */
  readonly start: () => Promise<void>;
}

export interface SearchOptions extends Omit<SearchDeps, 'hashes' | 'names'> {
  /** Keyed hash of the installation. */
  readonly hash: (text: string) => Uint8Array;
}

/** Search over all that was said. */
export const createSearch = ({ hash, ...options }: SearchOptions): Search => {
  const deps: SearchDeps = {
    ...options,
    hashes: createTokenHashes(hash('search tokens 1')),
    names: nameHashes(hash),
  };
  return {
    routes: [
      defineRoute({
        key: 'GET /api/desk/search',
        summary:
          'Conversations by what was said, number, customer, tag, dates; each that is shown is recorded as an access',
        tag: 'Desk: search',
        query: searchQuery,
        reply: searchReply,
        perMinute: 240,
        handle: ({ principal, query }) => search(deps, staffOf(principal), query),
      }),
    ],
    handlers: new Map<string, DueHandler>([
      [HISTORY, () => takeHistory(deps)],
      [NAMES, (payload) => takeNames(deps, payload)],
    ]),
    followers: [searchFollower(deps)],
    start: () =>
      deps.database.transaction().execute(async (trx) => {
        await scheduleHistory(deps, trx);
        await scheduleNames(deps, trx, null);
      }),
  };
};
