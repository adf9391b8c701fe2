import type { Config } from '../platform/config/config.ts';
import type { Database } from '../ports/database.ts';
import type { Log } from '../ports/log.ts';

/** What the launcher hands to the application. */
export interface ApplicationParts {
  readonly config: Config;
  readonly database: Database;
  readonly log: Log;
}

export interface RunningApplication {
  /** Drains: answers what is under way, then ends. */
  close(): Promise<void>;
}

export type StartApplication = (parts: ApplicationParts) => Promise<RunningApplication>;

export interface DemoSignIn {
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

/** Makes the fictional exchange's data where it is not there yet. Idempotent. */
export type SeedDemo = (
  parts: ApplicationParts,
) => Promise<{ readonly signIns: readonly DemoSignIn[] }>;
