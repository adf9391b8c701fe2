import type { Locale } from '../vocabulary.ts';
import type { ArticleFault, ArticleSource } from './source.ts';

type Source = ArticleSource<unknown>;
type Faults = ArticleFault[];

const byArticle = (sources: readonly Source[]): Map<string, Source[]> => {
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const group = groups.get(source.articleId);
    if (group === undefined) groups.set(source.articleId, [source]);
    else group.push(source);
  }
  return groups;
};

const checkLocales = (group: readonly Source[], locales: readonly Locale[], faults: Faults) => {
  const [first] = group;
  if (first === undefined) return;
  const missing = locales.filter((locale) => !group.some((source) => source.locale === locale));
  if (missing.length > 0) {
    faults.push({
      file: first.file,
      fault: `the article ${first.articleId} is missing in ${missing.join(', ')}`,
    });
  }
};

const checkDoubles = (group: readonly Source[], faults: Faults) => {
  const seen = new Map<Locale, Source>();
  for (const source of group) {
    const earlier = seen.get(source.locale);
    if (earlier === undefined) seen.set(source.locale, source);
    else {
      faults.push({
        file: source.file,
        fault: `the id ${source.articleId} is also that of ${earlier.file}`,
      });
    }
  }
};

const checkSections = (group: readonly Source[], faults: Faults) => {
  const [first, ...others] = group;
  for (const other of others) {
    if (first !== undefined && other.section !== first.section) {
      faults.push({
        file: other.file,
        fault: `its section is ${other.section}, but ${first.section} in ${first.file}`,
      });
    }
  }
};

/**
 * What is wrong with the articles as a whole, each by itself being sound: ids given twice, locales that miss an
 * article, sections that differ between locales, links to articles that are not there. `unreadable` are articles whose
 * files have faults of their own: they are there, so nobody is told that they are missing.
 */
export const checkArticles = (
  sources: readonly Source[],
  locales: readonly Locale[],
  unreadable: ReadonlySet<string>,
): readonly ArticleFault[] => {
  const faults: ArticleFault[] = [];
  const groups = byArticle(sources);
  for (const group of groups.values()) {
    checkDoubles(group, faults);
    checkSections(group, faults);
    if (!unreadable.has(group[0]?.articleId ?? '')) checkLocales(group, locales, faults);
  }
  for (const source of sources) {
    for (const link of source.links) {
      if (!groups.has(link) && !unreadable.has(link)) {
        faults.push({
          file: source.file,
          fault: `a link leads to ${JSON.stringify(link)}, which is no article`,
        });
      }
    }
  }
  return faults;
};
