import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Findings as `rule: element`. What is inside frames is a screen of its own. */
export const findingsOn = async (document: Page | Frame): Promise<readonly string[]> => {
  if (!(await document.evaluate(() => 'axe' in window))) await document.evaluate(AXE);
  return document.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(context: object, options: object): Promise<AxeResults> };
    };
    const { violations } = await axe.run(
      // The dialogs' library guards the focus with elements that hand it on at once.
      { exclude: [['[data-base-ui-focus-guard]']] },
      { resultTypes: ['violations'], iframes: false },
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => {
        const why =
          id === 'color-contrast' ? ` (${failureSummary?.match(/contrast of [^(]*/)?.[0]})` : '';
        return `${id}: ${html.slice(0, 140)}${why}`;
      }),
    );
  });
};
