-- What really is ours: domains, addresses, numbers and handles; hosts that may be links, and hosts known for phishing.

CREATE TABLE official_identities (
  identity_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('domain', 'email', 'email_domain', 'phone', 'handle', 'app')),
  network text,
  value text NOT NULL,
  note text NOT NULL DEFAULT '',
  valid_from timestamptz NOT NULL,
  valid_until timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'handle') = (network IS NOT NULL)),
  CHECK (valid_until IS NULL OR valid_until > valid_from)
);
COMMENT ON TABLE official_identities IS 'badges of agents are not here: they follow from the accounts of staff';
COMMENT ON COLUMN official_identities.value IS 'normalised (core/official/normalise.ts); a domain speaks for all below it';
COMMENT ON COLUMN official_identities.valid_until IS 'no longer ours from then on; null: for good';
CREATE UNIQUE INDEX official_identities_once ON official_identities (kind, coalesce(network, ''), value);

CREATE TABLE listed_hosts (
  list text NOT NULL CHECK (list IN ('allowed', 'phishing')),
  host text NOT NULL,
  note text NOT NULL DEFAULT '',
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (list, host)
);
COMMENT ON TABLE listed_hosts IS 'allowed: not ours, but a message may link to it; phishing: imported from published lists';
COMMENT ON COLUMN listed_hosts.note IS 'why it is allowed, or the name of the list that it came from';

CREATE TABLE official_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version bigint NOT NULL
);
COMMENT ON TABLE official_version IS 'grows with every change of the two tables above, so that processes know when to read them again';
INSERT INTO official_version (version) VALUES (1);
