-- Those who follow the logs, how the case stands, and what the system says by itself.

CREATE TABLE follow_cursors (
  conversation_id uuid PRIMARY KEY,
  cursors jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE follow_cursors IS 'for each follower by name the seq up to which it has taken in this conversation''s log';

CREATE TABLE followers (
  name text PRIMARY KEY,
  since timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN followers.since IS 'when it began to follow: what was said before is not news to it';

UPDATE conversations SET state = state || jsonb_build_object('case', jsonb_build_object(
  'supportTier', 1, 'promise', null, 'tasks', '[]'::jsonb, 'incidentIds', '[]'::jsonb, 'tags', '[]'::jsonb,
  'passes', 0, 'mergedInto', null, 'complaintId', null))
WHERE NOT state ? 'case';

ALTER TABLE messages DROP CONSTRAINT messages_kind_check;
ALTER TABLE messages ADD CONSTRAINT messages_kind_check
  CHECK (kind IN ('message', 'note', 'summary', 'rating_comment', 'assistant', 'aside', 'card', 'notice'));
