import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from '../exchange.ts';
import { depositIdOf } from '../transfers/deposits.ts';
import type { Played, Scene, SceneCall } from './scene.ts';
import { stageOf } from './stage-of.ts';

const CLOSED = 'network_closed';
const SIGHT_POLL_MS = 60;
const SIGHT_LIMIT_MS = 15_000;

const networkOf = ({ asked }: SceneCall): 'Ethereum' | 'Bitcoin' =>
  asked.asset === 'BTC'
    ? 'Bitcoin'
    : asked.asset === undefined
      ? (asked.network ?? 'Ethereum')
      : 'Ethereum';

const usualAmount: Readonly<Record<string, string>> = {
  BTC: '0.0125',
  ETH: '0.75',
  USDC: '420',
  NVK: '350',
  SOL: '12.5',
  ZORB: '1000',
};

const payment = ({ user, asked }: SceneCall, asset: string) => ({
  userId: user.id,
  asset,
  amount: asked.amount ?? usualAmount[asset] ?? '1',
});

/** Waits until the exchange itself has seen the transaction. */
const untilSeen = async (
  { world, chains }: Exchange,
  userId: string,
  txid: string,
): Promise<string> => {
  const network = txid.startsWith('0x') ? 'Ethereum' : 'Bitcoin';
  const deadline = Date.now() + SIGHT_LIMIT_MS;
  for (;;) {
    await chains.look(network);
    const row = world.deposits.ofUser(userId).find((one) => one.txid === txid);
    if (row !== undefined) return row.depositId;
    if (Date.now() > deadline) return depositIdOf(txid, 0);
    await sleep(SIGHT_POLL_MS);
  }
};

const played = async (call: SceneCall, txid: string): Promise<Played> => ({
  txid,
  depositId: await untilSeen(call.exchange, call.user.id, txid),
});

/** Coins that are on their way, and have a good many confirmations still to come. */
export const lateDeposit: Scene = async (call) => {
  const network = networkOf(call);
  const asset = call.asked.asset ?? (network === 'Bitcoin' ? 'BTC' : 'ETH');
  const stage = stageOf(call.exchange, network);
  if (stage === undefined || call.exchange.chains.contractOf(asset, network) === undefined)
    return CLOSED;
  return played(call, await stage.deposit(payment(call, asset)));
};

/** The coin with a memo, sent without one. */
export const missingMemo: Scene = async (call) => {
  const { chains } = call.exchange;
  if (stageOf(call.exchange, 'Ethereum') === undefined || chains.evmStage === undefined)
    return CLOSED;
  return played(call, await chains.evmStage.depositWithoutMemo(payment(call, 'NVK')));
};

/** A coin over a network on which the exchange does not take it. */
export const wrongNetwork: Scene = async (call) => {
  const stage = stageOf(call.exchange, 'Ethereum');
  if (stage === undefined) return CLOSED;
  return played(call, await stage.deposit(payment(call, 'SOL')));
};

/** A token that the exchange does not know. */
export const unsupportedToken: Scene = async (call) => {
  const stage = stageOf(call.exchange, 'Ethereum');
  if (stage === undefined) return CLOSED;
  return played(call, await stage.deposit(payment(call, 'ZORB')));
};

const FIRST_BLOCK_LIMIT_MS = 90_000;
const BACK_AFTER_MS = 25_000;

const untilInBlock = async ({ world }: Exchange, depositId: string): Promise<boolean> => {
  const deadline = Date.now() + FIRST_BLOCK_LIMIT_MS;
  while (Date.now() < deadline) {
    if ((world.deposits.find(depositId)?.confirmations ?? 0) > 0) return true;
    await sleep(SIGHT_POLL_MS);
  }
  return false;
};

/**
 * A deposit that is in a block, and whose block the chain then takes back. It waits again, or (`kind` `lost`) is gone
 * until the sender sends it again.
 */
export const reorganisation: Scene = async (call) => {
  const { exchange, asked } = call;
  const network = networkOf(call);
  const stage = stageOf(exchange, network);
  if (stage === undefined) return CLOSED;
  const asset = asked.asset ?? (network === 'Bitcoin' ? 'BTC' : 'ETH');
  const txid = await stage.deposit(payment(call, asset));
  const depositId = await untilSeen(exchange, call.user.id, txid);
  await stage.mine(1);
  if (!(await untilInBlock(exchange, depositId))) return CLOSED;
  const confirmations = exchange.world.deposits.find(depositId)?.confirmations ?? 1;
  const isLost = asked.kind === 'lost';
  await stage.reorganise(confirmations + (network === 'Bitcoin' ? 0 : 1), !isLost);
  if (isLost)
    setTimeout(() => void stage.sendAgain(txid).catch(() => undefined), BACK_AFTER_MS).unref();
  return { txid, depositId };
};
