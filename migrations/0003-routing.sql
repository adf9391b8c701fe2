-- Who leads, who waits and what they were told, how long work takes.

CREATE TABLE leases (
  name text PRIMARY KEY,
  holder text NOT NULL,
  epoch bigint NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE leases IS 'what only one process may do at a time; times are the database''s';
COMMENT ON COLUMN leases.epoch IS 'grows whenever the lease changes hands or lapsed: writes of an earlier holder are refused';

CREATE TABLE queue_entries (
  conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
  queued_at timestamptz NOT NULL,
  waiting_since timestamptz NOT NULL,
  team_id text NOT NULL,
  category text NOT NULL,
  level integer NOT NULL,
  locale text NOT NULL,
  tier text NOT NULL,
  priority text NOT NULL,
  units integer NOT NULL,
  promise jsonb,
  first_told_ms bigint,
  first_told_at timestamptz,
  left_at timestamptz,
  assigned boolean,
  PRIMARY KEY (conversation_id, queued_at)
);
COMMENT ON TABLE queue_entries IS 'each stay in the queue: for the rate of arrivals, and what was told against what came true';
COMMENT ON COLUMN queue_entries.promise IS 'the place and time told last, with reasons; null until the first estimate';
COMMENT ON COLUMN queue_entries.first_told_ms IS 'waiting time told first, from first_told_at; null when there was no honest number';
COMMENT ON COLUMN queue_entries.assigned IS 'whether it left to an agent; null while it waits';
CREATE INDEX queue_entries_by_time ON queue_entries (queued_at);
CREATE INDEX queue_entries_waiting ON queue_entries (conversation_id) WHERE left_at IS NULL;

CREATE TABLE handling_samples (
  sample_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agent_id text NOT NULL,
  category text NOT NULL,
  duration_ms bigint NOT NULL,
  mean_load real NOT NULL,
  ended_at timestamptz NOT NULL
);
COMMENT ON TABLE handling_samples IS 'how long agents held work, offers included, and how much they held meanwhile';
CREATE INDEX handling_samples_by_time ON handling_samples (ended_at);

CREATE TABLE agent_routing (
  agent_id text PRIMARY KEY REFERENCES agents ON DELETE CASCADE,
  idle_since timestamptz NOT NULL,
  emergency_run integer NOT NULL DEFAULT 0,
  missed_in_row integer NOT NULL DEFAULT 0
);
COMMENT ON COLUMN agent_routing.idle_since IS 'when work was last given to the agent, or the agent came on duty';
COMMENT ON COLUMN agent_routing.emergency_run IS 'emergencies given one after another, for the fair share';
COMMENT ON COLUMN agent_routing.missed_in_row IS 'offers not taken up, one after another';
