import type { Account, FeeTier, Security, Verification } from '../../contract/exchange/account.ts';
import type { PlatformStatus } from '../../contract/exchange/platform.ts';
import type { Order } from '../../contract/exchange/trading.ts';
import type { AddressOwner, Deposit, Withdrawal } from '../../contract/exchange/transfers.ts';
import { maskEmail, maskPhone } from '../accounts/mails.ts';
import { liveSessions } from '../accounts/sessions.ts';
import { type Exchange, volumeInEuros } from '../exchange.ts';
import { decimalText, text } from '../ledger/money.ts';
import { PAIRS } from '../market/pairs.ts';
import type { DepositRow, OrderRow, UserRow, WithdrawalRow } from '../rows.ts';
import { NETWORK_FAMILIES } from '../transfers/assets.ts';

const LIST_MAX = 50;

export const toldAccount = (user: UserRow): Account => {
  const factors: Account['twoFactor'] = [];
  if (user.totpSecret !== null) factors.push('totp');
  if (user.hasPasskey) factors.push('passkey');
  return {
    ...{ userId: user.id, state: user.state, lockedAt: user.lockedAt, tier: user.tier },
    ...{ verificationLevel: user.level, createdAt: user.createdAt, twoFactor: factors },
    maskedEmail: maskEmail(user.email),
    maskedPhone: maskPhone(user.phone),
  };
};

export const toldVerification = ({ level, verification }: UserRow): Verification => ({
  state: verification.state,
  level,
  slots: [...verification.slots],
  expectedBy: verification.expectedBy,
  triesLeft: verification.triesLeft,
});

/** Shares of one: 0.1 % is 0.001. */
const shareOf = (percent: number): string => decimalText(percent / 100);

export const toldFeeTier = (exchange: Exchange, user: UserRow): FeeTier => {
  const { tiers, volume } = exchange.world.facts;
  const at = tiers.findIndex(({ tier }) => tier === user.tier);
  const [mine, next] = [tiers[at], tiers[at + 1]];
  return {
    tier: user.tier,
    makerShare: shareOf(mine?.maker ?? 0),
    takerShare: shareOf(mine?.taker ?? 0),
    volume: text(volumeInEuros(exchange, user.id), 'EUR'),
    ...{ volumeAsset: 'EUR', volumeDays: volume.days },
    next: next === undefined ? null : { tier: next.tier, fromVolume: decimalText(next.from) },
  };
};

export const toldSecurity = ({ world }: Exchange, user: UserRow): Security => ({
  devices: world.devices
    .ofUser(user.id, LIST_MAX)
    .map(({ userId: _, ...device }) => device)
    .sort((one, other) => other.lastSeenAt - one.lastSeenAt),
  sessions: liveSessions(world, user.id)
    .slice(0, LIST_MAX)
    .map(({ userId: _, endedAt: _ended, ...session }) => session),
  changes: world.securityChanges
    .ofUser(user.id, LIST_MAX)
    .map(({ what, at, deviceId, byStaff }) => ({ what, at, deviceId, byStaff })),
  twoFactorReset: user.twoFactorReset,
});

export const toldOrder = (row: OrderRow): Order => {
  const { userId: _u, endsAt: _e, held: _h, heldAsset: _a, value: _v, ...order } = row;
  return order;
};

export const toldDeposit = (row: DepositRow): Deposit => {
  const { userId: _u, contract: _c, place: _p, isFinal: _f, ...deposit } = row;
  return deposit;
};

export const toldWithdrawal = (row: WithdrawalRow): Withdrawal => {
  const { userId: _u, nextAt: _n, place: _p, isFinal: _f, ...withdrawal } = row;
  return withdrawal;
};

/** Newest first, as many as a list may hold. */
export const listOf = <Row, Told>(
  rows: readonly Row[],
  told: (row: Row) => Told,
): readonly Told[] => rows.slice(0, LIST_MAX).map(told);

export const toldOwner = (exchange: Exchange, userId: string, address: string): AddressOwner => {
  const found = exchange.chains.ownerOf(address);
  if (found === undefined) return { address, owner: 'unknown', asset: null, network: null };
  const owner = found.userId === null ? 'exchange' : found.userId === userId ? 'user' : 'other';
  const network = owner === 'other' ? null : found.network;
  return { address, owner, asset: owner === 'other' ? null : found.asset, network };
};

type Component = PlatformStatus['components'][number];
const SLOW_MS = 1_000;

const component = (
  name: Component['component'],
  state: Component['state'],
  given: Partial<Component> = {},
): Component => ({
  ...{ component: name, state, since: null, expectedUntil: null, network: null, pair: null },
  ...given,
});

const networkComponents = ({ chains }: Exchange): readonly Component[] =>
  Object.keys(NETWORK_FAMILIES).flatMap((network) => {
    const state = chains.isOpen(network)
      ? 'normal'
      : chains.state === 'starting'
        ? 'maintenance'
        : 'outage';
    return [
      component('deposits', state, { network }),
      component('withdrawals', state, { network }),
    ];
  });

const marketComponents = ({ venue }: Exchange): readonly Component[] =>
  PAIRS.filter(({ pair }) => !venue.isOpen(pair)).map(({ pair }) => {
    const { state, opensAt } = venue.place(pair);
    return component('trading', state === 'maintenance' ? 'maintenance' : 'outage', {
      ...{ pair, expectedUntil: opensAt },
    });
  });

export const toldPlatform = (exchange: Exchange): PlatformStatus => {
  const orderLatencyMs = exchange.venue.latencyMs();
  const isSlow = orderLatencyMs !== null && orderLatencyMs > SLOW_MS;
  const components = [
    component('website', 'normal'),
    component('login', 'normal'),
    component('trading', isSlow ? 'slow' : 'normal'),
    component('api', isSlow ? 'slow' : 'normal'),
    component('fiat', 'normal'),
    ...networkComponents(exchange),
    ...marketComponents(exchange),
  ];
  const isDown = components.some(({ state }) => state === 'outage' || state === 'maintenance');
  return {
    state: isDown ? 'partial_outage' : isSlow ? 'slow' : 'normal',
    components,
    orderLatencyMs,
  };
};
