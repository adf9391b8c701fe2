import type { Article, Inline } from '../../src/contract/help.ts';
import type { PortalPage, PortalSite } from '../../src/contract/portal.ts';
import { addressOf } from './addresses.ts';
import type { Speech } from './locale/speak.ts';

type Json = Readonly<Record<string, unknown>>;

/** JSON that can stand inside a script element: nothing in it can end the element or begin a comment. */
export const embedJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');

const wordsOf = (content: readonly Inline[]): string => content.map(({ text }) => text).join('');

const breadcrumbs = (trail: readonly { readonly name: string; readonly item: string }[]): Json => ({
  '@type': 'BreadcrumbList',
  itemListElement: trail.map((crumb, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    ...crumb,
  })),
});

const question = (name: string, text: string): Json => ({
  '@type': 'Question',
  name,
  acceptedAnswer: { '@type': 'Answer', text },
});

const articleNode = (site: PortalSite, article: Article, url: string): Json => ({
  '@type': 'Article',
  '@id': url,
  headline: article.title,
  description: article.lead,
  inLanguage: article.locale,
  dateModified: new Date(article.updatedAt).toISOString(),
  version: article.version,
  mainEntityOfPage: url,
  publisher: { '@type': 'Organization', name: site.exchangeName },
});

/** The article's first list of steps, as machines that read instructions want them. */
const howTo = (article: Article): readonly Json[] => {
  const steps = article.blocks.find((block) => block.kind === 'steps');
  if (steps?.kind !== 'steps') return [];
  return [
    {
      '@type': 'HowTo',
      name: article.title,
      inLanguage: article.locale,
      step: steps.items.map((item, index) => ({
        '@type': 'HowToStep',
        position: index + 1,
        text: wordsOf(item),
      })),
    },
  ];
};

const nodesOf = (site: PortalSite, speech: Speech, page: PortalPage): readonly Json[] => {
  const at = (path: string): string => `${site.origin}${addressOf(page.locale, path)}`;
  const home = { name: speech.t('title.home', { exchange: site.exchangeName }), item: at('') };
  switch (page.kind) {
    case 'home':
      return [{ '@type': 'WebSite', name: home.name, url: home.item, inLanguage: page.locale }];
    case 'section':
      return [
        breadcrumbs([home, { name: speech.t(`category.${page.section}`), item: at(page.path) }]),
        {
          '@type': 'FAQPage',
          inLanguage: page.locale,
          mainEntity: page.articles.map(({ title, lead }) => question(title, lead)),
        },
      ];
    case 'article': {
      const { article } = page;
      const section = {
        name: speech.t(`category.${article.section}`),
        item: at(`/sections/${article.section}`),
      };
      return [
        breadcrumbs([home, section, { name: article.title, item: at(page.path) }]),
        articleNode(site, article, at(page.path)),
        ...howTo(article),
      ];
    }
    case 'search':
    case 'verify':
    case 'lock':
    case 'status':
    case 'incident':
    case 'status-link':
    case 'missing':
    case 'sorry':
    case 'requests':
      return [];
  }
};

/** What the page says of itself to machines; undefined where there is nothing to say. */
export const structuredData = (
  site: PortalSite,
  speech: Speech,
  page: PortalPage,
): string | undefined => {
  const nodes = nodesOf(site, speech, page);
  return nodes.length === 0
    ? undefined
    : embedJson({ '@context': 'https://schema.org', '@graph': nodes });
};
