import type { Restriction } from '../../contract/exchange/account.ts';
import type { AssetNetwork, Deposit, Withdrawal } from '../../contract/exchange/transfers.ts';
import { diagnoseDeposit } from '../../core/selfservice/diagnose-deposit.ts';
import { diagnoseWithdrawal } from '../../core/selfservice/diagnose-withdrawal.ts';
import { findTransactionIds, isSameId, narrow } from '../../core/selfservice/find-details.ts';
import type { Asked } from '../../ports/exchange.ts';
import { askChain } from './ask-chain.ts';
import { depositSeed, restrictionSeed, withdrawalSeed } from './build-cards.ts';
import type { SelfServiceDeps } from './deps.ts';
import { lookAtTransaction } from './look-at-transaction.ts';
import { failed, found, type Looked, oneOrPick, type Search } from './looked.ts';

const DAY_MS = 86_400_000;
/** Ended ones that somebody may still ask about. */
const RECENT_MS = DAY_MS;
const RECENT_WITHDRAWAL_MS = 3 * DAY_MS;

const ruleFor = (
  assets: Asked<readonly AssetNetwork[]>,
  { asset, network }: { readonly asset: string; readonly network: string },
): AssetNetwork | null =>
  assets.ok
    ? (assets.value.find((each) => each.asset === asset && each.network === network) ?? null)
    : null;

/**
 * The rule that a deposit falls under. What came over a network on which its coin is not listed falls under the network's
 * rule for recoveries, which is the same for all its coins.
 */
const depositRule = (
  assets: Asked<readonly AssetNetwork[]>,
  { asset, network }: Deposit,
): AssetNetwork | null => {
  const own = ruleFor(assets, { asset, network });
  if (own !== null || !assets.ok) return own;
  const other = assets.value.find((each) => each.network === network && each.recovery !== null);
  return other === undefined ? null : { ...other, asset };
};

/** The network itself, where the coin is not listed on it: a token that is not supported still is on a chain. */
const chainNameOf = (
  assets: Asked<readonly AssetNetwork[]>,
  transfer: { readonly asset: string; readonly network: string },
): string | null => {
  const rule = ruleFor(assets, transfer);
  if (rule?.chain != null) return rule.chain;
  if (!assets.ok) return null;
  return (
    assets.value.find(({ network, chain }) => network === transfer.network && chain !== null)
      ?.chain ?? null
  );
};

const restrictionOf = (
  restrictions: Asked<readonly Restriction[]>,
  transfer: { readonly restrictionId: string | null },
  transferId: string,
): Restriction | null =>
  restrictions.ok
    ? (restrictions.value.find(
        (each) => each.restrictionId === transfer.restrictionId || each.transferId === transferId,
      ) ?? null)
    : null;

const tellDeposit = async (
  deps: SelfServiceDeps,
  search: Search,
  deposit: Deposit,
  asOf: number,
): Promise<Looked> => {
  const { reads } = deps.exchange;
  const [assets, restrictions] = await Promise.all([
    reads.assets(),
    deposit.state === 'on_hold' || deposit.restrictionId !== null
      ? reads.restrictions(search.userId)
      : Promise.resolve({ ok: true, value: [], asOf } as const),
  ]);
  if (deposit.state === 'on_hold' && !restrictions.ok) return failed(restrictions);
  const network = depositRule(assets, deposit);
  const chainName = chainNameOf(assets, deposit);
  const known = deposit.txid === null ? null : (search.sightings.get(deposit.txid) ?? null);
  const chain = await askChain(
    chainName === null ? undefined : deps.chains.get(chainName),
    deposit.txid,
    known,
  );
  const restriction = restrictionOf(restrictions, deposit, deposit.depositId);
  const finding = diagnoseDeposit({
    deposit,
    network,
    chain: chain?.facts ?? null,
    restriction: deposit.state === 'on_hold' ? restriction : null,
    now: search.now,
  });
  const cards = [
    depositSeed(deposit, asOf, network, chain, search.now),
    ...(restriction !== null && deposit.state === 'on_hold' && restrictions.ok
      ? [restrictionSeed(restriction, restrictions.asOf)]
      : []),
  ];
  return found(finding, cards, chain?.found.sighting == null ? [] : [chain.found.sighting]);
};

const tellWithdrawal = async (
  deps: SelfServiceDeps,
  search: Search,
  withdrawal: Withdrawal,
  asOf: number,
): Promise<Looked> => {
  const { reads } = deps.exchange;
  const [assets, restrictions] = await Promise.all([
    reads.assets(),
    withdrawal.restrictionId === null
      ? Promise.resolve({ ok: true, value: [], asOf } as const)
      : reads.restrictions(search.userId),
  ]);
  if (!restrictions.ok) return failed(restrictions);
  const chainName = chainNameOf(assets, withdrawal);
  const txid = withdrawal.txids.at(-1) ?? null;
  const chain = await askChain(
    chainName === null ? undefined : deps.chains.get(chainName),
    txid,
    txid === null ? null : (search.sightings.get(txid) ?? null),
  );
  const restriction =
    withdrawal.restrictionId === null
      ? null
      : restrictionOf(restrictions, withdrawal, withdrawal.withdrawalId);
  const finding = diagnoseWithdrawal(
    {
      withdrawal,
      network: ruleFor(assets, withdrawal),
      chain: chain?.facts ?? null,
      restriction,
    },
    search.now,
  );
  const cards = [
    withdrawalSeed(withdrawal, asOf, chain, search.now),
    ...(finding.code === 'on_hold' && restriction !== null
      ? [restrictionSeed(restriction, restrictions.asOf)]
      : []),
  ];
  return found(finding, cards, chain?.found.sighting == null ? [] : [chain.found.sighting]);
};

