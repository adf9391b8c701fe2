-- Files that people send. Their bytes live outside the database, sealed under the customer's key.

CREATE TABLE files (
  file_id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers,
  uploader_kind text NOT NULL CHECK (uploader_kind IN ('customer', 'agent')),
  uploader_id text NOT NULL,
  conversation_id uuid REFERENCES conversations,
  message_id uuid,
  position integer,
  name_sealed bytea NOT NULL,
  mime text NOT NULL,
  size_bytes integer NOT NULL,
  width integer,
  height integer,
  has_thumbnail boolean NOT NULL,
  status text NOT NULL CHECK (status IN ('quarantined', 'clean', 'rejected')),
  reason text,
  scanner text,
  created_at timestamptz NOT NULL,
  stored_at timestamptz,
  checked_at timestamptz,
  discarded_at timestamptz,
  CHECK ((message_id IS NULL) = (position IS NULL))
);
COMMENT ON COLUMN files.customer_id IS 'whose conversation it belongs to and whose key seals it, whoever uploaded it';
COMMENT ON COLUMN files.conversation_id IS 'for staff uploads from the start, for customers'' from the message on';
COMMENT ON COLUMN files.message_id IS 'the message that carries it; null until it is sent, and removed a day later if it never is';
COMMENT ON COLUMN files.reason IS 'why it was rejected, a code of the message catalogue';
COMMENT ON COLUMN files.scanner IS 'what looked for malware; none when the installation has no scanner';
COMMENT ON COLUMN files.stored_at IS 'null while the bytes are being written: such a row is nobody''s yet';
COMMENT ON COLUMN files.discarded_at IS 'its message was recalled or deleted: unreadable from then on, its bytes are removed at once after';
CREATE INDEX files_by_message ON files (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX files_unattached ON files (uploader_id) WHERE message_id IS NULL;
CREATE INDEX files_by_customer ON files (customer_id);
