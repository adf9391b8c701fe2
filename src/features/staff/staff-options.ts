import type { Bus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Limits } from '../../ports/limits.ts';
import type { Log } from '../../ports/log.ts';

export interface StaffOptions {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits: Limits;
  readonly log: Log;
  /** Scheme, host and port under which staff reach the desk; also the only origin that may sign in. */
  readonly publicOrigin: string;
  /** Signs cookies and encrypts second factors; at least 32 characters. */
  readonly secret: string;
  /** In production every member of staff needs a second factor; a demo lets its accounts in without. */
  readonly secondFactorRequired: boolean;
  /** Multiplies the limits on sign-in attempts; 0 switches them off. */
  readonly floodScale: number;
}
