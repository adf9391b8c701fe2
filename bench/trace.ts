/**
 * `npm run bench -- trace [--transfers N] [--json]`: how long it takes to follow stolen funds over six hops through a
 * local EVM chain (a real node, fetched once) with ten thousand transfers and as many bystanders' transactions as come
 * with them, half of the funds in coins, half in a token.
 */
import { createEvmChain } from '../src/adapters/chain-evm/evm-chain.ts';
import { systemClock } from '../src/adapters/system/clock.ts';
import { seededRandom } from '../src/core/routing/random.ts';
import { DEFAULT_LIMITS, type TraceState } from '../src/core/tracing/state.ts';
import { beginTrace } from '../src/features/tracing/begin-trace.ts';
import { followChain } from '../src/features/tracing/follow-chain.ts';
import {
  type EvmNode,
  ensureChainTools,
  findFreePort,
  startEvmNode,
  tokenCreation,
  tokenTransfer,
} from '../tools/chains/index.ts';
import { quantile, report } from './report.ts';

const FIRST_PORT = 7_421;
const HOPS = 6;
const REPEATS = 5;
const SENDS_AT_ONCE = 500;
/** About as many as a block of the main network has. */
const PER_BLOCK = 150;
const ETHER = 10n ** 18n;

const argumentOf = (name: string, standard: number): number => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? standard : Number(process.argv[index + 1]);
};
const TRANSFERS = argumentOf('transfers', 10_000);

const random = seededRandom(7);
const newAddress = (): string =>
  `0x${Array.from({ length: 40 }, () => Math.floor(random() * 16).toString(16)).join('')}`;
const hex = (value: bigint | number): string => `0x${value.toString(16)}`;

interface Payment {
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
  readonly token: boolean;
}

/** Many calls in one request: the node is asked to make a world, not measured. */
const batch = async (node: EvmNode, calls: readonly (readonly [string, readonly unknown[]])[]) => {
  for (let start = 0; start < calls.length; start += SENDS_AT_ONCE) {
    const part = calls
      .slice(start, start + SENDS_AT_ONCE)
      .map(([method, params], id) => ({ jsonrpc: '2.0', id, method, params }));
    const response = await fetch(node.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(part),
    });
    const failed = ((await response.json()) as readonly { error?: { message: string } }[]).find(
      ({ error }) => error !== undefined,
    );
    if (failed?.error) throw new Error(failed.error.message);
  }
};

const nonces = new Map<string, number>();
/** Calls of one request are taken in any order, so each says its own place. */
const takeNonce = (from: string): string => {
  const nonce = nonces.get(from) ?? 0;
  nonces.set(from, nonce + 1);
  return hex(nonce);
};

const send = async (node: EvmNode, token: string, payments: readonly Payment[]): Promise<void> => {
  for (let start = 0; start < payments.length; start += PER_BLOCK) {
    const part = payments.slice(start, start + PER_BLOCK);
    await batch(
      node,
      part.map(({ from, to, amount, token: inToken }) => [
        'eth_sendTransaction',
        [
          inToken
            ? {
                from,
                to: token,
                data: tokenTransfer(to, amount),
                gas: hex(80_000),
                nonce: takeNonce(from),
              }
            : { from, to, value: hex(amount), gas: hex(21_000), nonce: takeNonce(from) },
        ],
      ]),
    );
    await node.mine(1, 12);
  }
};

/** Each address of a level passes most of what it has to addresses of the next; some are met twice. */
const nextLevel = (
  level: ReadonlyMap<string, bigint>,
  width: number,
  fanOut: number,
  token: boolean,
): { readonly payments: readonly Payment[]; readonly next: ReadonlyMap<string, bigint> } => {
  const receivers = Array.from({ length: width }, newAddress);
  const next = new Map<string, bigint>();
  const payments: Payment[] = [];
  for (const [from, held] of level) {
    for (let i = 0; i < fanOut; i += 1) {
      const to = receivers[Math.floor(random() * width)] ?? newAddress();
      const amount = (held * 95n) / 100n / BigInt(fanOut);
      payments.push({ from, to, amount, token });
      next.set(to, (next.get(to) ?? 0n) + amount);
    }
  }
  return { payments, next };
};

