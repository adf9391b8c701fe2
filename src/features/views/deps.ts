import type { SecretGuard } from '../../core/secrets/secret-guard.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface ViewsDeps extends Pick<ConversationDeps, 'database' | 'vault' | 'nameOf'> {
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly guard: SecretGuard;
}
