import type { TraceAmount } from '../../../src/contract/tracing.ts';
import { shortenId, writeAmount } from '../../kit/cards/figures.ts';

/** Places after the point that a picture has room for. */
const PLACES = 6;

/** Cut, never rounded up: what is shown is there at least. An amount that would vanish keeps its first figure. */
const cut = (amount: string): string => {
  const [whole = '', decimals = ''] = amount.split('.');
  const kept = decimals.slice(0, PLACES);
  if (/[1-9]/.test(whole + kept)) return kept === '' ? whole : `${whole}.${kept}`;
  const first = decimals.search(/[1-9]/);
  return first < 0 ? whole : `${whole}.${decimals.slice(0, first + 1)}`;
};

/** The coin's name; a token that calls itself nothing is named by its contract. */
const coinOf = ({ symbol, contract }: TraceAmount): string =>
  symbol ?? (contract === null ? '' : shortenId(contract));

/** An exact amount with its coin; whole smallest units where nobody knows the decimals. */
export const amountText = (given: TraceAmount): string =>
  `${writeAmount(given.amount ?? given.units)} ${coinOf(given)}`.trim();

/** The same for a place with little room. */
export const shortAmountText = (given: TraceAmount): string =>
  `${writeAmount(given.amount === null ? given.units : cut(given.amount))} ${coinOf(given)}`.trim();
