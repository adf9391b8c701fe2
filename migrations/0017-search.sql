-- Views over conversations of any kind, their counts, and the search over what was said.

-- Facets: what views ask for, in one array with one index. Talk changes none of them, so that messages stay cheap.
ALTER TABLE conversations ADD COLUMN facets text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN conversations.facets IS 'derived by core/views/facets.ts from the folded state: status, team, tags … as key:value, for views';

UPDATE conversations SET facets = array_cat(ARRAY[
    'status:' || status,
    CASE WHEN status IN ('solved', 'closed') THEN 'rest:over' ELSE 'rest:active' END,
    'priority:' || priority,
    'category:' || category,
    'team:' || team_id,
    'assignee:' || coalesce(assignee_id, '-'),
    'tier:' || tier,
    'locale:' || locale,
    'channel:' || channel,
    'kind:' || customer_kind,
    CASE WHEN snoozed_until IS NULL THEN 'snooze:none' ELSE 'snooze:away' END,
    CASE WHEN queued_at IS NULL THEN 'queue:out' ELSE 'queue:in' END,
    CASE WHEN queued_at IS NULL AND assignee_id IS NULL AND state -> 'assistant' -> 'active' = 'true'::jsonb
      THEN 'for:assistant' ELSE 'for:people' END,
    'level:' || coalesce(state -> 'case' ->> 'supportTier', '1')
  ], ARRAY(SELECT 'tag:' || tag FROM jsonb_array_elements_text(coalesce(state -> 'case' -> 'tags', '[]'::jsonb)) AS tag));

-- Without a list of pending entries: reading it through would cost every view some milliseconds.
CREATE INDEX conversations_facets ON conversations USING gin (facets) WITH (fastupdate = off);
-- What is over lies behind all that is active: each is gone through by itself.
CREATE INDEX conversations_listed_active ON conversations (listed_at DESC, conversation_id DESC) WHERE status IN ('new', 'open', 'pending', 'on_hold');
CREATE INDEX conversations_listed_over ON conversations (listed_at DESC, conversation_id DESC) WHERE status IN ('solved', 'closed');
CREATE INDEX conversations_by_creation ON conversations (created_at DESC, conversation_id DESC);
DROP INDEX conversations_unassigned;
-- Few at any time: what nobody owns and no queue holds, which the sweep looks for every few seconds.
CREATE INDEX conversations_unowned ON conversations (conversation_id) WHERE assignee_id IS NULL AND queued_at IS NULL AND snoozed_until IS NULL AND status IN ('new', 'open', 'pending', 'on_hold');

CREATE TABLE conversation_clocks (
  conversation_id uuid PRIMARY KEY REFERENCES conversations ON DELETE CASCADE,
  due_at timestamptz NOT NULL,
  late boolean NOT NULL
);
COMMENT ON TABLE conversation_clocks IS 'derived: the soonest SLA due time that runs, for lists; no row where none runs';
COMMENT ON COLUMN conversation_clocks.late IS 'a target of the present stretch has been missed';
CREATE INDEX conversation_clocks_by_due ON conversation_clocks (due_at);
CREATE INDEX conversation_clocks_late ON conversation_clocks (conversation_id) WHERE late;

CREATE TABLE saved_views (
  view_id uuid PRIMARY KEY,
  name text NOT NULL,
  owner_id text NOT NULL,
  team_id text,
  everyone boolean NOT NULL DEFAULT false,
  conditions jsonb NOT NULL,
  position integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN saved_views.team_id IS 'shared with this team; null and not for everyone: its owner''s alone';
COMMENT ON COLUMN saved_views.conditions IS 'core/views/conditions.ts; read again by its schema whenever it is used';
CREATE INDEX saved_views_by_owner ON saved_views (owner_id);
CREATE INDEX saved_views_by_team ON saved_views (team_id) WHERE team_id IS NOT NULL;

-- The index of words. The row goes with its body, whoever deletes that.
CREATE SEQUENCE search_entry_numbers AS bigint START WITH 1;
CREATE SEQUENCE search_history_numbers AS bigint START WITH 0 INCREMENT BY -1 MINVALUE -4611686018427387904 MAXVALUE 0;

CREATE TABLE search_entries (
  entry_no bigint PRIMARY KEY,
  message_id uuid NOT NULL UNIQUE REFERENCES bodies ON DELETE CASCADE,
  conversation_id uuid NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  tokens bigint[] NOT NULL
);
COMMENT ON TABLE search_entries IS 'one row for each body that can be found; hits are opened and checked before they are shown';
COMMENT ON COLUMN search_entries.entry_no IS 'rises with time: new messages count up from 1, what was there before the index was counted down from 0';
COMMENT ON COLUMN search_entries.tokens IS 'upper 32 bits: entry_no / 8192, so that a search goes from the newest stretch to the oldest; lower 32 bits: keyed hash of a token. No words';
CREATE INDEX search_entries_tokens ON search_entries USING gin (tokens) WITH (fastupdate = off);

CREATE TABLE search_stretches (
  stretch bigint PRIMARY KEY,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL
);
COMMENT ON TABLE search_stretches IS 'derived: from when to when the entries of each stretch (entry_no / 8192) were said, to the hour';

CREATE FUNCTION forget_search_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_entries WHERE message_id = NEW.message_id;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION forget_search_entry IS 'words that were rewritten can no longer be found by the old ones, from the same commit on; the follower adds the new ones';
CREATE TRIGGER bodies_rewritten AFTER UPDATE OF envelope ON bodies FOR EACH ROW EXECUTE FUNCTION forget_search_entry();

CREATE TABLE search_history (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  before_id uuid,
  began_at timestamptz,
  ended_at timestamptz
);
COMMENT ON TABLE search_history IS 'how far back the conversations that were there before the index have been taken in';
COMMENT ON COLUMN search_history.before_id IS 'the next is the conversation before this one; ids rise with time. Null: nothing has been taken in yet';
COMMENT ON COLUMN search_history.began_at IS 'what was said from then on comes by the log, as it is said';
INSERT INTO search_history DEFAULT VALUES;
