-- Customers, their keys, the conversation log and what is derived from it.

CREATE TABLE customers (
  customer_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('customer', 'visitor')),
  external_id text UNIQUE,
  tier text NOT NULL,
  locale text NOT NULL,
  time_zone text,
  profile_sealed bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'customer') = (external_id IS NOT NULL))
);
COMMENT ON COLUMN customers.external_id IS 'the exchange''s own user id; null for visitors';
COMMENT ON COLUMN customers.profile_sealed IS 'name and email as the identity token gave them, sealed under the customer''s key';

CREATE TABLE customer_keys (
  customer_id uuid PRIMARY KEY REFERENCES customers ON DELETE CASCADE,
  wrapped_key bytea NOT NULL,
  master_key_id text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  rewrapped_at timestamptz
);
COMMENT ON TABLE customer_keys IS 'one data key per customer, wrapped by a master key; without its row nothing the customer said can be read';

CREATE TABLE conversations (
  conversation_id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  customer_id uuid NOT NULL REFERENCES customers,
  customer_kind text NOT NULL,
  channel text NOT NULL,
  locale text NOT NULL,
  category text NOT NULL,
  tier text NOT NULL,
  priority text NOT NULL,
  status text NOT NULL,
  team_id text NOT NULL,
  assignee_id text,
  accepted boolean NOT NULL,
  assigned_at timestamptz,
  queued_at timestamptz,
  waiting_since timestamptz,
  snoozed_until timestamptz,
  created_at timestamptz NOT NULL,
  last_message_at timestamptz,
  last_message_by text,
  solved_at timestamptz,
  closed_at timestamptz,
  last_seq bigint NOT NULL,
  last_message_id uuid,
  state jsonb NOT NULL,
  listed_at timestamptz NOT NULL GENERATED ALWAYS AS (date_bin('1 minute', coalesce(last_message_at, created_at), timestamptz '2000-01-01 00:00+00')) STORED
) WITH (fillfactor = 60);
COMMENT ON TABLE conversations IS 'derived: the fold of each conversation''s log; its row lock orders the log''s writers';
COMMENT ON COLUMN conversations.state IS 'the whole folded state; the columns beside it repeat what queries need';
COMMENT ON COLUMN conversations.last_message_id IS 'the newest message to or from the customer, for the list''s last line';
COMMENT ON COLUMN conversations.listed_at IS 'last_message_at cut to the minute: lists go by it, so that most messages touch no index';
CREATE INDEX conversations_by_customer ON conversations (customer_id, created_at DESC);
CREATE INDEX conversations_by_assignee ON conversations (assignee_id) WHERE status IN ('new', 'open', 'pending', 'on_hold');
CREATE INDEX conversations_unassigned ON conversations (listed_at DESC, conversation_id DESC) WHERE assignee_id IS NULL AND status IN ('new', 'open', 'pending', 'on_hold');
CREATE INDEX conversations_queued ON conversations (waiting_since) WHERE queued_at IS NOT NULL;
CREATE INDEX conversations_listed ON conversations (listed_at DESC, conversation_id DESC);
CREATE INDEX conversations_snoozed ON conversations (snoozed_until) WHERE snoozed_until IS NOT NULL;

-- No foreign keys on what every message writes: one statement writes the conversation, its events, messages and bodies
-- together, and checking each row again would cost a third of the whole.
CREATE TABLE events (
  conversation_id uuid NOT NULL,
  seq bigint NOT NULL,
  previous_public_seq bigint NOT NULL,
  type text NOT NULL,
  audience text NOT NULL CHECK (audience IN ('everyone', 'staff')),
  actor_kind text NOT NULL,
  actor_id text,
  at timestamptz NOT NULL,
  data jsonb NOT NULL,
  PRIMARY KEY (conversation_id, seq)
);
COMMENT ON TABLE events IS 'the conversation log: append only, gapless per conversation, never anyone''s words';

CREATE TABLE messages (
  message_id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL,
  seq bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('message', 'note', 'summary', 'rating_comment')),
  sender_id text NOT NULL,
  client_message_id text NOT NULL,
  body_hash bytea NOT NULL,
  sent_at timestamptz NOT NULL,
  UNIQUE (sender_id, client_message_id)
);
COMMENT ON TABLE messages IS 'durable idempotency: one row per (sender, client_message_id) for ever; it outlives the body';
COMMENT ON COLUMN messages.body_hash IS 'keyed hash of the redacted body as first sent: the same id with other words is refused';

CREATE TABLE bodies (
  message_id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  envelope bytea NOT NULL,
  form text NOT NULL DEFAULT 'plain' CHECK (form IN ('plain', 'sealed'))
);
COMMENT ON TABLE bodies IS 'the words, encrypted under the customer''s key; deleting a row destroys them without touching the log';
COMMENT ON COLUMN bodies.form IS 'plain: readable by this installation; sealed: end-to-end encrypted, opaque here';

CREATE TABLE marks (
  conversation_id uuid NOT NULL REFERENCES conversations,
  side text NOT NULL CHECK (side IN ('customer', 'agent')),
  delivered_seq bigint NOT NULL DEFAULT 0,
  read_seq bigint NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (conversation_id, side)
);

CREATE TABLE due_work (
  work_key text PRIMARY KEY,
  kind text NOT NULL,
  payload jsonb NOT NULL,
  due_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  claimed_until timestamptz,
  claim_epoch bigint NOT NULL DEFAULT 0,
  last_error text,
  failed_at timestamptz
);
COMMENT ON TABLE due_work IS 'durable reactions, written with the change that causes them; the key makes each happen once';
COMMENT ON COLUMN due_work.claim_epoch IS 'grows at each claim: a worker that overslept its claim cannot finish the work';
CREATE INDEX due_work_ready ON due_work (due_at) WHERE failed_at IS NULL;

CREATE TABLE audit_events (
  audit_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_kind text NOT NULL,
  actor_id text,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE audit_events IS 'changes, written in the transaction of the change';

CREATE TABLE access_events (
  access_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  agent_id text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  customer_id uuid NOT NULL,
  reason text NOT NULL
);
COMMENT ON TABLE access_events IS 'reads of a customer''s data by staff; no row, no data';
CREATE INDEX access_events_by_customer ON access_events (customer_id, at);

CREATE TABLE canned_responses (
  canned_response_id uuid PRIMARY KEY,
  shortcut text NOT NULL UNIQUE,
  title text NOT NULL,
  category text,
  texts jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE push_subscriptions (
  endpoint_hash bytea PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  subscription_sealed bytea NOT NULL,
  locale text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX push_subscriptions_by_customer ON push_subscriptions (customer_id);
