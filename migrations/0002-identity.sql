-- Who is asking: customers' sessions, blocks and appeals; staff accounts, roles, teams and skills.

CREATE TABLE customer_sessions (
  session_hash bytea PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL
);
COMMENT ON COLUMN customer_sessions.session_hash IS 'keyed hash of the secret; the secret itself is never stored';
COMMENT ON COLUMN customer_sessions.expires_at IS 'slides with use, never beyond ends_at';
CREATE INDEX customer_sessions_by_customer ON customer_sessions (customer_id);
CREATE INDEX customer_sessions_by_expiry ON customer_sessions (expires_at);

CREATE TABLE used_token_ids (
  token_id_hash bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE used_token_ids IS 'identity tokens that were exchanged already; kept until the token would have expired anyway';
CREATE INDEX used_token_ids_by_expiry ON used_token_ids (expires_at);

CREATE TABLE customer_blocks (
  block_id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  reason_sealed bytea NOT NULL,
  blocked_by text NOT NULL,
  blocked_at timestamptz NOT NULL,
  until timestamptz,
  lifted_at timestamptz,
  lifted_by text
);
COMMENT ON COLUMN customer_blocks.until IS 'the block ends by itself then; null until somebody lifts it';
COMMENT ON COLUMN customer_blocks.reason_sealed IS 'for colleagues, sealed under the customer''s key';
CREATE UNIQUE INDEX customer_blocks_open ON customer_blocks (customer_id) WHERE lifted_at IS NULL;

CREATE TABLE appeals (
  appeal_id uuid PRIMARY KEY,
  block_id uuid NOT NULL UNIQUE REFERENCES customer_blocks ON DELETE CASCADE,
  customer_id uuid NOT NULL REFERENCES customers ON DELETE CASCADE,
  text_sealed bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'granted', 'refused')),
  sent_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by text
);
COMMENT ON COLUMN appeals.block_id IS 'one appeal for each block';
CREATE INDEX appeals_by_state ON appeals (state, sent_at);

-- Staff accounts, as the sign-in library keeps them.

CREATE TABLE staff_users (
  id text PRIMARY KEY,
  name text NOT NULL,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  two_factor_enabled boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE staff_sessions (
  id text PRIMARY KEY,
  token text NOT NULL UNIQUE,
  user_id text NOT NULL REFERENCES staff_users ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN staff_sessions.token IS 'worthless alone: the cookie carries it signed with a secret that is not in the database';
CREATE INDEX staff_sessions_by_user ON staff_sessions (user_id);

CREATE TABLE staff_accounts (
  id text PRIMARY KEY,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL REFERENCES staff_users ON DELETE CASCADE,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN staff_accounts.password IS 'scrypt, salted';
CREATE INDEX staff_accounts_by_user ON staff_accounts (user_id);

CREATE TABLE staff_verifications (
  id text PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX staff_verifications_by_identifier ON staff_verifications (identifier);

CREATE TABLE staff_two_factors (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES staff_users ON DELETE CASCADE,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT true,
  failed_verification_count integer NOT NULL DEFAULT 0,
  locked_until timestamptz
);
COMMENT ON COLUMN staff_two_factors.secret IS 'encrypted with the sign-in secret';
CREATE INDEX staff_two_factors_by_user ON staff_two_factors (user_id);

CREATE SEQUENCE agent_badge_numbers START WITH 1001;

CREATE TABLE agents (
  agent_id text PRIMARY KEY REFERENCES staff_users ON DELETE CASCADE,
  public_name text NOT NULL,
  badge text NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('agent', 'supervisor', 'admin')),
  locale text NOT NULL,
  capacity_units integer NOT NULL CHECK (capacity_units BETWEEN 1 AND 100),
  status text NOT NULL DEFAULT 'offline' CHECK (status IN ('available', 'wrap_up', 'on_break', 'away', 'offline')),
  status_since timestamptz NOT NULL DEFAULT now(),
  last_assigned_at timestamptz,
  preferences jsonb NOT NULL DEFAULT '{}',
  must_change_password boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  disabled_at timestamptz
);
COMMENT ON TABLE agents IS 'agents, supervisors and admins: what the sign-in library does not know of them';
COMMENT ON COLUMN agents.public_name IS 'what customers see';
COMMENT ON COLUMN agents.last_assigned_at IS 'for the longest idle; null before the first assignment';
COMMENT ON COLUMN agents.preferences IS 'remapped keys, theme, density, panels';
COMMENT ON COLUMN agents.must_change_password IS 'the password was made by an admin: nothing but replacing it is allowed';

CREATE TABLE teams (
  team_id text PRIMARY KEY,
  name text NOT NULL,
  overflow_team_id text REFERENCES teams
);
COMMENT ON COLUMN teams.overflow_team_id IS 'who takes over what this team cannot serve in time';

CREATE TABLE team_categories (
  category text PRIMARY KEY,
  team_id text NOT NULL REFERENCES teams
);
COMMENT ON TABLE team_categories IS 'which team a category goes to first';

CREATE TABLE agent_teams (
  agent_id text NOT NULL REFERENCES agents ON DELETE CASCADE,
  team_id text NOT NULL REFERENCES teams,
  PRIMARY KEY (agent_id, team_id)
);
CREATE INDEX agent_teams_by_team ON agent_teams (team_id);

CREATE TABLE agent_skills (
  agent_id text NOT NULL REFERENCES agents ON DELETE CASCADE,
  category text NOT NULL,
  level integer NOT NULL CHECK (level BETWEEN 1 AND 3),
  PRIMARY KEY (agent_id, category)
);

CREATE TABLE agent_languages (
  agent_id text NOT NULL REFERENCES agents ON DELETE CASCADE,
  locale text NOT NULL,
  PRIMARY KEY (agent_id, locale)
);

CREATE TABLE agent_presence (
  agent_id text PRIMARY KEY REFERENCES agents ON DELETE CASCADE,
  last_seen_at timestamptz NOT NULL,
  lease_epoch bigint NOT NULL DEFAULT 0
);
COMMENT ON COLUMN agent_presence.lease_epoch IS 'grows with each new connection: a connection that slept past its lease cannot write';
