-- A promise that is moved to a sooner time is judged by the sooner one: that is what the customer was told.
COMMENT ON COLUMN promised_steps.first_due_at IS 'the earliest time that was promised: by this the promise is judged, however often it moved';
