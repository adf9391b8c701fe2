import type { Clock } from '../../ports/clock.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Limits } from '../../ports/limits.ts';
import type { Log } from '../../ports/log.ts';
import type { Mail } from '../../ports/mail.ts';
import type { Push } from '../../ports/push.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface IncidentsDeps
  extends Pick<
    ConversationDeps,
    'database' | 'committer' | 'vault' | 'files' | 'ids' | 'bodyHash' | 'takeIn' | 'checkOwnWords'
  > {
  readonly dueWork: DueWork;
  readonly clock: Clock;
  readonly texts: Texts;
  readonly log: Log;
  readonly mail: Mail;
  readonly push: Push;
  readonly limits: Limits;
  /** Keyed hash. */
  readonly hash: (text: string) => Uint8Array;
  readonly exchangeName: string;
  /** Scheme, host and port under which people reach this installation. */
  readonly publicOrigin: string;
}
