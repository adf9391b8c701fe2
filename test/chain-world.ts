import { createBitcoinChain } from '../src/adapters/chain-bitcoin/bitcoin-chain.ts';
import { createEvmChain } from '../src/adapters/chain-evm/evm-chain.ts';
import { systemClock } from '../src/adapters/system/clock.ts';
import type { Chain } from '../src/ports/chain.ts';
import {
  type BitcoinNode,
  type EvmNode,
  ensureChainTools,
  findFreePort,
  startBitcoinNode,
  startEvmNode,
  tokenCreation,
  tokenTransfer,
} from '../tools/chains/index.ts';
import { fakeChain } from './fakes/chain.ts';

/** What the contract test of the chain port needs of a chain, whichever it is. */
export interface ChainWorld {
  readonly chain: Chain;
  /** Sends this many smallest units from the world's first account to a new address. */
  pay(units: bigint): Promise<{ readonly txid: string; readonly to: string }>;
  mine(blocks?: number): Promise<void>;
  drop(txid: string): Promise<void>;
  /** Sends something else that needs what `txid` needs; answers with its id. */
  replace(txid: string): Promise<string>;
  reorganise(depth: number, keep: boolean): Promise<void>;
  /** The same network behind an address where nobody answers, and with the settings of another network. */
  readonly unreachable: Chain | null;
  readonly wrong: Chain | null;
  close(): Promise<void>;
}

const FIRST_PORT = 7_411;
const NOBODY = 'http://127.0.0.1:7410';
const impatient = { timeoutMs: 500, retries: 0, clock: systemClock };

const randomAddress = (): `0x${string}` =>
  `0x${Buffer.from(crypto.getRandomValues(new Uint8Array(20))).toString('hex')}`;

export const fakeWorld = async (): Promise<ChainWorld> => {
  const fake = fakeChain();
  const nonces = new Map<string, number>();
  fake.mine(5);
  const send = (amount: string, nonce: number): { txid: string; to: string } => {
    const to = randomAddress();
    const txid = fake.pay({ from: '0x01', to, amount, nonce });
    nonces.set(txid, nonce);
    return { txid, to };
  };
  return {
    chain: fake.chain,
    pay: async (units) => send(units.toString(), nonces.size),
    mine: async (blocks) => fake.mine(blocks),
    drop: async (txid) => fake.drop(txid),
    replace: async (txid) => send('1', nonces.get(txid) ?? 0).txid,
    reorganise: async (depth, keep) => fake.reorganise(depth, keep),
    unreachable: null,
    wrong: null,
    close: async () => undefined,
  };
};

const hex = (value: bigint | number): `0x${string}` => `0x${value.toString(16)}`;
const ETHER = { symbol: 'ETH', decimals: 18 };
const INTERVAL_MS = 12_000;

export interface EvmWorld extends ChainWorld {
  readonly node: EvmNode;
  open(options: { readonly behindAfterMs: number }): Chain;
  createToken(decimals: number, supply: bigint): Promise<string>;
  payToken(contract: string, units: bigint, from?: string): Promise<{ txid: string; to: string }>;
}

const evmChainAt = (url: string, chainId: number, more: object = {}): Chain =>
  createEvmChain({
    name: 'local',
    url,
    chainId,
    native: ETHER,
    clock: systemClock,
    usualIntervalMs: INTERVAL_MS,
    ...more,
  });

export const evmWorld = async (): Promise<EvmWorld> => {
  await ensureChainTools(console.log);
  const node = await startEvmNode({ port: await findFreePort(FIRST_PORT) });
  const [payer = '0x', other = '0x'] = node.accounts;
  await node.mine(5, INTERVAL_MS / 1_000);
  const nonces = new Map<string, string>();
  const send = async (call: object): Promise<string> => {
    const txid = await node.rpc<string>('eth_sendTransaction', [{ from: payer, ...call }]);
    const { nonce } = await node.rpc<{ nonce: string }>('eth_getTransactionByHash', [txid]);
    nonces.set(txid, nonce);
    return txid;
  };
  return {
    node,
    open: (more) => evmChainAt(node.url, node.chainId, more),
    chain: evmChainAt(node.url, node.chainId),
    pay: async (units) => {
      const to = randomAddress();
      return { txid: await send({ to, value: hex(units) }), to };
    },
    mine: (blocks = 1) => node.mine(blocks, INTERVAL_MS / 1_000),
    drop: (txid) => node.drop(txid),
    replace: (txid) =>
      send({
        to: other,
        value: '0x1',
        nonce: nonces.get(txid),
        gas: hex(21_000),
        gasPrice: hex(90_000_000_000),
      }),
    reorganise: (depth, keep) => node.reorganise(depth, keep),
    createToken: async (decimals, supply) => {
      const data = tokenCreation({ symbol: 'USDX', decimals, supply });
      const txid = await send({ data, gas: hex(1_000_000) });
      await node.mine();
      const receipt = await node.rpc<{ contractAddress: string }>('eth_getTransactionReceipt', [
        txid,
      ]);
      return receipt.contractAddress.toLowerCase();
    },
    payToken: async (contract, units, from = payer) => {
      const to = randomAddress();
      const data = tokenTransfer(to, units);
      return { txid: await send({ from, to: contract, data, gas: hex(100_000) }), to };
    },
    unreachable: evmChainAt(NOBODY, node.chainId, impatient),
    wrong: evmChainAt(node.url, 1),
    close: node.stop,
  };
};

export interface BitcoinWorld extends ChainWorld {
  readonly node: BitcoinNode;
}

const SATOSHI = 100_000_000n;
const toBtc = (satoshi: bigint): string =>
  `${satoshi / SATOSHI}.${(satoshi % SATOSHI).toString().padStart(8, '0')}`;

export const bitcoinWorld = async (): Promise<BitcoinWorld> => {
  await ensureChainTools(console.log);
  const port = await findFreePort(FIRST_PORT);
  const node = await startBitcoinNode({ port, walletPort: await findFreePort(port + 1) });
  const chainAt = (url: string, network: 'main' | 'regtest', more: object = {}): Chain =>
    createBitcoinChain({ name: 'local', url, network, clock: systemClock, ...more });
  const pay = async (units: bigint): Promise<{ txid: string; to: string }> => {
    const to = await node.newAddress();
    return { txid: await node.send(to, toBtc(units)), to };
  };
  return {
    node,
    chain: chainAt(node.url, 'regtest'),
    pay,
    mine: async (blocks) => void (await node.mine(blocks)),
    drop: async (txid) => void (await node.drop(txid)),
    replace: (txid) => node.replace(txid),
    reorganise: (depth, keep) => node.reorganise(depth, keep),
    unreachable: chainAt(NOBODY, 'regtest', impatient),
    wrong: chainAt(node.url, 'main'),
    close: node.stop,
  };
};
