-- Feedback, reviews and what customers choose.

CREATE TABLE notice_choices (
  customer_id uuid PRIMARY KEY REFERENCES customers ON DELETE CASCADE,
  push boolean NOT NULL,
  mail boolean NOT NULL,
  quiet_from integer CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_to integer CHECK (quiet_to BETWEEN 0 AND 1439),
  time_zone text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
COMMENT ON TABLE notice_choices IS 'how a customer wants to be told of news in their requests; without a row: by web push where a browser asked for it';
COMMENT ON COLUMN notice_choices.quiet_from IS 'minute of the day in time_zone from which nobody is rung';
