import type { Market, Order } from '../src/contract/exchange/trading.ts';
import type { Deposit, Withdrawal } from '../src/contract/exchange/transfers.ts';
import type { Locale } from '../src/core/vocabulary.ts';
import type { Facts } from './selfservice-facts-world.ts';
import { longestOf } from './selfservice-oracle-world.ts';
import type { Passed, RecordingProxy } from './selfservice-proxy-world.ts';

/*
 * Which figures may be said: those that stand in the answers, and what follows from them by the formulas here. They are
 * written as plain decimals without needless noughts.
 */

const plain = (text: string): string => {
  const [whole = '0', part = ''] = text.split('.');
  const fraction = part.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${fraction === '' ? '' : `.${fraction}`}`;
};

const DECIMALS = 18;
const toBig = (text: string): bigint => {
  const [whole = '0', part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(DECIMALS, '0').slice(0, DECIMALS));
};
const toText = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(DECIMALS + 1, '0');
  return plain(`${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`);
};

export interface Allowed {
  readonly numbers: Set<string>;
  /** Said in percent: near enough. */
  readonly percents: number[];
  readonly moments: Set<number>;
  /** Names and ids that hold digits. */
  readonly names: Set<string>;
  /** How long is left, ms: from what the blocks took so far. */
  readonly spans: number[];
}

export const nothingAllowed = (): Allowed => ({
  ...{ numbers: new Set<string>(), percents: [], moments: new Set<number>() },
  ...{ names: new Set<string>(), spans: [] },
});

const isMoment = (value: number): boolean => value > 1.5e12 && value < 3e12;
const LONG_NAME = 12;

/** Everything that stands in an answer as it is. */
const allowAll = (allowed: Allowed, value: unknown): void => {
  if (typeof value === 'number') {
    if (isMoment(value)) allowed.moments.add(value);
    else allowed.numbers.add(plain(String(value)));
  } else if (typeof value === 'string') {
    if (/^\d+(\.\d+)?$/.test(value)) allowed.numbers.add(plain(value));
    else if (/\d/.test(value) || value.length >= LONG_NAME) allowed.names.add(value);
  } else if (Array.isArray(value)) for (const each of value) allowAll(allowed, each);
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) allowAll(allowed, each);
};

const allowOrder = (allowed: Allowed, order: Order, market: Market | null): void => {
  const { fills: _fills, depthAtPlacing, ...own } = order;
  allowAll(allowed, own);
  allowed.names.add(order.pair);
  const rest = toBig(order.quantity) - toBig(order.filled);
  allowed.numbers.add(toText(rest));
  if (depthAtPlacing !== null) {
    const { bids, asks } = depthAtPlacing;
    const offered = (order.side === 'buy' ? asks : bids).filter(
      ({ price }) =>
        order.price === null ||
        (order.side === 'buy'
          ? toBig(price) <= toBig(order.price)
          : toBig(price) >= toBig(order.price)),
    );
    allowed.numbers.add(toText(offered.reduce((sum, { quantity }) => sum + toBig(quantity), 0n)));
  }
  if (market === null) return;
  allowed.numbers.add(plain(market.lastPrice));
  if (market.opensAt !== null) allowed.moments.add(market.opensAt);
  if (order.price === null) return;
  const isBuy = order.side === 'buy';
  const price = toBig(order.price);
  const [own1, other] = isBuy
    ? [market.depth.bids, market.depth.asks]
    : [market.depth.asks, market.depth.bids];
  const best = other[0]?.price;
  if (best !== undefined) {
    allowed.numbers.add(plain(best));
    allowed.percents.push((Math.abs(Number(best) - Number(order.price)) / Number(best)) * 100);
  }
  const sum = (levels: typeof own1): bigint =>
    levels.reduce((all, { quantity }) => all + toBig(quantity), 0n);
  const ahead = sum(
    own1.filter((level) => (isBuy ? toBig(level.price) > price : toBig(level.price) < price)),
  );
  const same = sum(own1.filter((level) => toBig(level.price) === price)) - rest;
  allowed.numbers.add(toText(ahead + (same > 0n ? same : 0n)));
};

const allowTransfer = (allowed: Allowed, transfer: Deposit | Withdrawal, facts: Facts): void => {
  allowAll(allowed, transfer);
  const needed = transfer.confirmationsNeeded;
  const rules = facts.assets.filter(({ network }) => network === transfer.network);
  for (const rule of rules.filter(
    ({ asset, contract }) => asset === transfer.asset || contract === null,
  ))
    allowAll(allowed, [rule.depositMinimum, rule.recovery, rule.opensAt]);
  for (const each of facts.restrictions)
    if (each.restrictionId === transfer.restrictionId) allowAll(allowed, each);
  if (facts.chain === null) return;
  const { confirmations, meanIntervalMs } = facts.chain;
  allowed.numbers.add(String(Math.min(confirmations, needed)));
  allowed.numbers.add(String(confirmations));
  allowed.spans.push(Math.max(1, needed - confirmations) * meanIntervalMs);
};

/** What these facts allow to be said. */
export const allow = (allowed: Allowed, facts: Facts): void => {
  const transfer = facts.deposit ?? facts.withdrawal;
  if (transfer !== null) allowTransfer(allowed, transfer, facts);
  if (facts.order !== null) allowOrder(allowed, facts.order, facts.market);
  if (facts.account !== null) {
    allowAll(allowed, [facts.account.lockedAt, longestOf(facts.restrictions)]);
    allowed.numbers.add(String(facts.restrictions.length));
  }
};

const bodyOf = ({ answered }: Passed): unknown =>
  typeof answered === 'object' && answered !== null && 'data' in answered ? answered.data : null;

/** The facts as the product was told them between two moments, where they can have moved since. */
export const toldFacts = (
  proxy: RecordingProxy,
  facts: Facts,
  from: number,
  to: number,
): readonly Facts[] => {
  const told: Facts[] = [];
  for (let at = proxy.passed.length - 1; at >= 0; at -= 1) {
    const one = proxy.passed[at];
    if (one === undefined || one.at < from) break;
    if (one.at > to) continue;
    if (facts.order !== null && one.target === `/support/v1/markets/${facts.order.pair}`)
      told.push({ ...facts, market: bodyOf(one) as Market });
  }
  return told;
};

/** As people are told a moment, in UTC. */
const sayMoments = (locale: Locale, at: number): readonly string[] => [
  `${new Intl.DateTimeFormat(`${locale}-u-nu-latn`, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at)}`,
];

const NUMBER = /\d+(?:[.,\u00a0\u202f\u066b\u066c]\d+)*/gu;

/** All that a number in a text may mean, by which of its marks parts the decimals. */
const readingsOf = (token: string): readonly string[] => {
  const marks = [...new Set(token.replace(/\d/g, ''))];
  const asDecimal = marks.map((mark) => {
    const last = token.lastIndexOf(mark);
    return `${token.slice(0, last).replace(/\D/g, '')}.${token.slice(last + 1).replace(/\D/g, '')}`;
  });
  return [token.replace(/\D/g, ''), ...asDecimal].map(plain);
};

const NEAR_PERCENT = 0.06;
const UNITS_MS = [1_000, 60_000, 3_600_000, 86_400_000];

/** A time that is left, in any unit: not outside what the blocks of late make of it, wide as chance is. */
const isSpan = (value: number, spans: readonly number[]): boolean =>
  spans.some((ms) =>
    UNITS_MS.some(
      (unit) => value * unit >= ms * 0.25 - unit && value * unit <= ms * 4 + 90_000 + unit,
    ),
  );

/** Without the marks that keep the directions of writing apart. */
const unmarked = (text: string): string => text.replaceAll(/[\u2066-\u2069\u200e\u200f]/gu, '');

/** The figures of a text that nothing gave. `mayTime`: the finding names a time that is left. */
export const inventedIn = (
  text: string,
  locale: Locale,
  allowed: Allowed,
  mayTime: boolean,
): readonly string[] => {
  let left = unmarked(text);
  for (const at of allowed.moments)
    for (const said of sayMoments(locale, at)) left = left.replaceAll(unmarked(said), ' ');
  for (const name of [...allowed.names].toSorted((a, b) => b.length - a.length))
    left = left.replaceAll(name, ' ');
  let times = 0;
  return [...left.matchAll(NUMBER)].flatMap(([token]) => {
    const readings = readingsOf(token);
    if (readings.some((reading) => allowed.numbers.has(reading))) return [];
    if (
      readings.some((reading) =>
        allowed.percents.some((percent) => Math.abs(percent - Number(reading)) <= NEAR_PERCENT),
      )
    )
      return [];
    if (
      mayTime &&
      times < 2 &&
      readings.some((reading) => isSpan(Number(reading), allowed.spans))
    ) {
      times += 1;
      return [];
    }
    return [token];
  });
};
