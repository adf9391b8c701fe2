-- Incidents: one record for one cause; what customers are told of it; the status page; and surge mode.

CREATE TABLE status_components (
  component_id text PRIMARY KEY,
  names jsonb NOT NULL,
  position integer NOT NULL
);
COMMENT ON TABLE status_components IS 'parts of the service that the status page shows';
COMMENT ON COLUMN status_components.names IS 'by locale; en is always there';

CREATE TABLE incidents (
  incident_id uuid PRIMARY KEY,
  kind text NOT NULL,
  stage text NOT NULL CHECK (stage IN ('investigating', 'found', 'monitoring', 'resolved')),
  impact text NOT NULL CHECK (impact IN ('maintenance', 'degraded', 'partial', 'major')),
  categories text[] NOT NULL,
  entities jsonb NOT NULL,
  component_ids text[] NOT NULL,
  titles jsonb NOT NULL,
  written_in text NOT NULL,
  is_public boolean NOT NULL,
  has_banner boolean NOT NULL,
  greets_new boolean NOT NULL,
  expected_at timestamptz,
  opened_by text NOT NULL,
  opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  closed_at timestamptz
);
COMMENT ON COLUMN incidents.categories IS 'new requests of these categories are of its kind …';
COMMENT ON COLUMN incidents.entities IS '… and, where any is named, only those known to concern one: [{kind: coin | network, value}]';
COMMENT ON COLUMN incidents.is_public IS 'on the status page';
COMMENT ON COLUMN incidents.has_banner IS 'above the messenger''s home and the help centre''s pages';
COMMENT ON COLUMN incidents.greets_new IS 'new requests of its kind are attached and told of it before anything else';
CREATE INDEX incidents_open ON incidents (opened_at) WHERE closed_at IS NULL;
CREATE INDEX incidents_by_time ON incidents (opened_at DESC);

CREATE TABLE incident_updates (
  update_id uuid PRIMARY KEY,
  incident_id uuid NOT NULL REFERENCES incidents ON DELETE CASCADE,
  stage text NOT NULL,
  texts jsonb NOT NULL,
  written_in text NOT NULL,
  published_by text NOT NULL,
  published_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN incident_updates.texts IS 'by locale; the one of written_in is always there, the others may be missing';
CREATE INDEX incident_updates_by_incident ON incident_updates (incident_id, published_at DESC);

CREATE TABLE incident_attachments (
  incident_id uuid NOT NULL REFERENCES incidents ON DELETE CASCADE,
  conversation_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'attached', 'refused', 'detached', 'settled', 'unsettled')),
  via text NOT NULL CHECK (via IN ('hand', 'filter', 'suggestion', 'greeting')),
  asked_by text,
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  PRIMARY KEY (incident_id, conversation_id)
);
COMMENT ON COLUMN incident_attachments.state IS 'waiting: asked for, not yet in the conversation''s log; refused: it was over by then; the last two are the customer''s answer at the end';
CREATE INDEX incident_attachments_by_conversation ON incident_attachments (conversation_id);
CREATE INDEX incident_attachments_waiting ON incident_attachments (incident_id, conversation_id) WHERE state = 'waiting';

CREATE TABLE incident_tellings (
  update_id uuid NOT NULL REFERENCES incident_updates ON DELETE CASCADE,
  conversation_id uuid NOT NULL,
  is_first boolean NOT NULL,
  told_at timestamptz,
  outcome text CHECK (outcome IN ('told', 'over')),
  PRIMARY KEY (update_id, conversation_id)
);
COMMENT ON COLUMN incident_tellings.is_first IS 'it tells of the incident at all: the conversation was just attached';
COMMENT ON TABLE incident_tellings IS 'whom an update has to reach; the message''s own key makes it reach each once';
CREATE INDEX incident_tellings_open ON incident_tellings (update_id, conversation_id) WHERE told_at IS NULL;

CREATE TABLE incident_signals (
  series text NOT NULL,
  bucket timestamptz NOT NULL,
  requests integer NOT NULL,
  PRIMARY KEY (series, bucket)
);
COMMENT ON TABLE incident_signals IS 'how many requests began, by category, or category and coin or network, in five minutes; no words and nobody''s name';
CREATE INDEX incident_signals_by_bucket ON incident_signals (bucket);

CREATE TABLE incident_counted (
  conversation_id uuid NOT NULL,
  series text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (conversation_id, series)
);
COMMENT ON TABLE incident_counted IS 'each request counts once in each series; kept for some days, to attach what a suggestion was seen by';
CREATE INDEX incident_counted_by_series ON incident_counted (series, at);
CREATE INDEX incident_counted_by_time ON incident_counted (at);

CREATE TABLE incident_detecting (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  counting_since timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO incident_detecting DEFAULT VALUES;
COMMENT ON TABLE incident_detecting IS 'before this nothing was counted: silence before it says nothing';

CREATE TABLE incident_suggestions (
  suggestion_id uuid PRIMARY KEY,
  series text NOT NULL,
  evidence jsonb NOT NULL,
  since timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'taken', 'dismissed', 'faded')),
  incident_id uuid REFERENCES incidents ON DELETE SET NULL,
  suggested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  rests_until timestamptz NOT NULL
);
COMMENT ON COLUMN incident_suggestions.rests_until IS 'until then the same is not suggested again';
CREATE UNIQUE INDEX incident_suggestions_open ON incident_suggestions (series) WHERE state = 'open';
CREATE INDEX incident_suggestions_resting ON incident_suggestions (rests_until);

CREATE TABLE status_subscriptions (
  subscription_id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  channel text NOT NULL CHECK (channel IN ('mail', 'push')),
  address_hash bytea NOT NULL,
  address_sealed bytea NOT NULL,
  locale text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  confirmed_at timestamptz,
  UNIQUE (channel, address_hash)
);
COMMENT ON TABLE status_subscriptions IS 'who wants to be told of incidents; each has a visitor''s row and key of their own, so that erasing works as for everybody';
COMMENT ON COLUMN status_subscriptions.confirmed_at IS 'null: the mail''s link was not pressed yet; such rows are deleted after a day';
CREATE INDEX status_subscriptions_confirmed ON status_subscriptions (subscription_id) WHERE confirmed_at IS NOT NULL;

CREATE TABLE surge_mode (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  is_on boolean NOT NULL DEFAULT false,
  since timestamptz,
  set_by text,
  keeps_until timestamptz,
  signs jsonb NOT NULL DEFAULT '{"pressedSince": null, "calmSince": null}'
);
INSERT INTO surge_mode DEFAULT VALUES;
COMMENT ON COLUMN surge_mode.set_by IS 'the staff account; null: it ended by itself';
COMMENT ON COLUMN surge_mode.keeps_until IS 'it does not end by itself before this';
COMMENT ON COLUMN surge_mode.signs IS 'since when the queue is too long, or short';

CREATE TABLE surge_calls (
  conversation_id uuid PRIMARY KEY,
  slot timestamptz NOT NULL
);
COMMENT ON TABLE surge_calls IS 'who is to be called back in the half hour that begins then';
CREATE INDEX surge_calls_by_slot ON surge_calls (slot);
