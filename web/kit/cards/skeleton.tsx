import './cards.css';
import type { JSX } from 'react';
import type { CardKind } from '../../../src/core/selfservice/vocabulary.ts';

/** Lines of facts that a card of the kind usually has, and what stands above them. */
const SHAPES: Readonly<Record<CardKind, { readonly headline: boolean; readonly facts: number }>> = {
  deposit: { headline: true, facts: 4 },
  withdrawal: { headline: true, facts: 8 },
  order: { headline: true, facts: 6 },
  restriction: { headline: true, facts: 4 },
  verification: { headline: false, facts: 4 },
  fee_tier: { headline: true, facts: 4 },
  payment: { headline: true, facts: 4 },
  api_key: { headline: true, facts: 7 },
  two_factor_reset: { headline: false, facts: 4 },
  trace: { headline: false, facts: 5 },
  lock: { headline: false, facts: 4 },
};
const LINES = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** In the place and of the height of the card that comes; not seen before a wait is felt. */
export const CardSkeleton = ({ kind }: { kind: CardKind }): JSX.Element => {
  const { headline, facts } = SHAPES[kind];
  return (
    <div className="xcard xbones" aria-hidden="true">
      <div className="xhead">
        <span className="xbone" />
      </div>
      {headline && (
        <p className="xheadline">
          <span className="xbone" />
        </p>
      )}
      <div className="xbody">
        <div className="xfacts">
          {LINES.slice(0, facts).map((line) => (
            <div key={line}>
              <span className="xbone" />
            </div>
          ))}
        </div>
      </div>
      <div className="xfoot">
        <span className="xbone" />
      </div>
    </div>
  );
};
