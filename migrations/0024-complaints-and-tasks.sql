-- Complaints by the calendar of their country, tasks that came back, and what leads are alarmed of.

ALTER TABLE complaint_rules
  ADD COLUMN acknowledge_counted text NOT NULL DEFAULT 'business' CHECK (acknowledge_counted IN ('business', 'calendar')),
  ADD COLUMN time_zone text,
  ADD COLUMN weekend smallint[] NOT NULL DEFAULT '{6,7}',
  ADD COLUMN holidays text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN complaint_rules.country IS 'ISO 3166-1 alpha-2; EU: each country of the European Economic Area without a rule of its own; *: all others';
COMMENT ON COLUMN complaint_rules.time_zone IS 'IANA name of the zone whose days are counted; null: that of the complaint''s country';
COMMENT ON COLUMN complaint_rules.weekend IS 'days of the week that are no business days, 1 Monday to 7 Sunday';
COMMENT ON COLUMN complaint_rules.holidays IS 'further days that are no business days: 2027-05-17, or 05-17 for each year';
UPDATE complaint_rules SET acknowledge_counted = counted;
-- Sources: core/escalation/complaint-rule.ts.
INSERT INTO complaint_rules (country, days, counted, acknowledge_days, acknowledge_counted)
  VALUES ('EU', 59, 'calendar', 5, 'business'), ('GB', 56, 'calendar', 5, 'business') ON CONFLICT DO NOTHING;

ALTER TABLE complaints
  ADD COLUMN time_zone text NOT NULL DEFAULT 'UTC',
  ADD COLUMN acknowledged_at timestamptz,
  ADD COLUMN acknowledged_by text,
  ADD COLUMN acknowledge_warned_at timestamptz,
  ADD COLUMN acknowledge_late_at timestamptz;
COMMENT ON COLUMN complaints.time_zone IS 'IANA name of the zone whose days its terms were counted in';
COMMENT ON COLUMN complaints.acknowledged_at IS 'when its customer was told that it was received, with the letter; null: not yet';
COMMENT ON COLUMN complaints.acknowledged_by IS 'whoever confirmed its receipt in another way; null: the service did';
UPDATE complaints SET acknowledged_at = opened_at;
CREATE INDEX complaints_unacknowledged ON complaints (acknowledge_by) WHERE acknowledged_at IS NULL;

ALTER TABLE tasks ADD COLUMN unseen boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN tasks.unseen IS 'came back from its department, and nobody who has or asked for it has opened it since';
CREATE INDEX tasks_asked ON tasks (opened_by, sent_at DESC);

ALTER TABLE staff_news DROP CONSTRAINT staff_news_kind_check,
  ADD CONSTRAINT staff_news_kind_check CHECK (kind IN ('mention', 'followed', 'alarm'));
ALTER TABLE staff_news DROP CONSTRAINT staff_news_agent_id_conversation_id_kind_seq_key,
  ADD CONSTRAINT staff_news_once UNIQUE (agent_id, conversation_id, kind, what, seq);
COMMENT ON COLUMN staff_news.what IS 'for kind followed the type of the event; for kind alarm what leads or whoever has the case are to look at';
