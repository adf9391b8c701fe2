/** @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Inline } from '../../../src/contract/help.ts';
import { type Locale, RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import { addressOf, articlePath } from '../addresses.ts';
import { isolateFigures, type Run } from '../locale/isolate-figures.ts';

const drawRun = ({ text, ltr }: Run): JSX.Element | string =>
  ltr ? <bdi dir="ltr">{text}</bdi> : text;

/** Plain words; in a right-to-left language each figure and foreign name in its own direction. */
export const Plain = ({ text, locale }: { text: string; locale: Locale }): JSX.Element => (
  <>{RTL_LOCALES.includes(locale) ? isolateFigures(text).map(drawRun) : text}</>
);

/** What stands inside a paragraph, a step or a cell. */
export const Words = ({
  content,
  locale,
}: {
  content: readonly Inline[];
  locale: Locale;
}): JSX.Element => {
  const drawPiece = ({ text, strong, articleId }: Inline): JSX.Element => {
    const words = <Plain text={text} locale={locale} />;
    const said = strong ? <strong>{words}</strong> : words;
    if (articleId === null) return said;
    return <a href={addressOf(locale, articlePath(articleId))}>{said}</a>;
  };
  return <>{content.map(drawPiece)}</>;
};
