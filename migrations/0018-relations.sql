-- Requests that belong together, tags, fields, those who follow, and changes of many at once.

CREATE TABLE carried_messages (
  message_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  PRIMARY KEY (message_id, conversation_id)
);
COMMENT ON TABLE carried_messages IS 'derived from the log: where a message is shown beside the conversation it was written in. Its words stay under its id';
CREATE INDEX carried_messages_by_conversation ON carried_messages (conversation_id);

CREATE TABLE conversation_links (
  from_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
  to_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
  relation text NOT NULL CHECK (relation IN ('parent', 'related', 'duplicate', 'follow_up', 'merged')),
  linked_by text,
  linked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (from_id <> to_id)
);
COMMENT ON TABLE conversation_links IS 'one row for each pair; both logs tell of it';
COMMENT ON COLUMN conversation_links.relation IS 'what "to" is to "from": its parent, the one it duplicates, the one it follows up, the one it was merged into; related goes both ways';
COMMENT ON COLUMN conversation_links.linked_by IS 'the member of staff; null: the system';
CREATE UNIQUE INDEX conversation_links_pair ON conversation_links (least(from_id, to_id), greatest(from_id, to_id));
CREATE UNIQUE INDEX conversation_links_one_parent ON conversation_links (from_id) WHERE relation = 'parent';
CREATE INDEX conversation_links_from ON conversation_links (from_id);
CREATE INDEX conversation_links_to ON conversation_links (to_id);

CREATE TABLE tags (
  tag text PRIMARY KEY,
  uses bigint NOT NULL DEFAULT 0,
  renamed_to text,
  last_used_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN tags.uses IS 'conversations that bear it';
COMMENT ON COLUMN tags.renamed_to IS 'it is another tag now: what still bears this one gets that one';

CREATE TABLE conversation_tags (
  tag text NOT NULL,
  conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
  PRIMARY KEY (tag, conversation_id)
);
COMMENT ON TABLE conversation_tags IS 'derived by a follower of the log';
CREATE INDEX conversation_tags_by_conversation ON conversation_tags (conversation_id);

CREATE TABLE case_fields (
  field_id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE,
  definition jsonb NOT NULL,
  position integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  retired_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN case_fields.definition IS 'core/fields/field.ts: kind, categories, labels, choices, who is asked';
COMMENT ON COLUMN case_fields.retired_at IS 'no longer asked for; values that were given stay readable';

CREATE TABLE field_values (
  conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
  field_id uuid NOT NULL REFERENCES case_fields,
  customer_id uuid NOT NULL,
  value jsonb,
  value_sealed bytea,
  given_by text NOT NULL CHECK (given_by IN ('customer', 'staff', 'system')),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (conversation_id, field_id),
  CHECK ((value IS NULL) <> (value_sealed IS NULL))
);
COMMENT ON COLUMN field_values.value_sealed IS 'words, transaction ids and addresses, under the customer''s key';
COMMENT ON COLUMN field_values.value IS 'numbers, dates, choices, yes or no, amounts';

CREATE TABLE watchers (
  conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
  agent_id text NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (conversation_id, agent_id)
);
CREATE INDEX watchers_by_agent ON watchers (agent_id, since DESC);

CREATE TABLE staff_news (
  news_id uuid PRIMARY KEY,
  agent_id text NOT NULL,
  conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('mention', 'followed')),
  what text NOT NULL,
  seq bigint NOT NULL,
  message_id uuid,
  by_id text,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  read_at timestamptz,
  UNIQUE (agent_id, conversation_id, kind, seq)
);
COMMENT ON TABLE staff_news IS 'what colleagues are told: named in a note, or something happened in a conversation they follow';
COMMENT ON COLUMN staff_news.what IS 'for kind followed the type of the event';
CREATE INDEX staff_news_by_agent ON staff_news (agent_id, at DESC);
CREATE INDEX staff_news_unread ON staff_news (agent_id, kind) WHERE read_at IS NULL;

CREATE TABLE bulk_runs (
  run_id uuid PRIMARY KEY,
  agent_id text NOT NULL,
  request_key text NOT NULL,
  action jsonb NOT NULL,
  undoes uuid REFERENCES bulk_runs,
  total integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  UNIQUE (agent_id, request_key)
);
COMMENT ON TABLE bulk_runs IS 'one change of many conversations, done in batches';
COMMENT ON COLUMN bulk_runs.undoes IS 'the run that this one takes back';

CREATE TABLE bulk_rows (
  run_id uuid NOT NULL REFERENCES bulk_runs ON DELETE CASCADE,
  position integer NOT NULL,
  conversation_id uuid NOT NULL,
  action jsonb,
  outcome text CHECK (outcome IN ('changed', 'unchanged', 'refused', 'gone')),
  code text,
  back jsonb,
  PRIMARY KEY (run_id, position)
);
COMMENT ON COLUMN bulk_rows.conversation_id IS 'no reference: it may have gone since it was selected';
COMMENT ON COLUMN bulk_rows.action IS 'of its own, for an undo; null: the run''s';
COMMENT ON COLUMN bulk_rows.outcome IS 'null while it waits';
COMMENT ON COLUMN bulk_rows.back IS 'what would take it back; null where that is not possible';
CREATE INDEX bulk_rows_waiting ON bulk_rows (run_id, position) WHERE outcome IS NULL;
