-- Keys of other systems, webhooks, what was taken over from elsewhere, and the chain over the audit.

CREATE TABLE api_keys (
  key_id uuid PRIMARY KEY,
  name text NOT NULL,
  prefix text NOT NULL UNIQUE,
  secret_hash bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  per_minute integer NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text
);
COMMENT ON TABLE api_keys IS 'keys with which other systems use /api/v1; shown once, kept as a keyed hash';
COMMENT ON COLUMN api_keys.prefix IS 'the first characters of the key, by which people and searches know it; it opens nothing';
COMMENT ON COLUMN api_keys.per_minute IS 'requests a minute, over all routes';
COMMENT ON COLUMN api_keys.last_used_at IS 'to within a minute';

CREATE TABLE webhook_subscriptions (
  subscription_id uuid PRIMARY KEY,
  name text NOT NULL,
  url text NOT NULL,
  event_types text[] NOT NULL,
  with_words boolean NOT NULL DEFAULT false,
  secret_sealed bytea NOT NULL,
  earlier_secret_sealed bytea,
  earlier_secret_until timestamptz,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'disabled')),
  disabled_because text,
  disabled_at timestamptz,
  failing_since timestamptz,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN webhook_subscriptions.event_types IS 'types of the log; empty for all';
COMMENT ON COLUMN webhook_subscriptions.with_words IS 'whether the words of public messages go with their events; never of notes';
COMMENT ON COLUMN webhook_subscriptions.secret_sealed IS 'the signing secret under a key that is not in the database';
COMMENT ON COLUMN webhook_subscriptions.earlier_secret_until IS 'until then both secrets sign, so that the receiver can change over';
COMMENT ON COLUMN webhook_subscriptions.status IS 'paused: by a person; disabled: after three days of failures, or 410 Gone; what happens meanwhile waits';
COMMENT ON COLUMN webhook_subscriptions.failing_since IS 'the first failure since the last success; null while all is well';

CREATE TABLE webhook_deliveries (
  delivery_id uuid PRIMARY KEY,
  subscription_id uuid NOT NULL REFERENCES webhook_subscriptions ON DELETE CASCADE,
  conversation_id uuid,
  seq bigint NOT NULL,
  event_type text NOT NULL,
  payload jsonb NOT NULL,
  message_id uuid,
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'given_up')),
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  first_tried_at timestamptz,
  last_tried_at timestamptz,
  reply_status integer,
  latency_ms integer,
  reply_start text,
  error text
);
COMMENT ON TABLE webhook_deliveries IS 'the log of deliveries; delivery_id is the webhook-id, the same at every try and replay';
COMMENT ON COLUMN webhook_deliveries.conversation_id IS 'null for a test delivery';
COMMENT ON COLUMN webhook_deliveries.message_id IS 'the message whose words go with it, opened when it is sent; null for none';
COMMENT ON COLUMN webhook_deliveries.reply_start IS 'the first characters of what the receiver answered';
CREATE UNIQUE INDEX webhook_deliveries_of_event ON webhook_deliveries (subscription_id, conversation_id, seq);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (subscription_id, conversation_id, seq) WHERE status = 'waiting';
CREATE INDEX webhook_deliveries_by_time ON webhook_deliveries (subscription_id, created_at DESC, delivery_id DESC);
CREATE INDEX webhook_deliveries_old ON webhook_deliveries (created_at) WHERE status <> 'waiting';

CREATE TABLE webhook_lanes (
  subscription_id uuid NOT NULL REFERENCES webhook_subscriptions ON DELETE CASCADE,
  conversation_id uuid NOT NULL,
  due_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  attempts integer NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0,
  claimed_until timestamptz,
  claim_epoch bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (subscription_id, conversation_id)
);
COMMENT ON TABLE webhook_lanes IS 'one row while deliveries of a conversation wait for a subscription: one at a time, in the order of the log';
COMMENT ON COLUMN webhook_lanes.version IS 'grows whenever something joins the lane: who saw it empty at an older version must not remove it';
COMMENT ON COLUMN webhook_lanes.attempts IS 'failed tries of the delivery at the head';
CREATE INDEX webhook_lanes_due ON webhook_lanes (subscription_id, due_at);

CREATE TABLE imported_records (
  source text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('customer', 'conversation')),
  source_id text NOT NULL,
  target_id uuid NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (source, kind, source_id)
);
COMMENT ON TABLE imported_records IS 'what was taken over from another system, under its id there: taken once, however often an export is read';

ALTER TABLE audit_events ADD COLUMN from_address text;
ALTER TABLE audit_events ADD COLUMN session_id text;
COMMENT ON COLUMN audit_events.from_address IS 'where a member of staff or a key asked from; null where the system itself did it, and for customers';
COMMENT ON COLUMN audit_events.session_id IS 'keyed hash or id of the session or key that asked; no secret';
CREATE INDEX audit_events_by_time ON audit_events (at);
CREATE INDEX audit_events_by_actor ON audit_events (actor_id, audit_id);
CREATE INDEX audit_events_by_subject ON audit_events (subject_id, audit_id);

ALTER TABLE access_events ADD COLUMN from_address text;
ALTER TABLE access_events ADD COLUMN session_id text;
CREATE INDEX access_events_by_time ON access_events (at);
CREATE INDEX access_events_by_agent ON access_events (agent_id, access_id);

CREATE TABLE audit_seals (
  seal_id bigint PRIMARY KEY,
  source text NOT NULL CHECK (source IN ('audit_events', 'access_events')),
  from_id bigint NOT NULL,
  to_id bigint NOT NULL,
  row_ids bigint[] NOT NULL,
  row_hashes bytea NOT NULL,
  previous_hash bytea NOT NULL UNIQUE,
  hash bytea NOT NULL UNIQUE,
  sealed_at timestamptz NOT NULL
);
COMMENT ON TABLE audit_seals IS 'the chain over audit_events and access_events, written in batches by one sealer';
COMMENT ON COLUMN audit_seals.from_id IS 'the first id that this seal speaks for; ids without a row in between were never committed';
COMMENT ON COLUMN audit_seals.row_hashes IS 'keyed hashes of the rows in the order of row_ids, 32 bytes each';
COMMENT ON COLUMN audit_seals.previous_hash IS 'hash of the seal before; unique, so that the chain cannot fork';
CREATE INDEX audit_seals_by_source ON audit_seals (source, to_id);
