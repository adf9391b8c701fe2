import { Fragment } from 'react';
import { keycaps } from '../actions/key-map.ts';

export const onMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys of a sequence as one short line, for hints. */
export const keysLine = (sequence: string | undefined): string | undefined =>
  sequence === undefined
    ? undefined
    : keycaps(sequence, onMac)
        .map((press) => press.join(onMac ? '' : '+'))
        .join(' ');

/** The keys of a sequence, drawn. */
export const Keycaps = ({ sequence }: { readonly sequence: string }) => (
  <span dir="ltr" className="inline-flex items-center gap-1">
    {keycaps(sequence, onMac).map((press, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the presses of a sequence have no other identity
      <Fragment key={at}>
        {press.map((cap) => (
          <kbd
            key={cap}
            className="inline-flex h-5 min-w-5 items-center justify-center rounded-4 border border-line bg-surface px-1 font-sans text-11 text-muted"
          >
            {cap}
          </kbd>
        ))}
      </Fragment>
    ))}
  </span>
);
