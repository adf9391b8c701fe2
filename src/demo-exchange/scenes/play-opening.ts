import type { Exchange } from '../exchange.ts';
import { withdrawalRules } from '../exchange.ts';
import { decimalText, units } from '../ledger/money.ts';
import { readExchange, type StoredAccount } from '../read-exchange.ts';
import { requestWithdrawal } from '../transfers/withdraw.ts';
import { stageOf } from './stage-of.ts';

const PLAYED = 'opening played';

type Movement = StoredAccount['movements'][number];

/** The saved addresses of networks with a chain of their own get real ones, outside the exchange. */
const fillAddresses = async (exchange: Exchange): Promise<void> => {
  const { world } = exchange;
  for (const user of world.users.all())
    for (const saved of world.addresses.ofUser(user.id)) {
      const stage = saved.address === '' ? stageOf(exchange, saved.network) : undefined;
      if (stage !== undefined) world.addresses.put({ ...saved, address: await stage.newAddress() });
    }
};

const grant = ({ world }: Exchange, userId: string, asset: string, amount: string): void => {
  const delta = units(amount, asset);
  world.ledger.post('opening', userId, [
    { account: 'outside:opening', asset, bucket: 'available', delta: -delta },
    { account: userId, asset, bucket: 'available', delta },
  ]);
};

/** A withdrawal that was under way when the demo began goes its way now. */
const playWithdrawal = async (
  exchange: Exchange,
  userId: string,
  movement: Movement,
): Promise<void> => {
  const { world } = exchange;
  const { coin: asset, network, stage: wanted } = movement;
  if (network === null) return;
  const saved = world.addresses.ofUser(userId).find((one) => one.network === network);
  const address = saved?.address ?? (await stageOf(exchange, network)?.newAddress());
  if (address === undefined || address === '') return;
  const amount = decimalText(movement.amount);
  grant(exchange, userId, asset, amount);
  const asked = { asset, network, address, memo: null, amount };
  const row = requestWithdrawal(world, withdrawalRules(exchange), userId, asked, {
    skipsChecks: true,
  });
  if (typeof row === 'string' || wanted !== 'review') return;
  const at = world.now();
  world.withdrawals.put({
    ...row,
    stage: 'risk_review',
    stages: [...row.stages, { stage: 'risk_review', at }],
    ...{ nextAt: null, waitsFor: 'review', expectedBy: at + 21 * 3_600_000 },
  });
};

/** Once, when the chains are up for the first time: what the customers' accounts tell of as under way begins. */
export const playOpening = async (
  exchange: Exchange,
  say: (sentence: string) => void,
): Promise<void> => {
  const { world, chains } = exchange;
  if (chains.state !== 'ready') return;
  await fillAddresses(exchange);
  if (world.store.readMeta(PLAYED) !== undefined) return;
  world.store.writeMeta(PLAYED, 'yes');
  for (const [userId, { movements }] of Object.entries(readExchange().accounts))
    for (const movement of movements)
      await playMovement(exchange, userId, movement).catch((error: unknown) => {
        say(`${userId}: ${error instanceof Error ? error.message : String(error)}`);
      });
};

const playMovement = async (
  exchange: Exchange,
  userId: string,
  movement: Movement,
): Promise<void> => {
  const { kind, coin: asset, network, stage } = movement;
  const amount = decimalText(movement.amount);
  if (kind === 'deposit' && stage === 'waiting' && network !== null)
    await stageOf(exchange, network)?.deposit({ userId, asset, amount });
  if (kind === 'withdrawal' && stage !== 'confirmed')
    await playWithdrawal(exchange, userId, movement);
};
