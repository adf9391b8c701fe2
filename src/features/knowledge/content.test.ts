import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { before, describe, test } from 'node:test';
import { passagesOf } from '../../core/knowledge/passages.ts';
import { CATEGORIES, LOCALES, type Locale } from '../../core/vocabulary.ts';
import type { SourceArticle } from './parse-article.ts';
import { listFolder, readFolder } from './read-folder.ts';

const CONTENT = resolve(import.meta.dirname, '../../../content');
const CJK: readonly Locale[] = ['zh', 'ja', 'ko'];
/** Decimal comma, and a space between thousands. */
const COMMA: readonly Locale[] = ['fr', 'es', 'ru'];
const MIN_ARTICLES = 30;
const MIN_WORDS = 150;
const MIN_CJK_CHARACTERS = 300;
const GRAM = 8;
const MAX_SHARED = 0.3;
/** Names of things, not figures. */
const NO_FIGURES = /2FA|3-D Secure/g;
const FIGURE = /\d{1,2}:\d{2}|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?!\d)|\d[\d.,]*\d|\d/g;

const read = async (): Promise<readonly SourceArticle[]> => {
  const folder = join(CONTENT, 'articles');
  const content = await readFolder(folder, await listFolder(folder));
  assert.ok(content.ok, content.ok ? '' : JSON.stringify(content.faults, null, 1));
  return content.sources;
};

/** The words of an article, without the numbers of its steps. */
const wordsOf = ({ blocks }: SourceArticle): string =>
  passagesOf(blocks)
    .map(({ heading, text }) => `${heading ?? ''}\n${text.replace(/^\d+\. /gm, '')}`)
    .join('\n');

const figuresOf = (source: SourceArticle): readonly string[] => {
  const found = wordsOf(source).replace(NO_FIGURES, ' ').match(FIGURE) ?? [];
  const plain = found.map((figure) => {
    if (figure.includes(':')) return figure;
    const close = figure.replace(/[ \u00a0\u202f]/g, '');
    return COMMA.includes(source.locale) ? close.replace(',', '.') : close.replaceAll(',', '');
  });
  return [...new Set(plain)].sort();
};

const gramsOf = (source: SourceArticle): ReadonlySet<string> => {
  const text = wordsOf(source);
  const units = CJK.includes(source.locale)
    ? [...text.replace(/[\s\p{P}]/gu, '')]
    : text
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '');
  const grams = new Set<string>();
  for (let at = 0; at + GRAM <= units.length; at += 1) {
    grams.add(units.slice(at, at + GRAM).join(' '));
  }
  return grams;
};

const screenNames = (locale: Locale): ReadonlySet<string> => {
  const texts: Record<string, string> = JSON.parse(
    readFileSync(join(CONTENT, 'texts', 'demo', `${locale}.json`), 'utf8'),
  );
  const names = Object.entries(texts).filter(([key]) =>
    /^demo\.(screen|item)\.|^demo\.markets/.test(key),
  );
  return new Set(names.map(([, name]) => name));
};

const strongOf = ({ blocks }: SourceArticle): readonly string[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'heading') return [];
    const parts =
      block.kind === 'paragraph'
        ? block.content
        : block.kind === 'table'
          ? [...block.head, ...block.rows.flat()].flat()
          : block.items.flat();
    return parts.flatMap(({ text, strong }) => (strong ? [text] : []));
  });

const shareOf = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared += 1;
  return shared / Math.max(1, Math.min(a.size, b.size));
};

describe('the articles that come with the product', () => {
  let sources: readonly SourceArticle[] = [];
  const of = (locale: Locale) => sources.filter((source) => source.locale === locale);
  before(async () => {
    sources = await read();
  });

  test('are many, in every locale, over every category', () => {
    for (const locale of LOCALES) {
      assert.ok(of(locale).length >= MIN_ARTICLES, locale);
      assert.deepEqual(
        CATEGORIES.filter((section) => !of(locale).some((source) => source.section === section)),
        [],
      );
    }
  });

  test('are long enough to help', () => {
    const short = sources.filter((source) => {
      const text = wordsOf(source);
      return CJK.includes(source.locale)
        ? text.replace(/[\s\p{P}\p{S}]/gu, '').length < MIN_CJK_CHARACTERS
        : text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length < MIN_WORDS;
    });
    assert.deepEqual(
      short.map(({ file }) => file),
      [],
    );
  });

  test('say the same figures in every locale', () => {
    const english = new Map(of('en').map((source) => [source.articleId, figuresOf(source)]));
    assert.ok([...english.values()].flat().length > 100, 'no figures were found');
    for (const source of sources) {
      assert.deepEqual(figuresOf(source), english.get(source.articleId), source.file);
    }
  });

  test('each has its own words', () => {
    for (const locale of LOCALES) {
      const grams = of(locale).map((source) => [source.articleId, gramsOf(source)] as const);
      for (const [at, [id, own]] of grams.entries()) {
        for (const [otherId, other] of grams.slice(at + 1)) {
          const share = shareOf(own, other);
          assert.ok(share <= MAX_SHARED, `${locale}: ${id} and ${otherId} share ${share}`);
        }
      }
    }
  });

  test('name screens that are there', () => {
    let count = 0;
    for (const source of sources) {
      const names = screenNames(source.locale);
      for (const strong of strongOf(source).filter((text) => text.includes('→'))) {
        for (const name of strong.split('→')) {
          count += 1;
          assert.ok(names.has(name.trim()), `${source.file}: no screen ${name.trim()}`);
        }
      }
    }
    assert.ok(count > sources.length, 'no screens were found');
  });
});
