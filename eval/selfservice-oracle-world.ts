import type { Restriction } from '../src/contract/exchange/account.ts';
import type { AssetNetwork, Deposit } from '../src/contract/exchange/transfers.ts';
import type { Facts, Kind } from './selfservice-facts-world.ts';

/*
 * What must be found, from raw answers of exchange and nodes alone. Nothing of the product's own diagnosis is used, nor
 * the name of a scene. More than one code: either is right at that moment.
 */

const isLess = (one: string, other: string): boolean => Number(one) < Number(other);

/** What the exchange offers for coins that came wrongly: the coin's own rule, else that of the network's own coin. */
const offerFor = (
  assets: readonly AssetNetwork[],
  { asset, network }: Deposit,
): AssetNetwork['recovery'] =>
  (
    assets.find((each) => each.network === network && each.asset === asset) ??
    assets.find((each) => each.network === network && each.contract === null)
  )?.recovery ?? null;

const wrongly = (facts: Facts, deposit: Deposit): readonly string[] => {
  switch (deposit.recovery?.state) {
    case 'requested':
    case 'in_work':
      return ['recovery_under_way'];
    case 'done':
      return ['recovery_done'];
    case 'refused':
      return ['recovery_refused'];
    default:
  }
  const offer = offerFor(facts.assets, deposit);
  const { state } = deposit;
  if (offer === null || !(offer.covers as readonly string[]).includes(state))
    return [`${state}_impossible`];
  return isLess(deposit.amount, offer.minimum) ? ['recovery_too_small'] : [`${state}_recoverable`];
};

/** So long may a node not have heard of what has just been sent. */
const NEWS_MS = 60_000;

const waiting = (facts: Facts, deposit: Deposit): readonly string[] => {
  const rule = facts.assets.find(
    ({ asset, network }) => asset === deposit.asset && network === deposit.network,
  );
  if (rule?.depositsOpen === false) return ['network_closed'];
  const { chain } = facts;
  if (chain === null) return ['confirming_by_ledger'];
  if (chain.where === 'nowhere')
    return facts.at - deposit.seenAt < NEWS_MS ? ['confirming_by_ledger', 'dropped'] : ['dropped'];
  if (chain.where === 'waiting') {
    if (chain.waitsForEarlier) return ['behind_missing'];
    return [chain.paysTooLittle ? 'fee_too_low' : 'in_mempool'];
  }
  if (chain.failed) return ['failed_on_chain'];
  return [
    chain.confirmations >= deposit.confirmationsNeeded ? 'confirmed_not_credited' : 'confirming',
  ];
};

const ofDeposit = (facts: Facts): readonly string[] => {
  const { deposit } = facts;
  if (deposit === null) return ['gone'];
  switch (deposit.state) {
    case 'credited':
    case 'below_minimum':
    case 'returned':
    case 'on_hold':
      return [deposit.state];
    case 'missing_memo':
    case 'wrong_network':
    case 'unsupported_token':
      return wrongly(facts, deposit);
    case 'dropped':
      return facts.chain?.where === 'nowhere' ? ['dropped'] : waiting(facts, deposit);
    default:
      return waiting(facts, deposit);
  }
};

const ofWithdrawal = (facts: Facts): readonly string[] => {
  const { withdrawal, chain } = facts;
  if (withdrawal === null) return ['gone'];
  if (withdrawal.ended !== null) return [`ended_${withdrawal.ended}`];
  if (withdrawal.stage === 'confirmed') return ['confirmed'];
  if (withdrawal.stage !== 'broadcast') {
    if (withdrawal.restrictionId !== null) return ['on_hold'];
    const rule = facts.assets.find(
      ({ asset, network }) => asset === withdrawal.asset && network === withdrawal.network,
    );
    if (rule?.withdrawalsOpen === false) return ['network_closed'];
    return [
      withdrawal.expectedBy !== null && withdrawal.expectedBy < facts.at ? 'late' : 'in_stage',
    ];
  }
  if (chain === null) return ['sent_by_ledger'];
  if (chain.where === 'nowhere') {
    const sentAt = withdrawal.stages.findLast(({ stage }) => stage === 'broadcast')?.at ?? 0;
    return facts.at - sentAt < NEWS_MS ? ['sent_by_ledger', 'sent_dropped'] : ['sent_dropped'];
  }
  if (chain.where === 'waiting') {
    if (chain.waitsForEarlier) return ['sent_behind_missing'];
    return [chain.paysTooLittle ? 'sent_fee_too_low' : 'sent_in_mempool'];
  }
  if (chain.failed) return ['sent_failed'];
  return [
    chain.confirmations >= withdrawal.confirmationsNeeded ? 'sent_confirmed' : 'sent_confirming',
  ];
};

const ENDS: Readonly<Record<string, string>> = {
  ...{ by_user: 'ended_by_user', post_only: 'ended_post_only', self_trade: 'ended_self_trade' },
  ...{ insufficient_balance: 'ended_balance', market_halted: 'ended_halted' },
  ...{ account_locked: 'ended_locked', expired: 'ended_expired', too_small: 'ended_too_small' },
};

const ofOrder = ({ order, market }: Facts): readonly string[] => {
  if (order === null) return ['gone'];
  if (order.state === 'filled') return ['filled'];
  if (order.state !== 'open' && order.state !== 'partially_filled')
    return [
      ENDS[order.endReason ?? ''] ??
        (order.timeInForce === 'gtc' ? `ended_${order.state}` : `ended_${order.timeInForce}`),
    ];
  if (market === null) return ['market_unknown'];
  if (market.state !== 'open') return ['market_closed'];
  if (order.type === 'stop_limit' && order.isTriggered !== true) return ['stop_waiting'];
  if (order.price === null) return ['working'];
  const isBuy = order.side === 'buy';
  const [own, other] = isBuy
    ? [market.depth.bids, market.depth.asks]
    : [market.depth.asks, market.depth.bids];
  const best = other[0]?.price;
  if (best === undefined) return ['nobody_offers'];
  const price = Number(order.price);
  if (isBuy ? price >= Number(best) : price <= Number(best)) return ['at_market'];
  const hasBetter = own.some((level) =>
    isBuy ? Number(level.price) > price : Number(level.price) < price,
  );
  return [hasBetter ? 'away_from_market' : 'first_in_line'];
};

/** The one that holds longest. */
export const longestOf = (restrictions: readonly Restriction[]): Restriction | undefined =>
  restrictions.toSorted((a, b) => (b.until ?? Number.MAX_VALUE) - (a.until ?? Number.MAX_VALUE))[0];

const ofRestriction = ({ account, restrictions }: Facts): readonly string[] => {
  if (account !== null && account.state !== 'active') return [account.state];
  const longest = longestOf(restrictions);
  return [longest === undefined ? 'none' : `lifted_by_${longest.liftedBy}`];
};

/** The codes that are right for these facts. */
export const rightCodes = (kind: Kind, facts: Facts): readonly string[] => {
  switch (kind) {
    case 'deposit':
      return ofDeposit(facts);
    case 'withdrawal':
      return ofWithdrawal(facts);
    case 'order':
      return ofOrder(facts);
    case 'restriction':
      return ofRestriction(facts);
  }
};