/** Levels whose transfers add up to the number asked for, with as many transactions of bystanders between them. */
const makeWorld = async (node: EvmNode): Promise<readonly string[]> => {
  const [victim = '0x', bystander = '0x'] = node.accounts;
  await node.rpc('anvil_autoImpersonateAccount', [true]);
  const data = tokenCreation({ symbol: 'USDX', decimals: 18, supply: 10n ** 30n });
  const created = await node.rpc<string>('eth_sendTransaction', [
    { from: victim, data, gas: hex(1_000_000) },
  ]);
  await node.mine();
  const { contractAddress: token } = await node.rpc<{ contractAddress: string }>(
    'eth_getTransactionReceipt',
    [created],
  );
  const thefts: string[] = [];
  // Of the levels 2 to 6, three carry a full share and two what leads there: width × fan-out = transfers.
  const share = Math.ceil((TRANSFERS * 1.03) / 2 / 4);
  for (const inToken of [false, true]) {
    const thief = newAddress();
    const stolen = 5_000n * ETHER;
    const theft = await node.rpc<string>('eth_sendTransaction', [
      inToken
        ? { from: victim, to: token, data: tokenTransfer(thief, stolen), gas: hex(80_000) }
        : { from: victim, to: thief, value: hex(stolen), gas: hex(21_000) },
    ]);
    thefts.push(theft);
    await node.mine(1, 12);
    let level: ReadonlyMap<string, bigint> = new Map([[thief, stolen]]);
    for (let hop = 2; hop <= HOPS; hop += 1) {
      const width = hop === 2 ? 50 : 150;
      const fanOut = Math.max(1, Math.round((hop === 2 ? 50 : share) / level.size));
      const { payments, next } = nextLevel(level, width, fanOut, inToken);
      await batch(
        node,
        [...level.keys()].map((address) => [
          'anvil_setBalance',
          [address, hex(inToken ? ETHER : (level.get(address) ?? 0n) + ETHER)],
        ]),
      );
      const others = payments.map(() => ({
        from: bystander,
        to: newAddress(),
        amount: 1n,
        token: false,
      }));
      await send(
        node,
        token,
        payments.flatMap((payment, index) => [payment, others[index] ?? payment]),
      );
      level = next;
    }
  }
  return thefts;
};

const passagesOf = (state: TraceState): number =>
  Object.values(state.edges).reduce((sum, { passages }) => sum + passages.length, 0);

/** A trace that lost or made funds is not worth a figure. */
const assertWhole = ({ stolen, holdings, dust, fees }: TraceState): void => {
  for (const [asset, amount] of Object.entries(stolen)) {
    const held = Object.values(holdings)
      .filter((holding) => holding.asset === asset)
      .reduce((sum, { tainted }) => sum + BigInt(tainted), 0n);
    const found = held + BigInt(dust[asset] ?? '0') + BigInt(fees[asset] ?? '0');
    if (found !== BigInt(amount)) throw new Error(`${asset}: ${found} of ${amount} found again`);
  }
};

await ensureChainTools(console.log);
const node = await startEvmNode({ port: await findFreePort(FIRST_PORT) });
try {
  const thefts = await makeWorld(node);
  const { size, transactions } = {
    size: Number(await node.rpc<string>('eth_blockNumber')),
    transactions: TRANSFERS * 2,
  };
  const limits = { ...DEFAULT_LIMITS, maxHops: HOPS, dustBasisPoints: 0, maxNodes: 20_000 };
  const totals: number[] = [];
  let passages = 0;
  let addresses = 0;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    // A new adapter each time: nothing is remembered from the run before.
    const chain = createEvmChain({
      name: 'local',
      url: node.url,
      chainId: node.chainId,
      native: { symbol: 'ETH', decimals: 18 },
      clock: systemClock,
      usualIntervalMs: 12_000,
    });
    const startedAt = performance.now();
    passages = 0;
    addresses = 0;
    for (const txid of thefts) {
      const begun = await beginTrace(
        chain,
        { kind: 'transaction', txid, victim: null, receiver: null },
        limits,
      );
      if (!begun.ok) throw new Error(JSON.stringify(begun.failure));
      const followed = await followChain(
        { chain, labelOf: () => null, budgetMs: 60_000, elapsed: () => performance.now() },
        begun.value,
      );
      if (!followed.ok) throw new Error(JSON.stringify(followed.failure));
      assertWhole(followed.value.state);
      passages += passagesOf(followed.value.state);
      addresses += Object.keys(followed.value.state.nodes).length;
    }
    totals.push(performance.now() - startedAt);
  }
  report({
    suite: 'trace',
    figures: {
      chain_blocks_count: size,
      chain_transactions_count: transactions,
      followed_transfers_count: passages,
      followed_addresses_count: addresses,
      trace_6_hops_p50_ms: quantile(totals, 0.5),
      trace_6_hops_max_ms: Math.max(...totals),
    },
    goals: {
      followed_transfers_count: { op: '>=', value: TRANSFERS },
      trace_6_hops_max_ms: { op: '<=', value: 3_000 },
    },
    json: process.argv.includes('--json'),
  });
} finally {
  await node.stop();
}
