/** @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Article, Block, Inline } from '../../../src/contract/help.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { Speech } from '../locale/speak.ts';
import { Plain, Words } from './words.tsx';

type Cells = readonly (readonly Inline[])[];

/** Draws the parts of an article in its language. None of them ever changes on screen, so none needs a key. */
const drawIn = (locale: Locale) => {
  const words = (content: readonly Inline[]): JSX.Element => (
    <Words content={content} locale={locale} />
  );
  const step = (item: readonly Inline[]): JSX.Element => (
    <li>
      <div>{words(item)}</div>
    </li>
  );
  const entry = (item: readonly Inline[]): JSX.Element => <li>{words(item)}</li>;
  const headCell = (cell: readonly Inline[]): JSX.Element => <th scope="col">{words(cell)}</th>;
  const cell = (content: readonly Inline[], column: number): JSX.Element =>
    column === 0 ? <th scope="row">{words(content)}</th> : <td>{words(content)}</td>;
  const row = (cells: Cells): JSX.Element => <tr>{cells.map(cell)}</tr>;
  return { words, step, entry, headCell, row };
};

/** Wider than a phone, it scrolls within; so it can be reached, and is named by the heading above it. */
const drawTable = (
  { head, rows }: Extract<Block, { kind: 'table' }>,
  locale: Locale,
  name: string,
): JSX.Element => {
  const { headCell, row } = drawIn(locale);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section class="table" aria-label={name} tabIndex={0}>
      <table>
        <thead>
          <tr>{head.map(headCell)}</tr>
        </thead>
        <tbody>{rows.map(row)}</tbody>
      </table>
    </section>
  );
};

const drawBlock = (block: Block, locale: Locale, tableName: string): JSX.Element => {
  const { words, step, entry } = drawIn(locale);
  switch (block.kind) {
    case 'heading':
      return (
        <h2 id={block.anchor}>
          <Plain text={block.text} locale={locale} />
        </h2>
      );
    case 'paragraph':
      return <p>{words(block.content)}</p>;
    case 'steps':
      return <ol class="steps">{block.items.map(step)}</ol>;
    case 'list':
      return <ul>{block.items.map(entry)}</ul>;
    case 'table':
      return drawTable(block, locale, tableName);
  }
};

/** The whole text. A table is called by the nearest heading before it, else by the article's title. */
export const Blocks = ({ article, speech }: { article: Article; speech: Speech }): JSX.Element => {
  let heading = article.title;
  let tables = 0;
  const draw = (block: Block): JSX.Element => {
    if (block.kind === 'heading') {
      heading = block.text;
      tables = 0;
    }
    if (block.kind === 'table') tables += 1;
    const named = speech.t('article.table', { heading });
    // Two regions of a page may not have the same name.
    return drawBlock(block, article.locale, tables > 1 ? `${named} (${tables})` : named);
  };
  return <>{article.blocks.map(draw)}</>;
};
