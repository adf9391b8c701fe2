import type { AssetNetwork } from '../../contract/exchange/transfers.ts';
import { toDecimal } from '../../core/chain/amount.ts';
import { recogniseTransactionId } from '../../core/chain/recognise.ts';
import {
  diagnoseTransaction,
  type OwnPayment,
  type TransactionCase,
} from '../../core/selfservice/diagnose-transaction.ts';
import type { FoundIds } from '../../core/selfservice/find-details.ts';
import type { Chain, Transfer } from '../../ports/chain.ts';
import { askChain, type ChainAnswer } from './ask-chain.ts';
import type { SelfServiceDeps } from './deps.ts';
import { failed, found, type Looked, type Search } from './looked.ts';

/** Receivers of one transaction that are asked about. */
const MOST_RECEIVERS = 20;

/** The chains on which an id of this form may stand. */
const chainsFor = (deps: SelfServiceDeps, txid: string): readonly Chain[] => {
  const { networks } = recogniseTransactionId(txid);
  return [...deps.chains.values()].filter(({ family }) =>
    family === 'evm'
      ? networks.includes('evm')
      : networks.includes('bitcoin') || networks.includes('bitcoin_test'),
  );
};

const idOn = (chain: Chain, txid: string): string =>
  chain.family === 'evm' && !txid.startsWith('0x') ? `0x${txid}` : txid;

interface Seen {
  readonly chain: Chain;
  readonly answer: ChainAnswer | null;
}

/** Asks every chain that may have it; the one that knows it, else one that answered, else any. */
const seek = async (deps: SelfServiceDeps, txid: string): Promise<Seen | undefined> => {
  const seen = await Promise.all(
    chainsFor(deps, txid).map(async (chain) => ({
      chain,
      answer: await askChain(chain, idOn(chain, txid), null),
    })),
  );
  return (
    seen.find(({ answer }) => answer !== null && answer.facts.status.kind !== 'unknown') ??
    seen.find(({ answer }) => answer !== null) ??
    seen[0]
  );
};

const ruleFor = (
  assets: readonly AssetNetwork[],
  chain: Chain,
  { asset }: Transfer,
): AssetNetwork | null =>
  assets.find(
    (each) =>
      each.chain === chain.name &&
      (asset.kind === 'native'
        ? each.contract === null
        : each.contract?.toLowerCase() === asset.contract.toLowerCase()),
  ) ?? null;

const amountOf = ({ amount, asset }: Transfer, rule: AssetNetwork | null): string | null => {
  const decimals = asset.kind === 'native' ? asset.decimals : (rule?.decimals ?? null);
  return decimals === null ? null : toDecimal(amount, decimals);
};

/**
 * A transaction that stands in none of the customer's own records. Whose the receiving addresses are the exchange is
 * asked for this customer alone; those of others and of nobody are told in the same words.
 */
export const lookAtTransaction = async (
  deps: SelfServiceDeps,
  search: Search & Pick<TransactionCase, 'tool'>,
  named: FoundIds,
): Promise<Looked> => {
  const { tool } = search;
  const [txid] = named.txids;
  const base = { tool, network: null, chain: null, own: [], mistyped: false } as const;
  if (txid === undefined)
    return found(diagnoseTransaction({ ...base, txid: named.mistyped ?? '', mistyped: true }));
  const assets = await deps.exchange.reads.assets();
  if (!assets.ok) return failed(assets);
  const seen = await seek(deps, txid);
  if (seen === undefined) return found(diagnoseTransaction({ ...base, txid }));
  const { chain, answer } = seen;
  const network = assets.value.find((each) => each.chain === chain.name)?.network ?? chain.name;
  const transfers = answer?.found.transfers ?? [];
  const receivers = [...new Set(transfers.flatMap(({ to }) => to ?? []))].slice(0, MOST_RECEIVERS);
  const owners = await Promise.all(
    receivers.map((address) => deps.exchange.reads.addressOwner(search.userId, address)),
  );
  // An address that the exchange does not know is no failure.
  const lost = owners.find((owner) => !owner.ok && owner.failure.kind !== 'not_found');
  if (lost !== undefined && !lost.ok) return failed(lost);
  const isOwn = (to: string | null): boolean => {
    const owner = to === null ? undefined : owners[receivers.indexOf(to)];
    return owner?.ok === true && owner.value.owner === 'user';
  };
  const own = transfers
    .filter(({ to }) => isOwn(to))
    .map((transfer): OwnPayment => {
      const rule = ruleFor(assets.value, chain, transfer);
      return { rule, amount: amountOf(transfer, rule) };
    });
  const facts = answer?.facts ?? null;
  return found(diagnoseTransaction({ ...base, txid, network, chain: facts, own }));
};
