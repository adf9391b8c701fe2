/**
 * `node bitcoin-node.mjs '{"rpcPort":…,"walletPort":…,"apiKey":"…","prefix":null}'`: a bcoin full node on its own
 * regtest network, with the wallet beside it, for as long as its standard input is open. Says `ready` on its output
 * when it answers. Lines of JSON on its input do what no RPC can: `{"id":1,"do":"drop","txid":"…"}`,
 * `{"id":2,"do":"reorganise","depth":2,"keep":true}`,
 * `{"id":3,"do":"address"}`, `{"id":4,"do":"settle"}`,
 * `{"id":5,"do":"replace","txid":"…"}`,
 * `{"id":6,"do":"spend","outputs":["txid:0"],"payments":[{"address":"…","satoshi":1}]}`; each is answered by a line `{"id":…,"result":…}` or `{"id":…,"error":"…"}`.
 */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

// The native back ends would need a compiler.
// biome-ignore lint/style/noProcessEnv: it is how bcoin is told
process.env.NODE_BACKEND = 'js';
const require = createRequire(import.meta.url);
const FullNode = require('bcoin/lib/node/fullnode');
const LevelDown = require('leveldown');
const Address = require('bcoin/lib/primitives/address');
const MTX = require('bcoin/lib/primitives/mtx');
const wallet = require('bcoin/lib/wallet/plugin');

/** Satoshi. */
const FEE = 20_000;

// bdb says null for an end that is open; this version of leveldown would take it for a key and find nothing.
const openIterator = LevelDown.prototype.iterator;
LevelDown.prototype.iterator = function iterator(options) {
  const kept = Object.entries(options).filter(([, value]) => value !== null);
  return openIterator.call(this, Object.fromEntries(kept));
};

const { rpcPort, walletPort, apiKey, prefix } = JSON.parse(process.argv[2] ?? '{}');

const node = new FullNode({
  network: 'regtest',
  memory: prefix === null,
  // The wallet reads a folder of its own.
  ...(prefix === null ? {} : { prefix, walletPrefix: prefix }),
  config: false,
  argv: false,
  env: false,
  logConsole: false,
  logFile: false,
  logLevel: 'error',
  workers: false,
  indexTx: true,
  persistentMempool: prefix !== null,
  httpHost: '127.0.0.1',
  httpPort: rpcPort,
  apiKey,
  // The pool is never connected: this network lives on this machine only.
  listen: false,
  seeds: [],
  bip37: false,
  selfish: true,
  walletHttpHost: '127.0.0.1',
  walletHttpPort: walletPort,
  walletApiKey: apiKey,
  walletWitness: true,
});
node.use(wallet);
node.on('error', (error) => process.stderr.write(`${error.message}\n`));

const hashOf = (id) => Buffer.from(id, 'hex').reverse().toString('hex');

const walletOf = () => node.require('walletdb').wdb.primary;

const drop = async (txid) => {
  const entry = node.mempool.getEntry(hashOf(txid));
  if (!entry) return false;
  node.mempool.evictEntry(entry);
  // Else the wallet holds its coins back.
  await walletOf().abandon(hashOf(txid));
  return true;
};

const coinOf = async (hash, index) =>
  node.mempool.getCoin(hash, index) ?? (await node.chain.getCoin(hash, index));

/** Spends just these outputs of the wallet (`txid:number`) on just these payments; the rest is the fee. */
const spend = async (outputs, payments) => {
  const mtx = new MTX();
  for (const output of outputs) {
    const [txid, index] = output.split(':');
    mtx.addCoin(await coinOf(hashOf(txid), Number(index)));
  }
  for (const { address, satoshi } of payments) {
    mtx.addOutput(Address.fromString(address, node.network), satoshi);
  }
  await walletOf().sign(mtx);
  const tx = mtx.toTX();
  await node.sendTX(tx);
  return tx.txid();
};

/** Takes a waiting transaction out and sends another that spends its first coin to a new address of the wallet. */
const replace = async (txid) => {
  const { prevout } = node.mempool.getEntry(hashOf(txid)).tx.inputs[0];
  const coin = await coinOf(prevout.hash, prevout.index);
  await drop(txid);
  const mtx = new MTX();
  mtx.addCoin(coin);
  mtx.addOutput(
    await walletOf()
      .createReceive()
      .then((key) => key.getAddress()),
    coin.value - FEE,
  );
  await walletOf().sign(mtx);
  const tx = mtx.toTX();
  await node.sendTX(tx);
  return tx.txid();
};

const transactionsOfLast = async (depth) => {
  const { chain } = node;
  const found = [];
  for (let height = chain.height - depth + 1; height <= chain.height; height += 1) {
    const block = await chain.getBlock(await chain.getHash(height));
    found.push(...block.txs.slice(1));
  }
  return found;
};

/** Builds a longer branch of empty blocks beside the last `depth`; with `keep`, what stood in them waits again. */
const reorganise = async (depth, keep) => {
  const { chain, miner } = node;
  const taken = await transactionsOfLast(depth);
  let tip = await chain.getEntryByHeight(chain.height - depth);
  const { mempool } = miner;
  for (let i = 0; i <= depth; i += 1) {
    miner.mempool = null;
    let block;
    try {
      block = await miner.mineBlock(tip);
    } finally {
      miner.mempool = mempool;
    }
    tip = await chain.add(block);
    if (!tip) throw new Error('the branch was not taken');
  }
  // The pool itself forgets some of them, for example those that spend newly mined coins.
  for (const tx of taken) {
    if (!keep) await drop(tx.txid());
    else if (!node.mempool.hasEntry(tx.hash('hex'))) await node.sendTX(tx);
  }
  await settle();
};

/** The wallet follows the chain a little later. */
const settle = async () => {
  const { wdb } = node.require('walletdb');
  const deadline = Date.now() + 20_000;
  while (wdb.state.height !== node.chain.height) {
    if (Date.now() > deadline) throw new Error('the wallet does not follow the chain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/** The wallet's own RPC writes addresses of the main network. */
const newAddress = async () => {
  const key = await walletOf().createReceive();
  return key.getAddress('string', node.network);
};

const perform = async (order) => {
  switch (order.do) {
    case 'address':
      return newAddress();
    case 'settle':
      return settle();
    case 'drop':
      return drop(order.txid);
    case 'spend':
      return spend(order.outputs, order.payments);
    case 'replace':
      return replace(order.txid);
    case 'reorganise':
      return reorganise(order.depth, order.keep);
    default:
      throw new Error(`no such order: ${order.do}`);
  }
};

let closing = false;
const close = async () => {
  if (closing) return;
  closing = true;
  setTimeout(() => process.exit(1), 3_000).unref();
  await node.close().catch(() => undefined);
  process.exit(0);
};

await node.ensure();
await node.open();
const answer = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const orders = createInterface({ input: process.stdin });
orders.on('line', async (line) => {
  const order = JSON.parse(line);
  try {
    answer({ id: order.id, result: (await perform(order)) ?? null });
  } catch (error) {
    answer({ id: order.id, error: error.message });
  }
});
orders.once('close', close);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, close);
process.stdout.write('ready\n');
