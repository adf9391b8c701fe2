import type { SplitHost } from '../../core/official/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';

export interface OfficialDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly splitHost: SplitHost;
  /** Hosts of this installation and of the exchange's own pages: ours without being listed. */
  readonly ownHosts: readonly string[];
  /** Badges of the agents who work here now. */
  readonly listBadges: () => Promise<readonly string[]>;
  /** Keyed hash: without the key nothing can be learnt or guessed from it. */
  readonly hash: (text: string) => Uint8Array;
  /** Folder with `known-services.json`, `identities.json` and `code-words.tsv`. */
  readonly folder: string;
}
