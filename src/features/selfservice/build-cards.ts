import type { CardOf } from '../../contract/cards.ts';
import type { ApiKey, Payment, Restriction } from '../../contract/exchange/account.ts';
import type { Market, Order } from '../../contract/exchange/trading.ts';
import type { AssetNetwork, Deposit, Withdrawal } from '../../contract/exchange/transfers.ts';
import { LEVEL_OF_FIELD, reaches } from '../../core/selfservice/levels.ts';
import { placeInBook } from '../../core/selfservice/read-book.ts';
import { confirmationsOf, expectedSpan } from '../../core/selfservice/read-chain.ts';
import type { AssuranceLevel } from '../../core/vocabulary.ts';
import type { ChainAnswer } from './ask-chain.ts';
import type { CardSeed } from './looked.ts';

type Seed<Kind extends CardSeed['kind']> = Extract<CardSeed, { kind: Kind }>;
type Recovery = CardOf<'deposit'>['data']['recovery'];

const rangeOf = (
  chain: ChainAnswer | null,
  needed: number,
  confirmations: number,
  now: number,
): { readonly fromAt: number; readonly toAt: number | null } | null => {
  const span = expectedSpan(chain?.facts ?? null, needed, confirmations);
  return span && { fromAt: now + span.fromMs, toAt: span.toMs === null ? null : now + span.toMs };
};

const WRONGLY: ReadonlySet<Deposit['state']> = new Set([
  'missing_memo',
  'wrong_network',
  'unsupported_token',
]);

const recoveryOf = (deposit: Deposit, network: AssetNetwork | null): Recovery => {
  if (deposit.recovery !== null) {
    const { state, fee, feeAsset, expectedBy } = deposit.recovery;
    return { state, fee, feeAsset, expectedBy, workingDays: null };
  }
  const offer = network?.recovery ?? null;
  if (offer === null || !WRONGLY.has(deposit.state)) return null;
  if (!offer.covers.some((each) => each === deposit.state)) return null;
  const { fee, feeAsset, workingDays } = offer;
  return { state: 'possible', fee, feeAsset, workingDays, expectedBy: null };
};

const depositState = (
  deposit: Deposit,
  chain: ChainAnswer | null,
): CardOf<'deposit'>['data']['state'] => {
  if (deposit.recovery?.state === 'done') return 'recovered';
  if (deposit.recovery !== null && deposit.recovery.state !== 'refused') return 'recovering';
  const waits = deposit.state === 'seen' || deposit.state === 'confirming';
  const status = chain?.facts.status.kind;
  if (waits && status === 'failed') return 'failed_on_chain';
  return waits && (status === 'replaced' || status === 'dropped') ? status : deposit.state;
};

/** A deposit, by the ledger, with what the chain says beside it. `now`: from when the expected time counts. */
export const depositSeed = (
  deposit: Deposit,
  asOf: number,
  network: AssetNetwork | null,
  chain: ChainAnswer | null,
  now: number,
): Seed<'deposit'> => {
  const { asset, amount, txid, address, memo, confirmationsNeeded, seenAt, creditedAt } = deposit;
  const confirmations = confirmationsOf(chain?.facts ?? null, deposit.confirmations);
  const waits = deposit.state === 'seen' || deposit.state === 'confirming';
  return {
    kind: 'deposit',
    subjectId: deposit.depositId,
    asOf,
    data: {
      asset,
      network: deposit.network,
      amount,
      txid,
      address,
      memo,
      confirmations,
      confirmationsNeeded,
      seenAt,
      creditedAt,
      state: depositState(deposit, chain),
      expected: waits ? rangeOf(chain, confirmationsNeeded, confirmations, now) : null,
      chain: chain?.view ?? null,
      recovery: recoveryOf(deposit, network),
    },
  };
};

export const withdrawalSeed = (
  withdrawal: Withdrawal,
  asOf: number,
  chain: ChainAnswer | null,
  now: number,
): Seed<'withdrawal'> => {
  const { withdrawalId, txids, expectedBy, restrictionId: _hidden, ...shown } = withdrawal;
  const { confirmationsNeeded, stage, ended } = withdrawal;
  const confirmations = confirmationsOf(chain?.facts ?? null, withdrawal.confirmations);
  const isSent = stage === 'broadcast' && ended === null;
  const stays = stage !== 'confirmed' && ended === null && expectedBy !== null;
  return {
    kind: 'withdrawal',
    subjectId: withdrawalId,
    asOf,
    data: {
      ...shown,
      confirmations,
      txid: txids.at(-1) ?? null,
      expected: isSent
        ? rangeOf(chain, confirmationsNeeded, confirmations, now)
        : stays
          ? { fromAt: Math.min(now, expectedBy), toAt: expectedBy }
          : null,
      chain: chain?.view ?? null,
    },
  };
};

const DEPTH_SHOWN = 10;

export const orderSeed = (order: Order, asOf: number, market: Market | null): Seed<'order'> => {
  const {
    orderId,
    fills: _fills,
    depthAtPlacing: _depth,
    fee: _fee,
    feeAsset: _coin,
    ...shown
  } = order;
  const isWorking = order.state === 'open' || order.state === 'partially_filled';
  const place = market === null || !isWorking ? null : placeInBook(order, market);
  return {
    kind: 'order',
    subjectId: orderId,
    asOf,
    data: {
      ...shown,
      market:
        market === null || !isWorking
          ? null
          : {
              state: market.state,
              stateReason: market.stateReason,
              opensAt: market.opensAt,
              lastPrice: market.lastPrice,
              depth: {
                asOf: market.depth.asOf,
                bids: market.depth.bids.slice(0, DEPTH_SHOWN),
                asks: market.depth.asks.slice(0, DEPTH_SHOWN),
              },
              distance: place?.distance ?? null,
              inFront: place?.inFront ?? null,
              isWhole: place?.isWhole ?? false,
            },
    },
  };
};

export const restrictionSeed = (
  { restrictionId, ...data }: Restriction,
  asOf: number,
): Seed<'restriction'> => ({ kind: 'restriction', subjectId: restrictionId, asOf, data });

export const paymentSeed = ({ paymentId, ...data }: Payment, asOf: number): Seed<'payment'> => ({
  kind: 'payment',
  subjectId: paymentId,
  asOf,
  data,
});

/** Addresses of the customer's servers are told only after a step-up. */
export const apiKeySeed = (
  { keyId, errors, ...data }: ApiKey,
  asOf: number,
  level: AssuranceLevel,
): Seed<'api_key'> => {
  const [last] = errors;
  return {
    kind: 'api_key',
    subjectId: keyId,
    asOf,
    data: {
      ...data,
      allowedIps: reaches(level, LEVEL_OF_FIELD['api_key.allowedIps']) ? data.allowedIps : [],
      lastError:
        last === undefined
          ? null
          : {
              ...last,
              maskedIp: reaches(level, LEVEL_OF_FIELD['api_key.maskedIp']) ? last.maskedIp : null,
            },
    },
  };
};
