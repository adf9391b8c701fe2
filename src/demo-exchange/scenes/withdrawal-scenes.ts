import { type Exchange, withdrawalRules } from '../exchange.ts';
import { units } from '../ledger/money.ts';
import type { WithdrawalRow } from '../rows.ts';
import { enterStage, requestWithdrawal } from '../transfers/withdraw.ts';
import type { Scene, SceneCall } from './scene.ts';
import { stageOf } from './stage-of.ts';

const usualAmount: Readonly<Record<string, string>> = { BTC: '0.02', ETH: '0.25', USDC: '150' };

/** What the user needs for the scene and has not got comes from the house. */
const provide = ({ exchange: { world }, user }: SceneCall, asset: string, amount: string): void => {
  const wanted = units(amount, asset);
  if (world.ledger.balance(user.id, asset, 'available') >= wanted) return;
  world.ledger.post('scene', user.id, [
    { account: 'house', asset, bucket: 'available', delta: -wanted },
    { account: user.id, asset, bucket: 'available', delta: wanted },
  ]);
};

/** A withdrawal to an address outside, past the checks of the form; a code where the network is closed. */
export const beginWithdrawal = async (
  call: SceneCall,
  asset: string,
): Promise<WithdrawalRow | string> => {
  const { exchange, user, asked } = call;
  const network = asset === 'BTC' ? 'Bitcoin' : 'Ethereum';
  const stage = stageOf(exchange, network);
  if (stage === undefined) return 'network_closed';
  const amount = asked.amount ?? usualAmount[asset] ?? '1';
  provide(call, asset, amount);
  const address = await stage.newAddress();
  const request = { asset, network, address, memo: null, amount };
  return requestWithdrawal(exchange.world, withdrawalRules(exchange), user.id, request, {
    skipsChecks: true,
  });
};

/** Signs and sends at once, without the pauses of the usual way; undefined: it was not sent. */
const sendNow = async (call: SceneCall, id: string): Promise<WithdrawalRow | undefined> => {
  const { world, chains } = call.exchange;
  const row = world.withdrawals.find(id);
  if (row === undefined) return undefined;
  await chains.pay(enterStage(world, row, 'signing', { nextAt: null, expectedBy: null }));
  const sent = world.withdrawals.find(id);
  return sent !== undefined && sent.txids.length > 0 ? sent : undefined;
};

const change = (call: SceneCall, id: string, changed: Partial<WithdrawalRow>): void => {
  const { world } = call.exchange;
  const row = world.withdrawals.find(id);
  if (row === undefined) return;
  world.withdrawals.put({ ...row, ...changed });
  world.emit('withdrawal_changed', row.userId, id);
};

const rememberPayer = ({ world }: Exchange, withdrawalId: string, payer: string): void =>
  world.store.writeMeta(`payer ${withdrawalId}`, payer);

const RESUME_MS = 60_000;

/** What waited behind a gap when the exchange ended moves on a while after it is back. */
export const resumeGaps = ({ world, chains }: Exchange): void => {
  for (const row of world.withdrawals.holding('"stage":"broadcast","ended":null')) {
    const payer = world.store.readMeta(`payer ${row.withdrawalId}`);
    const txid = row.txids.at(-1);
    if (payer === undefined || txid === undefined || row.place !== null) continue;
    const move = async (): Promise<void> => {
      // The node refuses what it took before; either way nothing waits any longer.
      await chains.evmStage?.fillGap(payer).catch(() => undefined);
      await chains.evmStage?.sendAgain(txid).catch(() => undefined);
    };
    setTimeout(() => void move(), RESUME_MS).unref();
  }
};

const MOVES_AFTER_SECONDS = 600;

/** Sent, and not taken into any block: the payout wallet owes the network an earlier transaction. */
export const stuckWithdrawal: Scene = async (call) => {
  const { chains } = call.exchange;
  const stage = chains.evmStage;
  const asset = call.asked.asset ?? 'ETH';
  if (stage === undefined || asset === 'BTC') return 'network_closed';
  const row = await beginWithdrawal(call, asset);
  if (typeof row === 'string') return row;
  const id = row.withdrawalId;
  const seconds = call.asked.seconds ?? MOVES_AFTER_SECONDS;
  chains.payers.set(id, async (due) => {
    const { txid, payer } = await stage.payBehindGap(callFor(call, due));
    rememberPayer(call.exchange, id, payer);
    if (seconds > 0)
      setTimeout(() => void stage.fillGap(payer).catch(() => undefined), seconds * 1_000).unref();
    return [txid];
  });
  const sent = await sendNow(call, id);
  if (sent === undefined) return 'network_closed';
  change(call, id, { waitsFor: 'earlier_transaction' });
  return { withdrawalId: id, txid: sent.txids.at(-1) ?? null };
};

const callFor = ({ exchange: { chains } }: SceneCall, row: WithdrawalRow) => {
  const call = chains.callFor(row);
  if (call === undefined) throw new Error(`${row.asset} cannot be paid`);
  return call;
};

/**
 * Sent with one transaction, in whose place the exchange then sends another with a higher fee (`kind` `dropped`: the
 * first one is forgotten by the network, and goes out again later).
 */
export const replacedWithdrawal: Scene = async (call) => {
  const { chains } = call.exchange;
  const stage = chains.evmStage;
  const asset = call.asked.asset ?? 'USDC';
  if (stage === undefined || asset === 'BTC') return 'network_closed';
  const row = await beginWithdrawal(call, asset);
  if (typeof row === 'string') return row;
  const id = row.withdrawalId;
  const first = { payer: '', txid: '' };
  chains.payers.set(id, async (due) => {
    const behind = await stage.payBehindGap(callFor(call, due));
    Object.assign(first, behind);
    rememberPayer(call.exchange, id, behind.payer);
    return [behind.txid];
  });
  const sent = await sendNow(call, id);
  if (sent === undefined) return 'network_closed';
  await stage.drop(first.txid);
  if (call.asked.kind === 'dropped') {
    change(call, id, { waitsFor: 'transaction_dropped' });
    const seconds = call.asked.seconds ?? 120;
    setTimeout(() => void sendLater(call, first), seconds * 1_000).unref();
    return { withdrawalId: id, txid: first.txid };
  }
  const second = await stage.payInstead(first.payer, callFor(call, sent), 1);
  change(call, id, { txids: [first.txid, second] });
  await stage.fillGap(first.payer);
  return { withdrawalId: id, txid: second, replaced: first.txid };
};

const sendLater = async (
  call: SceneCall,
  first: { payer: string; txid: string },
): Promise<void> => {
  const stage = call.exchange.chains.evmStage;
  try {
    await stage?.fillGap(first.payer);
    await stage?.sendAgain(first.txid);
  } catch {
    // The node has gone meanwhile; the next start sends it again.
  }
};
