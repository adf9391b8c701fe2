-- Feedback, reviews and what customers choose.

CREATE TABLE notice_choices (
  customer_id uuid PRIMARY KEY REFERENCES customers ON DELETE CASCADE,
  push boolean NOT NULL,
  mail boolean NOT NULL,
  quiet_from integer CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_to integer CHECK (quiet_to BETWEEN 0 AND 1439),
  time_zone text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
COMMENT ON TABLE notice_choices IS 'how a customer wants to be told of news in their requests; without a row: by web push where a browser asked for it';
COMMENT ON COLUMN notice_choices.quiet_from IS 'minute of the day in time_zone from which nobody is rung';

CREATE TABLE feedback (
  feedback_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('csat', 'ces', 'nps')),
  conversation_id uuid,
  customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  agent_id text,
  team_id text,
  category text,
  score integer NOT NULL CHECK (score BETWEEN 0 AND 10),
  reasons text[] NOT NULL DEFAULT '{}',
  comment_id uuid,
  comment_sealed bytea,
  at timestamptz NOT NULL
);
COMMENT ON TABLE feedback IS 'ratings as they were given; a request that is rated again replaces its row';
COMMENT ON COLUMN feedback.agent_id IS 'who had the request when it was rated; null where only the assistant did';
COMMENT ON COLUMN feedback.comment_id IS 'the body with the customer''s words, where they came with a request';
COMMENT ON COLUMN feedback.comment_sealed IS 'the words of an nps, under the customer''s key';
CREATE UNIQUE INDEX feedback_of_conversation ON feedback (conversation_id) WHERE conversation_id IS NOT NULL;
CREATE INDEX feedback_by_agent ON feedback (agent_id, at) WHERE agent_id IS NOT NULL;
CREATE INDEX feedback_by_time ON feedback (at);
CREATE INDEX feedback_nps ON feedback (customer_id, at DESC) WHERE kind = 'nps';

CREATE TABLE reviews (
  review_id uuid PRIMARY KEY,
  feedback_id uuid NOT NULL UNIQUE REFERENCES feedback ON DELETE CASCADE,
  conversation_id uuid NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  owner_id text NOT NULL,
  opened_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  concluded_at timestamptz,
  cause text,
  answer_sealed bytea,
  told_at timestamptz
);
COMMENT ON TABLE reviews IS 'low scores that somebody looks into; the customer is told what became of it';
COMMENT ON COLUMN reviews.answer_sealed IS 'what the customer is told, under their key';
CREATE INDEX reviews_open ON reviews (due_at) WHERE concluded_at IS NULL;
