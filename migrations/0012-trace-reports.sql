-- Reports of traces as they were handed out: dated, and never changed afterwards.

CREATE TABLE trace_reports (
  report_id uuid PRIMARY KEY,
  trace_id uuid NOT NULL REFERENCES traces ON DELETE CASCADE,
  trace_version integer NOT NULL,
  locale text NOT NULL,
  json_sealed bytea NOT NULL,
  pdf_sealed bytea NOT NULL,
  json_sha256 text NOT NULL,
  pdf_sha256 text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL
);
COMMENT ON COLUMN trace_reports.json_sealed IS 'the whole graph as JSON, under the customer''s key';
COMMENT ON COLUMN trace_reports.json_sha256 IS 'of the JSON before sealing, in hexadecimal; printed in the PDF';
CREATE INDEX trace_reports_by_trace ON trace_reports (trace_id, made_at DESC);
