-- Locks, approvals by two people, and what staff may see of an account.

ALTER TABLE agents DROP CONSTRAINT agents_role_check;
ALTER TABLE agents ADD CONSTRAINT agents_role_check
  CHECK (role IN ('agent', 'compliance', 'supervisor', 'admin'));

CREATE TABLE lock_requests (
  lock_id uuid PRIMARY KEY,
  customer_id uuid REFERENCES customers,
  external_id text NOT NULL,
  origin text NOT NULL CHECK (origin IN ('customer', 'signed_out', 'lock_link', 'agent')),
  request_key text NOT NULL UNIQUE,
  request jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('sending', 'retrying', 'done', 'refused')),
  attempts integer NOT NULL DEFAULT 0,
  requested_at timestamptz NOT NULL,
  next_try_at timestamptz,
  done_at timestamptz,
  effects jsonb,
  refusal text,
  conversation_id uuid,
  locale text NOT NULL
);
COMMENT ON TABLE lock_requests IS 'each wish that an account be frozen, written before the exchange is asked, and what became of it';
COMMENT ON COLUMN lock_requests.customer_id IS 'null while the exchange''s user has never been here';
COMMENT ON COLUMN lock_requests.external_id IS 'the exchange''s user id';
COMMENT ON COLUMN lock_requests.request_key IS 'the same wish again is the same lock; sent to the exchange as its idempotency key';
COMMENT ON COLUMN lock_requests.conversation_id IS 'the urgent conversation about it, begun after the exchange was asked';
CREATE INDEX lock_requests_by_user ON lock_requests (external_id, requested_at DESC);
CREATE INDEX lock_requests_unfinished ON lock_requests (next_try_at) WHERE state IN ('sending', 'retrying');

CREATE TABLE lock_links_used (
  token_id text PRIMARY KEY,
  used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE lock_links_used IS 'one-time lock links of security mails that were used; kept until they would have expired';

CREATE TABLE takeover_steps (
  conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
  step text NOT NULL,
  done boolean NOT NULL,
  agent_id text NOT NULL,
  at timestamptz NOT NULL,
  note_sealed bytea,
  PRIMARY KEY (conversation_id, step)
);
COMMENT ON COLUMN takeover_steps.note_sealed IS 'what the agent found, under the customer''s key; null where nothing was written';

CREATE TABLE approvals (
  approval_id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL REFERENCES conversations,
  customer_id uuid NOT NULL REFERENCES customers,
  step text NOT NULL CHECK (step IN ('unlock', 'two_factor_reset')),
  state text NOT NULL CHECK (state IN ('waiting', 'refused', 'approved', 'sent', 'lapsed')),
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  reason_sealed bytea NOT NULL,
  lapses_at timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  decision_reason_sealed bytea,
  sent_at timestamptz,
  ready_at timestamptz,
  CHECK (decided_by IS NULL OR decided_by <> asked_by)
);
COMMENT ON TABLE approvals IS 'unlocking and second-factor resets: one asks, another decides; the database itself refuses the same person twice';
COMMENT ON COLUMN approvals.ready_at IS 'the end of the cooling-off as the exchange set it';
CREATE UNIQUE INDEX approvals_one_waiting ON approvals (conversation_id, step) WHERE state IN ('waiting', 'approved');
CREATE INDEX approvals_by_state ON approvals (state, asked_at);

CREATE TABLE reveals (
  agent_id text NOT NULL,
  day date NOT NULL,
  customer_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  field text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (agent_id, day, customer_id, conversation_id, field)
);
COMMENT ON TABLE reveals IS 'masked fields that an agent opened, each with a reason, written with its access event; the daily limit counts customers here';

CREATE TABLE reveal_extensions (
  agent_id text NOT NULL,
  day date NOT NULL,
  extra integer NOT NULL CHECK (extra BETWEEN 1 AND 15),
  given_by text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (agent_id, day)
);
COMMENT ON TABLE reveal_extensions IS 'one extension of the daily limit by a supervisor; the key allows no second';

ALTER TABLE teams ADD COLUMN reveals_a_day integer CHECK (reveals_a_day BETWEEN 0 AND 1000);
COMMENT ON COLUMN teams.reveals_a_day IS 'customers whose masked data one of the team may reveal in a day; null: the default of 15';
