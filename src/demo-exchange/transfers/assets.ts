import type { AssetNetwork } from '../../contract/exchange/transfers.ts';
import { decimalsOf, decimalText } from '../ledger/money.ts';
import type { World } from '../world.ts';

/** The networks whose nodes this exchange runs; it takes deposits and pays out on no other. */
export const NETWORK_FAMILIES = {
  Ethereum: { family: 'evm', chain: 'ethereum' },
  Bitcoin: { family: 'bitcoin', chain: 'bitcoin' },
} as const;
export type ChainNetwork = keyof typeof NETWORK_FAMILIES;

export const isChainNetwork = (network: string): network is ChainNetwork =>
  Object.hasOwn(NETWORK_FAMILIES, network);

const OTHER_FAMILIES: Readonly<Record<string, string>> = {
  Arbitrum: 'evm',
  Solana: 'solana',
  Lightning: 'lightning',
};

/** What the networks' nodes say of themselves now. */
export interface NetworkState {
  isOpen(network: string): boolean;
  /** Token contract; null for the network's own coin; undefined while the network is not open. */
  contractOf(asset: string, network: string): string | null | undefined;
}

export interface Rule {
  readonly asset: string;
  readonly network: string;
  readonly depositMinimum: string;
  readonly withdrawalFee: string;
  readonly withdrawalMinimum: string;
  readonly confirmationsNeeded: number;
  readonly needsMemo: boolean;
}

/** Every coin on its networks as the exchange's rules have it. */
export const listRules = ({ facts }: World): readonly Rule[] =>
  facts.coins.flatMap(({ coin, networks }) =>
    networks.map((each) => ({
      asset: coin,
      network: each.network,
      depositMinimum: decimalText(each.depositMinimum),
      withdrawalFee: decimalText(each.withdrawalFee),
      withdrawalMinimum: decimalText(each.withdrawalMinimum),
      confirmationsNeeded: each.confirmations ?? 1,
      needsMemo: each.needsMemo,
    })),
  );

export const findRule = (world: World, asset: string, network: string): Rule | undefined =>
  listRules(world).find((rule) => rule.asset === asset && rule.network === network);

/** Recoveries cost a fixed sum in euros and are tried on the networks that the exchange can read. */
export const recoveryOf = ({ facts }: World, network: string): AssetNetwork['recovery'] =>
  isChainNetwork(network)
    ? {
        covers: network === 'Bitcoin' ? [] : ['missing_memo', 'wrong_network', 'unsupported_token'],
        fee: decimalText(facts.recovery.fee),
        feeAsset: 'EUR',
        minimum: decimalText(facts.recovery.least),
        workingDays: facts.recovery.workingDays,
      }
    : null;

/** As the contract tells it. A network without a node here is closed on both sides. */
export const listAssets = (world: World, state: NetworkState): readonly AssetNetwork[] =>
  listRules(world).map((rule) => {
    const known = isChainNetwork(rule.network) ? NETWORK_FAMILIES[rule.network] : undefined;
    const isOpen = known !== undefined && state.isOpen(rule.network);
    const recovery = recoveryOf(world, rule.network);
    return {
      asset: rule.asset,
      network: rule.network,
      family: known?.family ?? OTHER_FAMILIES[rule.network] ?? 'other',
      chain: known?.chain ?? null,
      contract: state.contractOf(rule.asset, rule.network) ?? null,
      decimals: decimalsOf(rule.asset),
      needsMemo: rule.needsMemo,
      depositMinimum: rule.depositMinimum,
      withdrawalFee: rule.withdrawalFee,
      withdrawalMinimum: rule.withdrawalMinimum,
      confirmationsNeeded: rule.confirmationsNeeded,
      depositsOpen: isOpen,
      withdrawalsOpen: isOpen,
      opensAt: null,
      recovery: recovery !== null && recovery.covers.length > 0 ? recovery : null,
    };
  });
