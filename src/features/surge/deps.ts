import type { RoutingPolicy } from '../../core/routing/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Log } from '../../ports/log.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';
import type { SurgeSwitch } from './surge-switch.ts';

export interface SurgeDeps
  extends Pick<
    ConversationDeps,
    'database' | 'committer' | 'vault' | 'nameOf' | 'ids' | 'bodyHash'
  > {
  readonly dueWork: DueWork;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: RoutingPolicy;
  readonly surge: SurgeSwitch;
  readonly hasAssistant: boolean;
}
