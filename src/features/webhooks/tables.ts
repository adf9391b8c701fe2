import type { Generated } from 'kysely';

interface WebhookSubscriptionsTable {
  subscription_id: string;
  name: string;
  url: string;
  event_types: string[];
  with_words: boolean;
  secret_sealed: Uint8Array;
  earlier_secret_sealed: Uint8Array | null;
  earlier_secret_until: Date | null;
  status: Generated<'active' | 'paused' | 'disabled'>;
  disabled_because: 'spent' | 'gone' | null;
  disabled_at: Date | null;
  failing_since: Date | null;
  created_by: string;
  created_at: Generated<Date>;
}

interface WebhookDeliveriesTable {
  delivery_id: string;
  subscription_id: string;
  conversation_id: string | null;
  seq: number;
  event_type: string;
  payload: unknown;
  message_id: string | null;
  status: Generated<'waiting' | 'delivered' | 'given_up'>;
  attempts: Generated<number>;
  created_at: Generated<Date>;
  first_tried_at: Date | null;
  last_tried_at: Date | null;
  reply_status: number | null;
  latency_ms: number | null;
  reply_start: string | null;
  error: string | null;
}

interface WebhookLanesTable {
  subscription_id: string;
  conversation_id: string;
  due_at: Generated<Date>;
  attempts: Generated<number>;
  version: Generated<number>;
  claimed_until: Date | null;
  claim_epoch: Generated<number>;
}

declare module '../../ports/database.ts' {
  interface Tables {
    webhook_subscriptions: WebhookSubscriptionsTable;
    webhook_deliveries: WebhookDeliveriesTable;
    webhook_lanes: WebhookLanesTable;
  }
}