const isOpenDeposit = ({ state, recovery }: Deposit): boolean =>
  recovery?.state === 'done' ? false : state !== 'credited' && state !== 'returned';
const isOpenWithdrawal = ({ stage, ended }: Withdrawal): boolean =>
  ended === null && stage !== 'confirmed';

/** Where is my deposit? */
export const lookForDeposit = async (deps: SelfServiceDeps, search: Search): Promise<Looked> => {
  const { reads } = deps.exchange;
  if (search.subjectId !== null) {
    const one = await reads.deposit(search.userId, search.subjectId);
    return one.ok ? tellDeposit(deps, search, one.value, one.asOf) : failed(one);
  }
  const asked = await reads.deposits(search.userId);
  if (!asked.ok) return failed(asked);
  const { value: all, asOf } = asked;
  const named = findTransactionIds(search.words);
  if (named.txids.length > 0 || named.mistyped !== null) {
    const own = all.filter(({ txid }) => named.txids.some((id) => isSameId(id, txid ?? '')));
    const one = oneOrPick(own, (each) => depositSeed(each, asOf, null, null, search.now));
    if (one === undefined) return lookAtTransaction(deps, { ...search, tool: 'deposit' }, named);
    return 'many' in one ? one.many : tellDeposit(deps, search, one.one, asOf);
  }
  const open = narrow(all.filter(isOpenDeposit), search.words);
  const one = oneOrPick(open, (each) => depositSeed(each, asOf, null, null, search.now));
  if (one !== undefined) return 'many' in one ? one.many : tellDeposit(deps, search, one.one, asOf);
  const recent = all.filter((each) => search.now - (each.creditedAt ?? each.seenAt) < RECENT_MS);
  const [newest] = narrow(recent, search.words);
  return newest === undefined
    ? { kind: 'ask', of: 'txid' }
    : tellDeposit(deps, search, newest, asOf);
};

/** Where is my withdrawal? */
export const lookForWithdrawal = async (deps: SelfServiceDeps, search: Search): Promise<Looked> => {
  const { reads } = deps.exchange;
  if (search.subjectId !== null) {
    const one = await reads.withdrawal(search.userId, search.subjectId);
    return one.ok ? tellWithdrawal(deps, search, one.value, one.asOf) : failed(one);
  }
  const asked = await reads.withdrawals(search.userId);
  if (!asked.ok) return failed(asked);
  const { value: all, asOf } = asked;
  const named = findTransactionIds(search.words);
  if (named.txids.length > 0 || named.mistyped !== null) {
    const own = all.find(({ txids }) =>
      txids.some((txid) => named.txids.some((id) => isSameId(id, txid))),
    );
    return own === undefined
      ? lookAtTransaction(deps, { ...search, tool: 'withdrawal' }, named)
      : tellWithdrawal(deps, search, own, asOf);
  }
  const open = narrow(all.filter(isOpenWithdrawal), search.words);
  const one = oneOrPick(open, (each) => withdrawalSeed(each, asOf, null, search.now));
  if (one !== undefined)
    return 'many' in one ? one.many : tellWithdrawal(deps, search, one.one, asOf);
  const recent = all.filter(({ requestedAt }) => search.now - requestedAt < RECENT_WITHDRAWAL_MS);
  const [newest] = narrow(recent, search.words);
  return newest === undefined
    ? { kind: 'none', code: 'none_found' }
    : tellWithdrawal(deps, search, newest, asOf);
};

/** What became of this transaction? Among the customer's own first; then on the chain. */
export const lookForTransaction = async (
  deps: SelfServiceDeps,
  search: Search,
): Promise<Looked> => {
  const named = findTransactionIds(search.words);
  if (named.txids.length === 0 && named.mistyped === null) return { kind: 'ask', of: 'txid' };
  const { reads } = deps.exchange;
  const [deposits, withdrawals] = await Promise.all([
    reads.deposits(search.userId),
    reads.withdrawals(search.userId),
  ]);
  if (!deposits.ok) return failed(deposits);
  if (!withdrawals.ok) return failed(withdrawals);
  const isNamed = (txid: string | null): boolean =>
    txid !== null && named.txids.some((id) => isSameId(id, txid));
  const deposit = deposits.value.find(({ txid }) => isNamed(txid));
  if (deposit !== undefined) return tellDeposit(deps, search, deposit, deposits.asOf);
  const withdrawal = withdrawals.value.find(({ txids }) => txids.some(isNamed));
  if (withdrawal !== undefined) return tellWithdrawal(deps, search, withdrawal, withdrawals.asOf);
  return lookAtTransaction(deps, { ...search, tool: 'past_transaction' }, named);
};
