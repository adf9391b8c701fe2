import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs } from '../../core/ids.ts';
import type { Transaction } from '../../ports/database.ts';

/** What is new in a conversation's log since this follower looked last. */
export interface Moved {
  /** As it is now: it may be further than the last of `logged`. */
  readonly state: Conversation;
  /** In the log's order, without gaps; at least one. */
  readonly logged: readonly LoggedEvent[];
  /** The database's clock. */
  readonly at: AtMs;
}

/** A slice that reacts to what happens in conversations. Followers know nothing of each other and cannot hold each other up. */
export interface Follower {
  /** Never changes: its cursors are kept under this name. */
  readonly name: string;
  /** False where nothing of it matters: then not even a transaction is begun. Pure. */
  readonly wants: (moved: Moved) => boolean;
  /**
   * Writes what follows, and schedules due work, in the transaction that also moves the cursor: each event once.
   * Must not commit to a conversation itself; the due work that it schedules does. Throwing has it asked again later.
   */
  readonly take: (trx: Transaction, moved: Moved) => Promise<void>;
  /** The same for several conversations at once, where that costs less than one by one. */
  readonly takeAll?: (trx: Transaction, news: readonly Moved[]) => Promise<void>;
}
