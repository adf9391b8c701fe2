-- Following the funds of a theft over the chain, and what addresses are known to be.

CREATE TABLE traces (
  trace_id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
  customer_id uuid NOT NULL REFERENCES customers,
  chain text NOT NULL,
  sealed bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('following', 'stopped')),
  started_by text NOT NULL,
  started_at timestamptz NOT NULL,
  follow_until timestamptz NOT NULL,
  read_at timestamptz,
  changed_at timestamptz,
  head_height bigint,
  head_hash text,
  version integer NOT NULL DEFAULT 0,
  failure text
);
COMMENT ON TABLE traces IS 'where funds went, hop by hop, for one conversation';
COMMENT ON COLUMN traces.chain IS 'the name of the network in MAINSTAY_CHAINS';
COMMENT ON COLUMN traces.sealed IS 'what is followed and the graph found, as JSON under the customer''s key: addresses of a case say whose case it is';
COMMENT ON COLUMN traces.follow_until IS 'until then it is read again as blocks come; the graph stays afterwards';
COMMENT ON COLUMN traces.read_at IS 'when the chain was last read without failure: the "as of" of the graph';
COMMENT ON COLUMN traces.changed_at IS 'when the graph last changed';
COMMENT ON COLUMN traces.version IS 'counts the changes of the graph; a report names it';
COMMENT ON COLUMN traces.failure IS 'why the last reading failed, a code; null when it did not';
CREATE INDEX traces_by_conversation ON traces (conversation_id, started_at DESC);

CREATE TABLE address_labels (
  chain text NOT NULL,
  address text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  source text NOT NULL,
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (chain, address)
);
COMMENT ON TABLE address_labels IS 'who is known to stand behind an address: an exchange, a bridge, a mixer';
COMMENT ON COLUMN address_labels.address IS 'as the chain writes it; EVM addresses in lower case';
COMMENT ON COLUMN address_labels.source IS 'the file or person it comes from';
