import type { Stemmers } from '../../core/retrieval/analyse.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Log } from '../../ports/log.ts';
import type { Strangers } from './library.ts';

export interface KnowledgeOptions {
  readonly database: Database;
  readonly log: Log;
  readonly clock: Clock;
  /** Holds a folder for each locale with an article a file: `en/deposit-not-arrived.md`. */
  readonly folder: string;
  readonly stemmers: Stemmers;
  /** Messages that no article answers (`readStrangers`): they teach the search when to find nothing. */
  readonly strangers: Strangers;
  /** Keyed hash, so that who rated what cannot be guessed. */
  readonly hash: (text: string) => Uint8Array;
  /** Which addresses count as one reader. */
  readonly groupAddress: (ip: string) => string;
}
