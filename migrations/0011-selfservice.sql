-- Self-service: cards in conversations, what is watched for customers, and the levels of proof that hold.

ALTER TABLE messages DROP CONSTRAINT messages_kind_check;
ALTER TABLE messages ADD CONSTRAINT messages_kind_check
  CHECK (kind IN ('message', 'note', 'summary', 'rating_comment', 'assistant', 'aside', 'card'));
COMMENT ON COLUMN messages.kind IS 'assistant: an answer of the assistant; aside: its words at a handover or news; card: the data of a card, JSON';

-- States written before the assistant could look anything up.
UPDATE conversations SET state = jsonb_set(state, '{assistant}', state -> 'assistant' || '{"consent": "unasked",
  "pending": null, "offers": null, "following": false, "owesSince": null}'::jsonb)
  WHERE state -> 'assistant' <> 'null'::jsonb;

CREATE TABLE followed_cards (
  card_id uuid PRIMARY KEY,
  message_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  exchange_user_id text NOT NULL,
  turn_id uuid,
  tool text NOT NULL,
  subject_id text NOT NULL,
  card_kind text NOT NULL,
  locale text NOT NULL,
  finding text NOT NULL,
  seen jsonb NOT NULL DEFAULT '{}',
  told boolean NOT NULL DEFAULT true,
  updated_at timestamptz NOT NULL,
  check_at timestamptz NOT NULL,
  until timestamptz NOT NULL
);
COMMENT ON TABLE followed_cards IS 'cards that change with what they show; a row ends with the last change or with its time';
COMMENT ON COLUMN followed_cards.finding IS 'code of what was said last; another code is told to the customer';
COMMENT ON COLUMN followed_cards.seen IS 'what the chain said last (sightings), so that a reorganisation is noticed';
COMMENT ON COLUMN followed_cards.told IS 'whether news is told in words; the card itself changes in any case';
CREATE INDEX followed_cards_by_subject ON followed_cards (exchange_user_id, subject_id);
CREATE INDEX followed_cards_by_conversation ON followed_cards (conversation_id);
CREATE INDEX followed_cards_by_check ON followed_cards (check_at);

CREATE TABLE selfservice_proofs (
  conversation_id uuid PRIMARY KEY,
  customer_id uuid NOT NULL,
  purpose text NOT NULL,
  challenge_id text,
  tries_left smallint NOT NULL,
  proved_until timestamptz
);
COMMENT ON TABLE selfservice_proofs IS 'proof of who is speaking, per conversation; never the code that was typed';
COMMENT ON COLUMN selfservice_proofs.proved_until IS 'until when a passed check holds; null: none passed';

CREATE TABLE selfservice_actions (
  turn_id uuid NOT NULL,
  action text NOT NULL,
  conversation_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  subject_id text,
  state text NOT NULL CHECK (state IN ('asked', 'done', 'refused', 'failed')),
  asked_at timestamptz NOT NULL,
  PRIMARY KEY (turn_id, action)
);
COMMENT ON TABLE selfservice_actions IS 'what the assistant did at the exchange for a customer; the key makes it happen once';
