import type { SecretGuard } from '../../core/secrets/secret-guard.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Log } from '../../ports/log.ts';
import type { Committer } from '../conversation/index.ts';
import type { Books } from './books.ts';

export interface SlaOptions {
  readonly database: Database;
  readonly committer: Committer;
  readonly dueWork: DueWork;
  readonly bus: Bus;
  readonly log: Log;
  readonly guard: SecretGuard;
}

export interface SlaDeps extends SlaOptions {
  readonly books: Books;
}
