-- What the simulation said before it was corrected, to learn the correction from what came true.

ALTER TABLE queue_entries ADD COLUMN first_estimate_ms bigint;
COMMENT ON COLUMN queue_entries.first_estimate_ms IS 'the waiting time simulated at first_told_at, before the correction that was in force; null without a number';
