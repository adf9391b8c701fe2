import type { JSX } from 'react';
import type { Block, Inline } from '../../../src/contract/help.ts';
import { tokenizeText } from '../parts/text-tokens.ts';

type OnArticle = (articleId: string) => void;

/** Amounts keep their own direction; nothing of an article is ever markup. */
const Words = ({ text }: { text: string }): JSX.Element => (
  <>
    {tokenizeText(text).map((token, place) =>
      token.kind === 'amount' || token.kind === 'code' ? (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of one version do not move
        <bdi key={place} dir="ltr">
          {token.text}
        </bdi>
      ) : token.kind === 'text' ? (
        token.text
      ) : null,
    )}
  </>
);

const Run = ({ run, onArticle }: { run: Inline; onArticle: OnArticle }): JSX.Element => {
  const { articleId } = run;
  if (articleId !== null) {
    return (
      <button type="button" className="link" onClick={() => onArticle(articleId)}>
        {run.text}
      </button>
    );
  }
  const words = <Words text={run.text} />;
  return run.strong ? <strong>{words}</strong> : words;
};

const Runs = ({ runs, onArticle }: { runs: readonly Inline[]; onArticle: OnArticle }) => (
  <>
    {runs.map((run, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of one version do not move
      <Run key={place} run={run} onArticle={onArticle} />
    ))}
  </>
);

const Table = ({
  table,
  onArticle,
}: {
  table: Extract<Block, { kind: 'table' }>;
  onArticle: OnArticle;
}): JSX.Element => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <div className="table" tabIndex={0}>
    <table>
      <thead>
        <tr>
          {table.head.map((cell, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table do not move
            <th key={place} scope="col">
              <Runs runs={cell} onArticle={onArticle} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a table do not move
          <tr key={line}>
            {row.map((cell, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row do not move
              <td key={place}>
                <Runs runs={cell} onArticle={onArticle} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const Items = ({ items, onArticle }: { items: readonly Inline[][]; onArticle: OnArticle }) => (
  <>
    {items.map((item, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the items of a list do not move
      <li key={place}>
        <Runs runs={item} onArticle={onArticle} />
      </li>
    ))}
  </>
);

const Piece = ({ block, onArticle }: { block: Block; onArticle: OnArticle }): JSX.Element => {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'paragraph':
      return (
        <p>
          <Runs runs={block.content} onArticle={onArticle} />
        </p>
      );
    case 'steps':
      return (
        <ol>
          <Items items={block.items} onArticle={onArticle} />
        </ol>
      );
    case 'list':
      return (
        <ul>
          <Items items={block.items} onArticle={onArticle} />
        </ul>
      );
    case 'table':
      return <Table table={block} onArticle={onArticle} />;
  }
};

/** An article's pieces in their order. Links lead to other articles and nowhere else. */
export const Blocks = ({
  blocks,
  onArticle,
}: {
  blocks: readonly Block[];
  onArticle: OnArticle;
}): JSX.Element => (
  <>
    {blocks.map((block, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one version do not move
      <Piece key={place} block={block} onArticle={onArticle} />
    ))}
  </>
);
