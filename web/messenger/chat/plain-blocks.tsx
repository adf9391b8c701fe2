import { Fragment, type JSX, useMemo } from 'react';
import { MessageText } from '../parts/message-text.tsx';
import { arrangePlain } from '../parts/plain-lines.ts';

/** A plain text with its paragraphs, numbered steps and points as such. */
export const PlainBlocks = ({ text }: { text: string }): JSX.Element => {
  const pieces = useMemo(() => arrangePlain(text), [text]);
  return (
    <>
      {pieces.map((piece, place) => {
        const key = `${place}${piece.kind}`;
        if (piece.kind === 'words') {
          return (
            <Fragment key={key}>
              <MessageText text={piece.text} />
            </Fragment>
          );
        }
        const items = piece.items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said does not move
          <li key={at}>
            <MessageText text={item} />
          </li>
        ));
        return piece.kind === 'steps' ? (
          <ol key={key} start={piece.first}>
            {items}
          </ol>
        ) : (
          <ul key={key}>{items}</ul>
        );
      })}
    </>
  );
};
