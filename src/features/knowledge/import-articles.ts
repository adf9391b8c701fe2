import { createHash } from 'node:crypto';
import type { Database, Transaction } from '../../ports/database.ts';
import type { SourceArticle } from './parse-article.ts';
import {
  type KnownTranslation,
  keepVersion,
  listKnown,
  listPresent,
  lockState,
  raiseRevision,
  retireArticle,
  saveArticle,
  saveTranslation,
} from './store.ts';

export interface ImportCount {
  /** New versions, of new articles too. */
  readonly newVersions: number;
  /** Texts unchanged, but other questions, another section or day. */
  readonly changedApart: number;
  readonly retired: number;
}

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

const keyOf = ({ articleId, locale }: { articleId: string; locale: string }): string =>
  `${articleId}/${locale}`;

const importOne = async (
  trx: Transaction,
  source: SourceArticle,
  known: KnownTranslation | undefined,
): Promise<'version' | 'apart' | 'same'> => {
  const { articleId, locale, section, title, asks, blocks, updatedAt } = source;
  const textHash = digest([title, blocks]);
  const sourceHash = digest([section, title, asks, blocks, updatedAt]);
  if (known?.sourceHash === sourceHash) return 'same';
  const isNewText = known?.textHash !== textHash;
  const version = (known?.version ?? 0) + (isNewText ? 1 : 0);
  const row = { articleId, locale, section, version, title, asks, blocks, updatedAt };
  await saveTranslation(trx, { ...row, textHash, sourceHash });
  if (isNewText) await keepVersion(trx, { ...row, textHash, sourceHash });
  return isNewText ? 'version' : 'apart';
};

const importAll = async (
  trx: Transaction,
  sources: readonly SourceArticle[],
): Promise<ImportCount> => {
  await lockState(trx);
  const known = new Map((await listKnown(trx)).map((one) => [keyOf(one), one]));
  const present = await listPresent(trx);
  const sections = new Map(sources.map(({ articleId, section }) => [articleId, section]));
  let changedApart = 0;
  for (const [articleId, section] of sections) {
    if (present.get(articleId) === section) continue;
    await saveArticle(trx, articleId, section);
    changedApart += 1;
  }
  let newVersions = 0;
  for (const source of sources) {
    const result = await importOne(trx, source, known.get(keyOf(source)));
    newVersions += Number(result === 'version');
    changedApart += Number(result === 'apart');
  }
  const gone = [...present.keys()].filter((articleId) => !sections.has(articleId));
  for (const articleId of gone) await retireArticle(trx, articleId);
  if (newVersions + changedApart + gone.length > 0) await raiseRevision(trx);
  return { newVersions, changedApart, retired: gone.length };
};

/**
 * Makes the stored articles those of the folder, in one transaction: a locale's version grows by one where its title
 * or text changed, an article whose files are gone is retired, and nothing is written for what stayed the same.
 */
export const importArticles = (
  database: Database,
  sources: readonly SourceArticle[],
): Promise<ImportCount> => database.transaction().execute((trx) => importAll(trx, sources));
