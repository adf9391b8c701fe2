import { ShieldX } from 'lucide-react';
import { useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';
import { splitMarkers } from './split-markers.ts';

/** What somebody wrote, as plain text; where a secret was destroyed it says so. */
export const Words = ({ text: words }: { readonly text: string }) => {
  const text = useText();
  return (
    <p dir="auto" className="break-words whitespace-pre-wrap">
      {splitMarkers(words).map((piece, at) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other identity
          <Chip key={at} tone="danger" icon={ShieldX} title={text('secret.why')}>
            {text('secret.removed', { kind: text(`secret.${piece.secret}`) })}
          </Chip>
        ),
      )}
    </p>
  );
};
