-- Promises, escalation and complaints.

CREATE TABLE promised_steps (
  conversation_id uuid NOT NULL,
  began_seq bigint NOT NULL,
  step text NOT NULL,
  category text NOT NULL,
  team_id text NOT NULL,
  unit text NOT NULL DEFAULT '',
  load real NOT NULL,
  measured boolean NOT NULL,
  by_hand boolean NOT NULL DEFAULT false,
  began_at timestamptz NOT NULL,
  first_due_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  changes integer NOT NULL DEFAULT 0,
  lapses integer NOT NULL DEFAULT 0,
  warned_for timestamptz,
  next_at timestamptz,
  ended_at timestamptz,
  ended_by text CHECK (ended_by IN ('done', 'moot')),
  open_ms bigint,
  PRIMARY KEY (conversation_id, began_seq)
);
COMMENT ON TABLE promised_steps IS 'each step that a customer was promised, from its beginning to its end: what is promised next is measured by it';
COMMENT ON COLUMN promised_steps.began_seq IS 'the last event of the log when the step was first promised';
COMMENT ON COLUMN promised_steps.unit IS 'the department that owes the step; empty where a team does';
COMMENT ON COLUMN promised_steps.load IS 'when the step began: cases ahead for each agent on duty, or all that a department had';
COMMENT ON COLUMN promised_steps.measured IS 'promised by measured history; false: by the policy or by hand';
COMMENT ON COLUMN promised_steps.first_due_at IS 'what was promised at first: by this the promise is judged, however often it moved';
COMMENT ON COLUMN promised_steps.warned_for IS 'the due time for which the owner has been warned';
COMMENT ON COLUMN promised_steps.next_at IS 'when the promise has to be looked at again; null once it has ended';
COMMENT ON COLUMN promised_steps.ended_by IS 'done: what was promised came about; moot: it was no longer needed';
COMMENT ON COLUMN promised_steps.open_ms IS 'business time from beginning to end';
CREATE UNIQUE INDEX promised_steps_open ON promised_steps (conversation_id) WHERE ended_at IS NULL;
CREATE INDEX promised_steps_unit ON promised_steps (unit) WHERE ended_at IS NULL AND unit <> '';
CREATE INDEX promised_steps_next ON promised_steps (next_at) WHERE ended_at IS NULL;
CREATE INDEX promised_steps_history ON promised_steps (step, unit, ended_at DESC) WHERE ended_by = 'done';
CREATE INDEX promised_steps_due ON promised_steps (first_due_at);

CREATE TABLE escalation_ladder (
  category text NOT NULL,
  tier smallint NOT NULL CHECK (tier IN (2, 3)),
  team_id text NOT NULL,
  PRIMARY KEY (category, tier)
);
COMMENT ON TABLE escalation_ladder IS 'which team has a category at a tier; without a row the case stays with whoever has it';

CREATE TABLE escalations (
  conversation_id uuid NOT NULL,
  cause_seq bigint NOT NULL,
  cause text NOT NULL,
  escalated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (conversation_id, cause_seq)
);
COMMENT ON TABLE escalations IS 'events of the log after which a case has climbed: none makes it climb twice';

CREATE TABLE complaint_rules (
  country text PRIMARY KEY,
  days integer NOT NULL CHECK (days BETWEEN 1 AND 365),
  counted text NOT NULL CHECK (counted IN ('business', 'calendar')),
  acknowledge_days integer NOT NULL CHECK (acknowledge_days BETWEEN 0 AND 60),
  calendar_team_id text
);
COMMENT ON TABLE complaint_rules IS 'by when a complaint must be decided: by country (ISO 3166-1 alpha-2), * for all others';
COMMENT ON COLUMN complaint_rules.calendar_team_id IS 'on whose closed days (by the calendar of that team) no business day is counted; null: Saturdays and Sundays alone';
INSERT INTO complaint_rules (country, days, counted, acknowledge_days) VALUES ('*', 45, 'business', 5);

CREATE SEQUENCE complaint_numbers;
CREATE TABLE complaints (
  complaint_id uuid PRIMARY KEY,
  number text NOT NULL UNIQUE,
  conversation_id uuid NOT NULL UNIQUE,
  customer_id uuid NOT NULL,
  category text NOT NULL,
  country text NOT NULL,
  locale text NOT NULL,
  opened_by text NOT NULL CHECK (opened_by IN ('customer', 'staff')),
  opened_by_id text NOT NULL,
  opened_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  warned_at timestamptz,
  overdue_at timestamptz,
  acknowledge_by timestamptz NOT NULL,
  text_sealed bytea NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'proposed', 'upheld', 'rejected')),
  proposed_by text,
  proposed_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  decision_sealed bytea
);
COMMENT ON TABLE complaints IS 'formal complaints, with the clock that the law sets; apart from what the service promises itself';
COMMENT ON COLUMN complaints.conversation_id IS 'a case has at most one';
COMMENT ON COLUMN complaints.state IS 'proposed: a rejection that a second person has to confirm';
COMMENT ON COLUMN complaints.text_sealed IS 'the customer''s words, under the customer''s key';
CREATE TABLE complaint_letters (
  complaint_id uuid NOT NULL REFERENCES complaints,
  kind text NOT NULL CHECK (kind IN ('receipt', 'decision')),
  number text NOT NULL UNIQUE,
  issued_at timestamptz NOT NULL,
  page_sealed bytea NOT NULL,
  PRIMARY KEY (complaint_id, kind)
);
COMMENT ON COLUMN complaint_letters.page_sealed IS 'the letter as it was issued, an HTML page under the customer''s key: texts that change later do not change it';
CREATE INDEX complaints_register ON complaints (opened_at DESC, complaint_id);
CREATE INDEX complaints_due ON complaints (due_at) WHERE state IN ('open', 'proposed');
