import type { Attachment } from '../../contract/conversation.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AgentId, AtMs, ConversationId, CustomerId, DepartmentId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Sha256 } from '../../core/secrets/mnemonic-checksum.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { ConversationDeps } from '../conversation/index.ts';
import type { StaffName } from '../staff/index.ts';
import type { Alarm } from '../watching/index.ts';

/** Bytes for a task's discussion. */
export interface TaskUpload {
  readonly agentId: AgentId;
  readonly customerId: CustomerId;
  readonly conversationId: ConversationId;
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface TasksDeps extends ConversationDeps {
  readonly clock: Clock;
  /** SHA-256 of bytes: addresses carry checksums. */
  readonly sha256: Sha256;
  /** The exchange's ids of customers; visitors have none. */
  readonly externalIdsOf: (
    connection: Connection,
    customerIds: readonly CustomerId[],
  ) => Promise<ReadonlyMap<CustomerId, string>>;
  readonly namesOf: (
    connection: Connection,
    agentIds: readonly string[],
  ) => Promise<ReadonlyMap<AgentId, StaffName>>;
  /** So much of a department's business time after a moment. */
  readonly afterOpenTime: (
    connection: Connection,
    departmentId: DepartmentId,
    from: AtMs,
    ms: number,
  ) => Promise<AtMs>;
  readonly upload: (upload: TaskUpload) => Promise<Outcome<Attachment>>;
  readonly dueWork: Pick<DueWork, 'wake'>;
  /** Tells colleagues, with the transaction. */
  readonly raiseAlarm: (trx: Transaction, state: Conversation, alarm: Alarm) => Promise<void>;
  /** From so many passes on a request counts as passed around. */
  readonly passesAlarm: number;
}
