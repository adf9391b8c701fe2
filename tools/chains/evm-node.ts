import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { callRpc } from './json-rpc.ts';
import { assertPortFree, NodeNotStarted, startProcess, waitUntilReady } from './node-process.ts';

const READY_MS = 20_000;
/** The whole chain is written each time, also when the node is told to end. */
const STATE_EVERY_SECONDS = 20;

export interface EvmNodeOptions {
  readonly port: number;
  /** 31337 when absent. */
  readonly chainId?: number;
  /** Null: a block only when `mine` is called. */
  readonly blockTimeSeconds?: number | null;
  /** Folder that keeps the chain between starts; in memory when absent. */
  readonly dataDir?: string;
}

export interface EvmNode {
  readonly url: string;
  readonly chainId: number;
  readonly pid: number | undefined;
  /** Accounts with 10,000 coins each, whose transactions the node signs itself (`eth_sendTransaction`). */
  readonly accounts: readonly `0x${string}`[];
  rpc<T>(method: string, params?: readonly unknown[]): Promise<T>;
  /** Mines blocks; `secondsApart` is the distance of their times. */
  mine(blocks?: number, secondsApart?: number): Promise<void>;
  /** Takes a waiting transaction out of the pool. */
  drop(txid: string): Promise<void>;
  /** Replaces the last `depth` blocks by as many empty ones. What stood in them waits again, unless `keep` is false. */
  reorganise(depth: number, keep?: boolean): Promise<void>;
  stop(): Promise<void>;
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The program in the package for this machine: the install script that links it is not run. */
const findProgram = (): string => {
  const name = `@foundry-rs/anvil-${process.platform}-${ARCHITECTURES[process.arch] ?? process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const program = process.platform === 'win32' ? 'anvil.exe' : 'anvil';
    return join(dirname(manifest), 'bin', program);
  } catch {
    throw new NodeNotStarted(
      'EVM',
      `there is no ${name} here; it exists for Linux, macOS and Windows`,
    );
  }
};

const argumentsOf = (options: EvmNodeOptions, chainId: number): string[] => [
  ...['--host', '127.0.0.1', '--port', String(options.port), '--chain-id', String(chainId)],
  ...['--quiet', '--no-cors', '--accounts', '10'],
  ...(options.blockTimeSeconds === undefined || options.blockTimeSeconds === null
    ? ['--no-mining']
    : ['--block-time', String(options.blockTimeSeconds)]),
  ...(options.dataDir === undefined
    ? []
    : [
        ...['--state', join(options.dataDir, 'state.json')],
        // Without the states of old blocks, nine tenths of it: a restart forgets balances of long ago.
        ...['--state-interval', String(STATE_EVERY_SECONDS)],
      ]),
];

type Rpc = EvmNode['rpc'];

interface WireTransaction {
  readonly hash: string;
  readonly from: string;
  readonly value: string;
  readonly gas: string;
  readonly gasPrice?: string;
  readonly maxFeePerGas?: string;
}

const transactionsOfLast = async (
  rpc: Rpc,
  depth: number,
): Promise<readonly (WireTransaction & { readonly raw: string })[]> => {
  const head = Number(await rpc<string>('eth_blockNumber'));
  const found: (WireTransaction & { readonly raw: string })[] = [];
  for (let height = head - depth + 1; height <= head; height += 1) {
    const { transactions } = await rpc<{ transactions: readonly WireTransaction[] }>(
      'eth_getBlockByNumber',
      [`0x${height.toString(16)}`, true],
    );
    for (const tx of transactions)
      found.push({ ...tx, raw: await rpc('eth_getRawTransactionByHash', [tx.hash]) });
  }
  return found;
};

/** Coins that the node gave by decree (`anvil_setBalance`) go with the blocks that are taken back: senders keep theirs. */
const keepFunds = async (rpc: Rpc, taken: readonly WireTransaction[]): Promise<void> => {
  const needed = new Map<string, bigint>();
  for (const { from, value, gas, gasPrice, maxFeePerGas } of taken) {
    const cost = BigInt(value) + BigInt(gas) * BigInt(maxFeePerGas ?? gasPrice ?? '0x0');
    needed.set(from, (needed.get(from) ?? 0n) + cost);
  }
  for (const [from, wei] of needed) {
    const balance = BigInt(await rpc<string>('eth_getBalance', [from, 'latest']));
    if (balance < wei) await rpc('anvil_setBalance', [from, `0x${wei.toString(16)}`]);
  }
};

/** One that waits for an earlier transaction of its sender is only taken out with all that this sender has waiting. */
const dropTransaction = async (rpc: Rpc, txid: string): Promise<void> => {
  await rpc('anvil_dropTransaction', [txid]);
  const left = await rpc<(WireTransaction & { blockNumber: string | null }) | null>(
    'eth_getTransactionByHash',
    [txid],
  );
  if (left?.blockNumber === null) await rpc('anvil_removePoolTransactions', [left.from]);
};

/**
 * Starts an EVM node (anvil) on this machine. It ends with this process, also when that is killed. Throws
 * `NodeNotStarted`; call `ensureChainTools` first.
 */
export const startEvmNode = async (options: EvmNodeOptions): Promise<EvmNode> => {
  const chainId = options.chainId ?? 31_337;
  const url = `http://127.0.0.1:${options.port}`;
  const program = findProgram();
  await assertPortFree('EVM', options.port);
  if (options.dataDir !== undefined) await mkdir(options.dataDir, { recursive: true });
  const node = startProcess(join(import.meta.dirname, 'keep-node.mjs'), [
    program,
    ...argumentsOf(options, chainId),
  ]);
  const rpc = <T>(method: string, params: readonly unknown[] = []): Promise<T> =>
    callRpc<T>(url, {}, method, params);
  const answers = () =>
    rpc('eth_chainId').then(
      () => true,
      () => false,
    );
  await waitUntilReady('EVM', node, answers, READY_MS);
  return {
    url,
    chainId,
    pid: node.child.pid,
    accounts: await rpc<`0x${string}`[]>('eth_accounts'),
    rpc,
    mine: async (blocks = 1, secondsApart = 1) => {
      await rpc('anvil_mine', [blocks, secondsApart]);
    },
    drop: (txid) => dropTransaction(rpc, txid),
    reorganise: async (depth, keep = true) => {
      const taken = await transactionsOfLast(rpc, depth);
      await rpc('anvil_reorg', [depth, []]);
      await keepFunds(rpc, taken);
      if (keep) for (const { raw } of taken) await rpc('eth_sendRawTransaction', [raw]);
    },
    stop: node.stop,
  };
};
