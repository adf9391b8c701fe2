import type { AgentId, ConversationId, CustomerId, DepartmentId, TaskId } from '../../core/ids.ts';
import type { FormField } from '../../core/tasks/department.ts';
import type { CheckedItem, TaskState } from '../../core/tasks/task.ts';

export interface TasksTable {
  task_id: TaskId;
  conversation_id: ConversationId;
  customer_id: CustomerId;
  ordinal: number;
  department_id: DepartmentId;
  state: TaskState;
  owner_id: AgentId | null;
  opened_by: AgentId;
  opened_at: Date;
  sent_at: Date;
  due_at: Date;
  expected_at: Date;
  ended_at: Date | null;
  grants_transcript: boolean;
  checklist: readonly CheckedItem[];
  fields: readonly FormField[];
  sealed: Uint8Array | null;
  unseen: boolean;
}

export interface TaskEntriesTable {
  entry_id: string;
  task_id: TaskId;
  at: Date;
  author_id: AgentId;
  kind: string;
  data: unknown;
  sealed: Uint8Array | null;
  client_entry_id: string | null;
  body_hash: Uint8Array | null;
}

interface TaskGrantsTable {
  task_id: TaskId;
  seq: number;
  message_id: string;
}

interface PassedAroundTable {
  conversation_id: ConversationId;
  passes: number;
  is_active: boolean;
  passed_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    tasks: TasksTable;
    task_entries: TaskEntriesTable;
    task_grants: TaskGrantsTable;
    passed_around: PassedAroundTable;
  }
}
