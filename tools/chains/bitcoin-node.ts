import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { callRpc } from './json-rpc.ts';
import { assertPortFree, type NodeProcess, startProcess, waitUntilReady } from './node-process.ts';

const READY_MS = 30_000;
/** Segregated witness is in force on regtest from block 432 on; and coins are spendable after 100 blocks. */
const FIRST_BLOCKS = 540;
/** The last of them come at a pace that can be measured. */
const PACED_BLOCKS = 45;
const PACE_SECONDS = 20;
const DEFAULT_KEY = 'regtest-of-this-machine';

export interface BitcoinNodeOptions {
  /** RPC as Bitcoin Core speaks it. */
  readonly port: number;
  /** RPC of the wallet. */
  readonly walletPort: number;
  /** Password of both; the user name is `x`. This network's coins are worth nothing. */
  readonly apiKey?: string;
  /** How far apart the newest of the blocks that a new chain begins with were made; 20 when absent. */
  readonly firstBlocksSecondsApart?: number;
  /** Folder that keeps chain and wallet between starts; in memory when absent. */
  readonly dataDir?: string;
}

export interface BitcoinNode {
  /** With user and password, as a setting takes it. */
  readonly url: string;
  readonly pid: number | undefined;
  rpc<T>(method: string, params?: readonly unknown[]): Promise<T>;
  /** The wallet's RPC: `sendtoaddress`, `listunspent`, `gettransaction` … Addresses: `newAddress`. */
  wallet<T>(method: string, params?: readonly unknown[]): Promise<T>;
  newAddress(): Promise<string>;
  /** Mines blocks to the address, or to the wallet; answers with their hashes. */
  mine(blocks?: number, address?: string): Promise<readonly string[]>;
  /** Pays from the wallet; `amount` in BTC, for example `0.015`. Answers with the transaction's id. */
  send(address: string, amount: string): Promise<string>;
  /** Spends just these outputs of the wallet (`txid:number`) on just these payments; the rest is the fee. */
  spend(
    outputs: readonly string[],
    payments: readonly { readonly address: string; readonly satoshi: number }[],
  ): Promise<string>;
  /** Takes a waiting transaction out of the pool; false when it was not there. */
  drop(txid: string): Promise<boolean>;
  /** Sends another transaction with a coin of a waiting one in its place; answers with the new one's id. */
  replace(txid: string): Promise<string>;
  /** Builds a longer branch of empty blocks beside the last `depth`. What stood in them waits again, unless `keep` is false. */
  reorganise(depth: number, keep?: boolean): Promise<void>;
  stop(): Promise<void>;
}

type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

/** Orders by line over the node's input, answered by line on its output. */
const orders = (node: NodeProcess) => {
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  const { stdin, stdout } = node.child;
  if (stdin === null || stdout === null) throw new Error('the node has no input or output');
  createInterface({ input: stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const answer = JSON.parse(line) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  return (order: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      const timer = setTimeout(
        () => reject(new Error('the Bitcoin node did not answer')),
        READY_MS,
      );
      waiting.set(last, (answer) => {
        clearTimeout(timer);
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer.result);
      });
      stdin.write(`${JSON.stringify({ id: last, ...order })}\n`);
    });
};

const POLL_MS = 10;
const POOL_MS = 5_000;

/** The wallet hands its transaction to the node a little later. */
const untilWaiting = async (
  rpc: BitcoinNode['rpc'],
  node: NodeProcess,
  txid: string,
): Promise<void> => {
  const deadline = Date.now() + POOL_MS;
  for (;;) {
    const pool = await rpc<readonly string[]>('getrawmempool');
    if (pool.includes(txid)) return;
    if (Date.now() > deadline) throw new Error(`the node did not take ${txid}: ${node.said()}`);
    await sleep(POLL_MS);
  }
};

const start = async (options: BitcoinNodeOptions, apiKey: string): Promise<NodeProcess> => {
  await assertPortFree('Bitcoin', options.port);
  await assertPortFree('Bitcoin wallet', options.walletPort);
  if (options.dataDir !== undefined) await mkdir(options.dataDir, { recursive: true });
  return startProcess(join(import.meta.dirname, 'bitcoin-node.mjs'), [
    JSON.stringify({
      rpcPort: options.port,
      walletPort: options.walletPort,
      apiKey,
      prefix: options.dataDir ?? null,
    }),
  ]);
};

const SECOND_MS = 1_000;

/** A chain that is new gets blocks, the newest of them spread over the time before now. */
const beginChain = async (
  rpc: BitcoinNode['rpc'],
  mine: (blocks: number) => Promise<unknown>,
  secondsApart: number,
): Promise<void> => {
  const height = await rpc<number>('getblockcount');
  if (height >= FIRST_BLOCKS) return;
  const now = Math.floor(Date.now() / SECOND_MS);
  const paced = Math.min(PACED_BLOCKS, FIRST_BLOCKS - height);
  await rpc('setmocktime', [now - (paced + 1) * secondsApart]);
  await mine(FIRST_BLOCKS - height - paced);
  for (let left = paced; left > 0; left -= 1) {
    await rpc('setmocktime', [now - left * secondsApart]);
    await mine(1);
  }
  await rpc('setmocktime', [Math.floor(Date.now() / SECOND_MS)]);
};

/**
 * Starts a Bitcoin node (bcoin) on a regtest network of its own, with a wallet that holds coins. It ends with this process, also when
 * that is killed. Throws `NodeNotStarted`; call `ensureChainTools` first.
 */
export const startBitcoinNode = async (options: BitcoinNodeOptions): Promise<BitcoinNode> => {
  const apiKey = options.apiKey ?? DEFAULT_KEY;
  const node = await start(options, apiKey);
  const order = orders(node);
  const headers = { authorization: `Basic ${Buffer.from(`x:${apiKey}`).toString('base64')}` };
  const caller =
    (port: number) =>
    <T>(method: string, params: readonly unknown[] = []): Promise<T> =>
      callRpc<T>(`http://127.0.0.1:${port}`, headers, method, params);
  const rpc = caller(options.port);
  const wallet = caller(options.walletPort);
  const answers = () =>
    Promise.all([rpc('getblockcount'), wallet('getwalletinfo')]).then(
      () => true,
      () => false,
    );
  await waitUntilReady('Bitcoin', node, answers, READY_MS);
  const newAddress = async (): Promise<string> => String(await order({ do: 'address' }));
  const mine = async (blocks = 1, address?: string): Promise<readonly string[]> => {
    const to = address ?? (await newAddress());
    const hashes = await rpc<string[]>('generatetoaddress', [blocks, to]);
    await order({ do: 'settle' });
    return hashes;
  };
  await beginChain(rpc, mine, options.firstBlocksSecondsApart ?? PACE_SECONDS);
  return {
    url: `http://x:${apiKey}@127.0.0.1:${options.port}`,
    pid: node.child.pid,
    rpc,
    wallet,
    newAddress,
    mine,
    send: async (address, amount) => {
      const txid = await wallet<string>('sendtoaddress', [address, Number(amount)]);
      await untilWaiting(rpc, node, txid);
      return txid;
    },
    drop: async (txid) => (await order({ do: 'drop', txid })) === true,
    spend: async (outputs, payments) => {
      const txid = String(await order({ do: 'spend', outputs, payments }));
      await untilWaiting(rpc, node, txid);
      return txid;
    },
    replace: async (txid) => String(await order({ do: 'replace', txid })),
    reorganise: async (depth, keep = true) => {
      await order({ do: 'reorganise', depth, keep });
    },
    stop: node.stop,
  };
};
