import type { Block, Inline } from '../../../src/contract/help.ts';

const Inlines = ({ content }: { readonly content: readonly Inline[] }) =>
  content.map((piece, at) => {
    const key = `${at}-${piece.text}`;
    return piece.strong ? (
      <strong key={key} className="font-semibold">
        {piece.text}
      </strong>
    ) : (
      <span key={key}>{piece.text}</span>
    );
  });

const items = (lines: readonly (readonly Inline[])[]) =>
  lines.map((content, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a block have no other identity
    <li key={at}>
      <Inlines content={content} />
    </li>
  ));

const Table = ({ block }: { readonly block: Extract<Block, { kind: 'table' }> }) => (
  <div className="scroll">
    <table className="w-full border-collapse">
      <thead>
        <tr>
          {block.head.map((cell, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table have no other identity
            <th key={at} scope="col" className="border-b border-line p-1 text-start font-semibold">
              <Inlines content={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a table have no other identity
          <tr key={at}>
            {row.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row have no other identity
              <td key={column} className="border-b border-line p-1 align-top">
                <Inlines content={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const BlockView = ({ block }: { readonly block: Block }) => {
  switch (block.kind) {
    case 'heading':
      return <h4 className="font-semibold">{block.text}</h4>;
    case 'paragraph':
      return (
        <p>
          <Inlines content={block.content} />
        </p>
      );
    case 'steps':
      return <ol className="list-decimal ps-5">{items(block.items)}</ol>;
    case 'list':
      return <ul className="list-disc ps-5">{items(block.items)}</ul>;
    case 'table':
      return <Table block={block} />;
  }
};

/** Pieces of an article, to be read in a narrow place. */
export const Blocks = ({ blocks }: { readonly blocks: readonly Block[] }) => (
  <div className="flex flex-col gap-2">
    {blocks.map((block, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of an article have no other identity
      <BlockView key={at} block={block} />
    ))}
  </div>
);
