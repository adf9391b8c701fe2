import type { RoutingPolicy } from '../../core/routing/policy.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Committer } from '../conversation/index.ts';

export interface RoutingDeps {
  readonly database: Database;
  readonly committer: Committer;
  readonly bus: Bus;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly policy: RoutingPolicy;
}
