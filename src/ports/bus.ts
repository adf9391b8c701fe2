import type {
  AgentId,
  ConversationId,
  CustomerId,
  DepartmentId,
  FileId,
  TeamId,
} from '../core/ids.ts';

/**
 * A hint that something changed. The database is the truth: a hint may be lost, doubled or late,
 * and carries no words of anyone, so that it may cross processes.
 */
export type Hint =
  | {
      readonly kind: 'conversation_changed';
      readonly conversationId: ConversationId;
      readonly customerId: CustomerId;
      readonly seq: number;
      readonly teamId: TeamId;
      readonly assigneeId: AgentId | null;
      readonly queueChanged: boolean;
    }
  | {
      readonly kind: 'marks_changed';
      readonly conversationId: ConversationId;
      readonly customerId: CustomerId;
    }
  | { readonly kind: 'agent_changed'; readonly agentId: AgentId }
  | { readonly kind: 'customer_changed'; readonly customerId: CustomerId }
  | { readonly kind: 'session_revoked'; readonly sessionId: string }
  /** What lists show of a conversation's due times. */
  | { readonly kind: 'clock_changed'; readonly conversationId: ConversationId }
  /** Something about a department's tasks: its queue, or what is said in one of them. */
  | { readonly kind: 'task_changed'; readonly departmentId: DepartmentId }
  /** These colleagues were named, or something happened in what they follow. */
  | { readonly kind: 'staff_news'; readonly agentIds: readonly AgentId[] }
  /** Places in the queue, or the times told with them, moved. */
  | { readonly kind: 'queue_told' }
  /** A file that stands in a conversation turned out clean, or was rejected. */
  | {
      readonly kind: 'file_checked';
      readonly fileId: FileId;
      readonly conversationId: ConversationId;
    }
  | {
      readonly kind: 'typing';
      readonly conversationId: ConversationId;
      readonly side: 'customer' | 'agent';
      readonly agentId: AgentId | null;
      readonly note: boolean;
    };

/**
 * Carries hints within and between processes. `local` is an object only for subscribers in the same process
 * (it spares them a read); across processes it is absent.
 */
export interface Bus {
  publish(hint: Hint, local?: unknown): void;
  /** Returns a function that ends the subscription. */
  subscribe(listener: (hint: Hint, local: unknown) => void): () => void;
  close(): Promise<void>;
}
