-- What a key was answered under an Idempotency-Key, for a day.

CREATE TABLE api_replies (
  key_id uuid NOT NULL REFERENCES api_keys ON DELETE CASCADE,
  idempotency_hash bytea NOT NULL,
  request_hash bytea NOT NULL,
  reply_sealed bytea,
  claimed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (key_id, idempotency_hash)
);
COMMENT ON TABLE api_replies IS 'the same request under the same Idempotency-Key is done once and answered alike for 24 hours';
COMMENT ON COLUMN api_replies.idempotency_hash IS 'keyed hash of the Idempotency-Key; the key itself is not stored';
COMMENT ON COLUMN api_replies.request_hash IS 'keyed hash of route, path and body: another request under the same key is refused';
COMMENT ON COLUMN api_replies.reply_sealed IS 'the reply under a key that is made of the Idempotency-Key, so that only who has it can open it; null while it is being done';
CREATE INDEX api_replies_old ON api_replies (claimed_at);
