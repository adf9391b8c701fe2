import type { Clock } from '../../ports/clock.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { ConversationDeps } from '../conversation/index.ts';
import type { TokenHashes } from './tokens.ts';

export interface SearchDeps extends Pick<ConversationDeps, 'database' | 'vault' | 'nameOf'> {
  readonly clock: Pick<Clock, 'now'>;
  readonly dueWork: DueWork;
  readonly hashes: TokenHashes;
  /** Of names and addresses of customers. */
  readonly names: TokenHashes;
}
