import { type Generated, sql } from 'kysely';
import type { Block } from '../../contract/help.ts';
import type { Category, Locale } from '../../core/vocabulary.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface ArticlesTable {
  article_id: string;
  section: Category;
  retired_at: Date | null;
  created_at: Generated<Date>;
}
interface ArticleTranslationsTable {
  article_id: string;
  locale: Locale;
  version: number;
  title: string;
  asks: readonly string[];
  blocks: readonly Block[];
  text_hash: Uint8Array;
  source_hash: Uint8Array;
  updated_on: Date;
}
interface ArticleVersionsTable {
  article_id: string;
  locale: Locale;
  version: number;
  section: Category;
  title: string;
  blocks: readonly Block[];
  text_hash: Uint8Array;
  updated_on: Date;
  imported_at: Generated<Date>;
}
interface ArticleRatingsTable {
  article_id: string;
  rater_hash: Uint8Array;
  locale: Locale;
  version: number;
  helpful: boolean;
  rated_at: Generated<Date>;
}
interface KnowledgeStateTable {
  only_row: Generated<boolean>;
  revision: string;
  changed_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    articles: ArticlesTable;
    article_translations: ArticleTranslationsTable;
    article_versions: ArticleVersionsTable;
    article_ratings: ArticleRatingsTable;
    knowledge_state: KnowledgeStateTable;
  }
}

/** An article as it is now, in one locale. */
export interface TranslationRow {
  readonly articleId: string;
  readonly locale: Locale;
  readonly section: Category;
  readonly version: number;
  readonly title: string;
  readonly asks: readonly string[];
  readonly blocks: readonly Block[];
  readonly updatedAt: number;
}

export interface KnownTranslation {
  readonly articleId: string;
  readonly locale: Locale;
  readonly version: number;
  readonly textHash: string;
  readonly sourceHash: string;
}

export interface KnowledgeState {
  readonly revision: number;
  /** Epoch ms of the last import that changed anything. */
  readonly changedAt: number;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (digest: string): Uint8Array => Buffer.from(digest, 'hex');

export const readState = async (connection: Connection): Promise<KnowledgeState> => {
  const row = await connection
    .selectFrom('knowledge_state')
    .select(['revision', 'changed_at'])
    .executeTakeFirstOrThrow();
  return { revision: Number(row.revision), changedAt: row.changed_at.getTime() };
};

/** One importer at a time: whoever holds the row's lock. */
export const lockState = async (trx: Transaction): Promise<void> => {
  await trx.selectFrom('knowledge_state').select('revision').forUpdate().executeTakeFirstOrThrow();
};

export const raiseRevision = async (trx: Transaction): Promise<void> => {
  await trx
    .updateTable('knowledge_state')
    .set({ revision: sql`revision + 1`, changed_at: sql`clock_timestamp()` })
    .execute();
};

/** What is stored of every article, retired ones too, without the words. */
export const listKnown = async (connection: Connection): Promise<KnownTranslation[]> => {
  const rows = await connection
    .selectFrom('article_translations')
    .select(['article_id', 'locale', 'version', 'text_hash', 'source_hash'])
    .execute();
  return rows.map((row) => ({
    articleId: row.article_id,
    locale: row.locale,
    version: row.version,
    textHash: hex(row.text_hash),
    sourceHash: hex(row.source_hash),
  }));
};

/** Sections of the articles that are not retired. */
export const listPresent = async (
  connection: Connection,
): Promise<ReadonlyMap<string, Category>> => {
  const rows = await connection
    .selectFrom('articles')
    .select(['article_id', 'section'])
    .where('retired_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.article_id, row.section]));
};

export const saveArticle = async (
  trx: Transaction,
  articleId: string,
  section: Category,
): Promise<void> => {
  await trx
    .insertInto('articles')
    .values({ article_id: articleId, section, retired_at: null })
    .onConflict((conflict) =>
      conflict.column('article_id').doUpdateSet({ section, retired_at: null }),
    )
    .execute();
};

export const retireArticle = async (trx: Transaction, articleId: string): Promise<void> => {
  await trx
    .updateTable('articles')
    .set({ retired_at: sql`clock_timestamp()` })
    .where('article_id', '=', articleId)
    .execute();
};

export interface NewTranslation extends TranslationRow {
  readonly textHash: string;
  readonly sourceHash: string;
}

export const saveTranslation = async (trx: Transaction, row: NewTranslation): Promise<void> => {
  await sql`
    INSERT INTO article_translations
      (article_id, locale, version, title, asks, blocks, text_hash, source_hash, updated_on)
    VALUES (${row.articleId}, ${row.locale}, ${row.version}, ${row.title},
      ${JSON.stringify(row.asks)}::text::jsonb, ${JSON.stringify(row.blocks)}::text::jsonb,
      ${bytes(row.textHash)}, ${bytes(row.sourceHash)}, ${new Date(row.updatedAt)})
    ON CONFLICT (article_id, locale) DO UPDATE SET version = excluded.version,
      title = excluded.title, asks = excluded.asks, blocks = excluded.blocks,
      text_hash = excluded.text_hash, source_hash = excluded.source_hash,
      updated_on = excluded.updated_on`.execute(trx);
};

export const keepVersion = async (trx: Transaction, row: NewTranslation): Promise<void> => {
  await sql`
    INSERT INTO article_versions
      (article_id, locale, version, section, title, blocks, text_hash, updated_on)
    VALUES (${row.articleId}, ${row.locale}, ${row.version}, ${row.section}, ${row.title},
      ${JSON.stringify(row.blocks)}::text::jsonb, ${bytes(row.textHash)},
      ${new Date(row.updatedAt)})`.execute(trx);
};

/** Everything that readers may find now, in a stable order. */
export const listTranslations = async (connection: Connection): Promise<TranslationRow[]> => {
  const rows = await connection
    .selectFrom('article_translations as t')
    .innerJoin('articles as a', 'a.article_id', 't.article_id')
    .select([
      't.article_id',
      't.locale',
      'a.section',
      't.version',
      't.title',
      't.asks',
      't.blocks',
      't.updated_on',
    ])
    .where('a.retired_at', 'is', null)
    .orderBy('t.article_id')
    .orderBy('t.locale')
    .execute();
  return rows.map((row) => ({
    articleId: row.article_id,
    locale: row.locale,
    section: row.section,
    version: row.version,
    title: row.title,
    asks: row.asks,
    blocks: row.blocks,
    updatedAt: row.updated_on.getTime(),
  }));
};

/** A version that was shown at some time, also of an article that is retired now. */
export const findVersion = async (
  connection: Connection,
  articleId: string,
  locale: Locale,
  version: number,
): Promise<Omit<TranslationRow, 'asks'> | undefined> => {
  const row = await connection
    .selectFrom('article_versions')
    .select(['section', 'title', 'blocks', 'updated_on'])
    .where('article_id', '=', articleId)
    .where('locale', '=', locale)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { section, title, blocks } = row;
  return {
    articleId,
    locale,
    version,
    section,
    title,
    blocks,
    updatedAt: row.updated_on.getTime(),
  };
};
