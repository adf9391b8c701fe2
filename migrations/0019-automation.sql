-- Rules with their versions, what they did, trials of them, and macros.

CREATE TABLE automation_rules (
  rule_id uuid PRIMARY KEY,
  ready text UNIQUE,
  position integer NOT NULL,
  draft jsonb,
  drafted_by text,
  drafted_at timestamptz,
  live_version integer,
  live_since timestamptz,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  removed_at timestamptz
);
COMMENT ON TABLE automation_rules IS 'one row a rule; what it says is its draft and its published versions';
COMMENT ON COLUMN automation_rules.ready IS 'which ready-made rule it came from; its name is then in the catalogue';
COMMENT ON COLUMN automation_rules.position IS 'the order in which rules are asked; smaller first';
COMMENT ON COLUMN automation_rules.draft IS 'what is being written; null when nothing differs from what was published last';
COMMENT ON COLUMN automation_rules.live_version IS 'the version that acts; null while the rule is off';
COMMENT ON COLUMN automation_rules.live_since IS 'rules on time pass over what fell due before';

CREATE TABLE rule_versions (
  rule_id uuid NOT NULL REFERENCES automation_rules,
  version integer NOT NULL,
  definition jsonb NOT NULL,
  note text NOT NULL,
  published_by text,
  published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (rule_id, version)
);
COMMENT ON TABLE rule_versions IS 'never changed: what acted then can be read for ever';
COMMENT ON COLUMN rule_versions.published_by IS 'the staff account; null for what an installation begins with';

CREATE TABLE rule_applications (
  conversation_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  version integer NOT NULL,
  cause text NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  actions text[] NOT NULL,
  refused text[] NOT NULL,
  PRIMARY KEY (conversation_id, rule_id, version, cause)
);
COMMENT ON TABLE rule_applications IS 'what rules did, once for each cause: written with the events that they brought';
COMMENT ON COLUMN rule_applications.cause IS 's:<seq> of the event that brought it, or t:<epoch ms> when it fell due';
COMMENT ON COLUMN rule_applications.seq IS 'the rule''s own entry in the conversation''s log';
CREATE INDEX rule_applications_by_time ON rule_applications (at DESC);
CREATE INDEX rule_applications_by_rule ON rule_applications (rule_id, at DESC);

CREATE TABLE rule_trials (
  trial_id uuid PRIMARY KEY,
  rule_id uuid,
  definition jsonb NOT NULL,
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
  checked integer NOT NULL DEFAULT 0,
  total integer NOT NULL,
  matched integer NOT NULL DEFAULT 0,
  applied integer NOT NULL DEFAULT 0,
  samples jsonb NOT NULL DEFAULT '[]',
  begun_by text NOT NULL,
  begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  moved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz
);
COMMENT ON TABLE rule_trials IS 'dry runs of a rule over what happened: nothing is changed by them';
COMMENT ON COLUMN rule_trials.moved_at IS 'when its process last said how far it is: without a word for a while it is taken for dead';

CREATE TABLE macros (
  macro_id uuid PRIMARY KEY,
  shortcut text NOT NULL,
  title text NOT NULL,
  category text,
  texts jsonb NOT NULL,
  actions jsonb NOT NULL,
  visibility text NOT NULL CHECK (visibility IN ('me', 'team', 'all')),
  owner_id text NOT NULL,
  team_id text,
  used integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK ((visibility = 'team') = (team_id IS NOT NULL))
);
COMMENT ON TABLE macros IS 'a saved text with actions; canned responses are texts alone';
CREATE INDEX macros_by_owner ON macros (owner_id);
