-- What the exchange said has changed, so that each change is answered once, however often and by whichever way it comes.

CREATE TABLE exchange_events (
  event_id text PRIMARY KEY,
  seen_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE exchange_events IS 'events of the exchange that were taken in; kept longer than a webhook may be repeated or the feed read again';
CREATE INDEX exchange_events_seen ON exchange_events (seen_at);

CREATE TABLE exchange_feed (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  cursor text,
  holder text,
  epoch bigint NOT NULL DEFAULT 0,
  held_until timestamptz
);
COMMENT ON TABLE exchange_feed IS 'how far the event feed was read, and which process may read it';
COMMENT ON COLUMN exchange_feed.cursor IS 'the exchange''s own mark of the place in its feed; null: from its oldest event';
COMMENT ON COLUMN exchange_feed.epoch IS 'grows when the holder changes, so that a process that overslept its lease cannot write';
INSERT INTO exchange_feed (only_row) VALUES (true);
