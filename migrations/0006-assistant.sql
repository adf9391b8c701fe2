-- The assistant: its words in conversations, and the record of what it understood, offered and why.

ALTER TABLE messages DROP CONSTRAINT messages_kind_check;
ALTER TABLE messages ADD CONSTRAINT messages_kind_check
  CHECK (kind IN ('message', 'note', 'summary', 'rating_comment', 'assistant', 'aside'));
COMMENT ON COLUMN messages.kind IS 'assistant: an answer of the assistant; aside: its words at a handover';

-- States written before there was an assistant.
UPDATE conversations SET state = state || jsonb_build_object('assistant', null, 'aboutArticleId', null,
  'lastCustomerSeq', CASE WHEN state ->> 'lastMessageBy' = 'customer' THEN (state ->> 'lastSeq')::bigint ELSE 0 END);

CREATE TABLE assistant_turns (
  turn_id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL,
  question_seq bigint NOT NULL,
  at timestamptz NOT NULL,
  locale text NOT NULL,
  understood jsonb NOT NULL,
  candidates jsonb NOT NULL,
  decision jsonb NOT NULL,
  reason text NOT NULL,
  took_ms real NOT NULL,
  judged boolean,
  judged_at timestamptz,
  UNIQUE (conversation_id, question_seq)
);
COMMENT ON TABLE assistant_turns IS 'one row for each time the assistant thought; never anyone''s words';
COMMENT ON COLUMN assistant_turns.question_seq IS 'the event that was answered; the turn happens once for it';
COMMENT ON COLUMN assistant_turns.understood IS 'language, categories with scores, urgency, emergency, manner, rules';
COMMENT ON COLUMN assistant_turns.candidates IS 'articles with versions, passages and scores, best first';
COMMENT ON COLUMN assistant_turns.decision IS 'the reply: kind, articles, reason of a handover';
COMMENT ON COLUMN assistant_turns.reason IS 'which rule of the decision decided';
COMMENT ON COLUMN assistant_turns.judged IS 'the customer''s yes or no to the answer; null: not said';
CREATE INDEX assistant_turns_by_time ON assistant_turns (at);
