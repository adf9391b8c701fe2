-- Customers found by name and mail address without keeping either in the clear; calls that were promised, and what came of them.

CREATE TABLE customer_name_tokens (
  customer_id uuid PRIMARY KEY REFERENCES customer_keys ON DELETE CASCADE,
  tokens bigint[] NOT NULL
);
COMMENT ON TABLE customer_name_tokens IS 'keyed 32-bit hashes of the words of a customer''s name and mail address: what staff find them by. A row goes with the customer''s key';
CREATE INDEX customer_name_tokens_of ON customer_name_tokens USING gin (tokens) WITH (fastupdate = off);

ALTER TABLE surge_calls
  ADD COLUMN customer_id uuid REFERENCES customer_keys ON DELETE CASCADE,
  ADD COLUMN number_sealed bytea,
  ADD COLUMN tries integer NOT NULL DEFAULT 0,
  ADD COLUMN outcome text CHECK (outcome IN ('reached', 'given_up')),
  ADD COLUMN ended_at timestamptz,
  ADD CHECK ((outcome IS NULL) = (ended_at IS NULL)),
  ADD CHECK (outcome IS NULL OR number_sealed IS NULL);
COMMENT ON COLUMN surge_calls.number_sealed IS 'the telephone number under the customer''s key, destroyed when the call has ended; null: they are written to';
COMMENT ON COLUMN surge_calls.tries IS 'how often nobody answered';
CREATE INDEX surge_calls_open ON surge_calls (slot) WHERE number_sealed IS NOT NULL AND outcome IS NULL;
