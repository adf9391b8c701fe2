import type { Guard } from './accounts/lock.ts';
import type { SendMail } from './accounts/mails.ts';
import type { Chains } from './chains/chains.ts';
import { formatUnits, units } from './ledger/money.ts';
import { findPair, PRICE_DECIMALS } from './market/pairs.ts';
import type { Venue } from './market/venue.ts';
import type { WithdrawalRules } from './transfers/withdraw.ts';
import type { World } from './world.ts';

/** The whole exchange, as its pages, its support API and its scenes use it. */
export interface Exchange extends Guard {
  readonly world: World;
  readonly venue: Venue;
  readonly chains: Chains;
  readonly sendMail: SendMail;
  /** Where its pages are reached. */
  readonly origin: string;
}

/** What an amount is worth in euros by the last prices. For reviews and tiers only: no money moves by it. */
export const worthInEuros = (
  { venue }: Pick<Exchange, 'venue'>,
  asset: string,
  amount: string,
): number => {
  if (asset === 'EUR') return Number(amount);
  const quote = asset === 'SOL' ? 'USDC' : 'EUR';
  if (findPair(`${asset}-${quote}`) === undefined) return 0;
  const last = Number(formatUnits(venue.place(`${asset}-${quote}`).last, PRICE_DECIMALS));
  const worth = String(Number(amount) * last);
  return quote === 'EUR' ? Number(worth) : worthInEuros({ venue }, quote, worth);
};

export const withdrawalRules = (exchange: Exchange): WithdrawalRules => ({
  state: exchange.chains,
  isAddress: (network, address) => exchange.chains.isAddress(network, address),
  worth: (asset, amount) => worthInEuros(exchange, asset, amount),
});

export const volumeInEuros = ({ world }: Pick<Exchange, 'world'>, userId: string): bigint => {
  const since = world.now() - world.facts.volume.days * 86_400_000;
  const traded = world.orders
    .ofUser(userId)
    .filter(({ pair, updatedAt }) => pair.endsWith('-EUR') && updatedAt > since)
    .reduce((sum, row) => sum + BigInt(row.value), 0n);
  return traded + units(world.users.find(userId)?.volume ?? '0', 'EUR');
};
