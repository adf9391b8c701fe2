import type { AtMs } from '../core/ids.ts';
import type { Connection } from './database.ts';

/** A durable reaction. The same key is the same work: it happens once however often it is written. */
export interface DueItem {
  readonly key: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly dueAt: AtMs;
  /** A standing duty: written again under its key it is due again, even while it is being done. */
  readonly again?: true;
  /** `security` is done before all else that is due, `later` after all else. */
  readonly urgency?: 'security' | 'usual' | 'later';
}

type Payload = Readonly<Record<string, unknown>>;

/** Does one kind of work. May run more than once after a crash, so its effect must be idempotent; throwing retries it. */
export interface DueHandler {
  (payload: Payload): Promise<void>;
  /** Does many pieces at once instead, where that costs less than one by one. Throwing retries them all. */
  readonly together?: {
    /** How many at once at most. */
    readonly most: number;
    readonly handle: (payloads: readonly Payload[]) => Promise<void>;
  };
}

export interface DueWork {
  /** Writes the items with the change that causes them; call `wake` after the commit. */
  schedule(connection: Connection, items: readonly DueItem[]): Promise<void>;
  /** There may be work that is due now. */
  wake(): void;
}
