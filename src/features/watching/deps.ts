import type { PublicAgent } from '../../core/conversation/event.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { AgentId } from '../../core/ids.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Connection } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Ids } from '../../ports/ids.ts';
import type { ConversationDeps } from '../conversation/index.ts';

/** A colleague as far as naming them goes. */
export interface Colleague {
  readonly agent: PublicAgent;
  readonly view: StaffView;
}

export interface WatchingDeps extends Pick<ConversationDeps, 'database' | 'vault' | 'nameOf'> {
  readonly ids: Ids;
  readonly bus: Bus;
  readonly dueWork: DueWork;
  /** Everybody who is not disabled, or one of them. */
  readonly colleagues: (connection: Connection, agentId?: AgentId) => Promise<readonly Colleague[]>;
}
