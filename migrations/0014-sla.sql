-- What is promised and when: calendars, policies, clocks; and due work by urgency.

CREATE TABLE sla_books (
  version integer PRIMARY KEY,
  valid_from timestamptz NOT NULL,
  published_by text,
  published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  book jsonb NOT NULL
);
COMMENT ON TABLE sla_books IS 'calendars, holidays and policies together, one row a version: a version is valid from its time until the next one''s';
COMMENT ON COLUMN sla_books.valid_from IS 'a moment after publishing, so that every process knows the version before it holds';
COMMENT ON COLUMN sla_books.published_by IS 'the staff account; null for what an installation begins with';

CREATE TABLE sla_clocks (
  conversation_id uuid PRIMARY KEY,
  last_seq bigint NOT NULL,
  running boolean NOT NULL,
  progress jsonb NOT NULL
) WITH (fillfactor = 70);
COMMENT ON TABLE sla_clocks IS 'derived: the fold of each conversation''s log into what was promised and how it went';
COMMENT ON COLUMN sla_clocks.last_seq IS 'the last event of the log that progress knows';
COMMENT ON COLUMN sla_clocks.running IS 'something in it has not ended: a new book counts it anew';
CREATE INDEX sla_clocks_running ON sla_clocks (conversation_id) WHERE running;

ALTER TABLE due_work ADD COLUMN urgency smallint NOT NULL DEFAULT 1 CHECK (urgency BETWEEN 0 AND 2);
COMMENT ON COLUMN due_work.urgency IS '0: security, before everything; 1: what people wait for; 2: what may wait';
DROP INDEX due_work_ready;
CREATE INDEX due_work_ready ON due_work (urgency, due_at) WHERE failed_at IS NULL;
