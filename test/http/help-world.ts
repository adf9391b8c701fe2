import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Article } from '../../src/contract/help.ts';
import type { CreatePortal } from '../../src/contract/portal.ts';
import { createHelpCentre } from '../../src/features/helpcentre/index.ts';
import { createHelpArticles, hostileArticles } from '../fakes/help-articles.ts';
import { type Answer, type Bench, ORIGIN, withBench } from './compose.ts';

const BUNDLE = join(resolve(import.meta.dirname, '../..'), 'dist/web/portal-server/portal.js');

/** The help centre's pages behind the real edge. */
export const withHelp = async (
  articles: readonly Article[],
  work: (
    bench: Bench,
    rated: ReturnType<typeof createHelpArticles>['rated'],
    locked: readonly string[],
  ) => Promise<void>,
  floodScale = 0,
): Promise<void> => {
  const { createPortal } = (await import(pathToFileURL(BUNDLE).href)) as {
    readonly createPortal: CreatePortal;
  };
  const portal = createPortal({
    origin: ORIGIN,
    exchangeName: 'Norvik & <b>Co</b>',
    exchangePage: 'https://www.example.com/account',
    assets: { style: '/portal/assets/main-0.css', script: '/portal/assets/main-0.js' },
  });
  const { source, rated, locked } = createHelpArticles(articles);
  const pages = [createHelpCentre({ source, portal, publicOrigin: ORIGIN })];
  await withBench((bench) => work(bench, rated, locked), { floodScale, extra: { pages } });
};

export const PLAIN = hostileArticles('Fees are plain.');

/** Elements and attributes through which words could act, comments too; the values of attributes taken away. */
const ACTS =
  /<(?:script(?! type="" src=""| async src=""| type="">)|img|iframe|object|embed|base|style|b>|!--)|<[a-z][^>]*\s(?:on[a-z]+|style|srcdoc)=/i;

/** Words may stand in a page, in an attribute or in the JSON of a script, and be nothing but words. */
export const checkHarmless = (answer: Answer, about: string): void => {
  const body = answer.text;
  assert.equal(body.startsWith('<!doctype html><html'), true, about);
  assert.equal(body.match(/<html/g)?.length, 1, about);
  const scripts = /(<script type="application\/ld\+json">)(.*?)<\/script>/gs;
  for (const [, , data] of body.matchAll(scripts)) {
    assert.ok(JSON.parse(data ?? ''), about);
    assert.equal(/[<>]/.test(data ?? ''), false, about);
  }
  const rest = body.replace(scripts, '$1</script>');
  for (const [, href] of rest.matchAll(/ (?:href|src|action)="([^"]*)"/g))
    assert.match(href ?? '', /^(?:\/(?!\/)|#|http:\/\/127\.0\.0\.1:7450\/)/, about);
  assert.equal(ACTS.exec(rest.replace(/="[^"]*"/g, '=""'))?.[0], undefined, about);
};
