-- The help centre's articles: what is shown now, everything that ever was, and what readers thought of it.

CREATE TABLE articles (
  article_id text PRIMARY KEY,
  section text NOT NULL,
  retired_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN articles.retired_at IS 'when its file was gone; it is then neither found nor listed, and its versions stay';

CREATE TABLE article_translations (
  article_id text NOT NULL REFERENCES articles,
  locale text NOT NULL,
  version integer NOT NULL,
  title text NOT NULL,
  asks jsonb NOT NULL,
  blocks jsonb NOT NULL,
  text_hash bytea NOT NULL,
  source_hash bytea NOT NULL,
  updated_on timestamptz NOT NULL,
  PRIMARY KEY (article_id, locale)
);
COMMENT ON TABLE article_translations IS 'the present version of each article in each locale';
COMMENT ON COLUMN article_translations.version IS 'grows by one when title or blocks of this locale change';
COMMENT ON COLUMN article_translations.asks IS 'ways people ask for it: never shown, they only help to find it';
COMMENT ON COLUMN article_translations.blocks IS 'the body as screens draw it (contract/help.ts): no markup and no HTML';
COMMENT ON COLUMN article_translations.text_hash IS 'SHA-256 of title and blocks: what readers see';
COMMENT ON COLUMN article_translations.source_hash IS 'SHA-256 of all that the file says, so that an unchanged file costs nothing';
COMMENT ON COLUMN article_translations.updated_on IS 'the day that the file names, 00:00 UTC';

CREATE TABLE article_versions (
  article_id text NOT NULL REFERENCES articles,
  locale text NOT NULL,
  version integer NOT NULL,
  section text NOT NULL,
  title text NOT NULL,
  blocks jsonb NOT NULL,
  text_hash bytea NOT NULL,
  updated_on timestamptz NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (article_id, locale, version)
);
COMMENT ON TABLE article_versions IS 'every version that was ever shown: what a customer was told can always be read again';

CREATE TABLE article_ratings (
  article_id text NOT NULL REFERENCES articles,
  rater_hash bytea NOT NULL,
  locale text NOT NULL,
  version integer NOT NULL,
  helpful boolean NOT NULL,
  rated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (article_id, rater_hash)
);
COMMENT ON TABLE article_ratings IS 'was this helpful: one answer of each reader, the last one';
COMMENT ON COLUMN article_ratings.rater_hash IS 'keyed hash of the session, or of the address and the day; neither is stored';

CREATE TABLE knowledge_state (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  revision bigint NOT NULL,
  changed_at timestamptz NOT NULL
);
COMMENT ON COLUMN knowledge_state.revision IS 'grows with every import that changed anything: processes compare it to know that they must read again';
INSERT INTO knowledge_state (revision, changed_at) VALUES (0, now());
