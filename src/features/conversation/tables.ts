/** The tables of this slice, for its store only. */
export interface ConversationsTable {
  conversation_id: string;
  number: string;
  customer_id: string;
  customer_kind: string;
  channel: string;
  locale: string;
  category: string;
  tier: string;
  priority: string;
  status: string;
  team_id: string;
  assignee_id: string | null;
  accepted: boolean;
  assigned_at: Date | null;
  queued_at: Date | null;
  waiting_since: Date | null;
  snoozed_until: Date | null;
  created_at: Date;
  last_message_at: Date | null;
  last_message_by: string | null;
  solved_at: Date | null;
  closed_at: Date | null;
  last_seq: number;
  last_message_id: string | null;
  facets: string[];
  state: unknown;
  listed_at: Date;
}

export interface EventsTable {
  conversation_id: string;
  seq: number;
  previous_public_seq: number;
  type: string;
  audience: string;
  actor_kind: string;
  actor_id: string | null;
  at: Date;
  data: unknown;
}

export interface MessagesTable {
  message_id: string;
  conversation_id: string;
  seq: number;
  kind: string;
  sender_id: string;
  client_message_id: string;
  body_hash: Uint8Array;
  sent_at: Date;
}

export interface BodiesTable {
  message_id: string;
  conversation_id: string;
  customer_id: string;
  envelope: Uint8Array;
  form: string;
}

export interface MarksTable {
  conversation_id: string;
  side: string;
  delivered_seq: number;
  read_seq: number;
  updated_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    conversations: ConversationsTable;
    events: EventsTable;
    messages: MessagesTable;
    bodies: BodiesTable;
    marks: MarksTable;
  }
}
