import type { NativeAsset, Transfer } from '../../ports/chain.ts';
import { toNumber, toText } from './evm-rpc.ts';
import type { Token } from './token-facts.ts';
import type { WireLog, WireReceipt, WireTransaction } from './wire.ts';

/** keccak256('Transfer(address,address,uint256)') */
export const TRANSFER_TOPIC = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
const ADDRESS_DIGITS = 40;

export const addressOfTopic = (topic: string): string =>
  `0x${topic.slice(-ADDRESS_DIGITS).toLowerCase()}`;

export const topicOfAddress = (address: string): string =>
  `0x${address.slice(2).toLowerCase().padStart(64, '0')}`;

/** Tokens of one kind only (ERC-20): what cannot be divided (ERC-721) has its number among the topics. */
export const isTransfer = (log: WireLog): boolean =>
  log.topics.length === 3 && log.topics[0] === TRANSFER_TOPIC && log.data.length === 66;

type TokenOf = (contract: string) => Promise<Token>;

export const transferOfLog = async (log: WireLog, tokenOf: TokenOf): Promise<Transfer> => ({
  asset: await tokenOf(log.address),
  from: addressOfTopic(log.topics[1] ?? ''),
  to: addressOfTopic(log.topics[2] ?? ''),
  amount: toText(log.data),
  index: toNumber(log.logIndex),
});

const nativeTransfer = (
  tx: WireTransaction,
  created: string | null,
  native: NativeAsset,
): readonly Transfer[] =>
  BigInt(tx.value) === 0n
    ? []
    : [
        {
          asset: { kind: 'native', ...native },
          from: tx.from.toLowerCase(),
          to: (tx.to ?? created)?.toLowerCase() ?? null,
          amount: toText(tx.value),
          index: 0,
        },
      ];

/** What a transaction in a block moved. Empty when it failed. */
export const movedTransfers = async (
  tx: WireTransaction,
  receipt: WireReceipt,
  native: NativeAsset,
  tokenOf: TokenOf,
): Promise<readonly Transfer[]> => {
  if (receipt.status === '0x0') return [];
  const logs = receipt.logs.filter(isTransfer);
  const tokens = await Promise.all(logs.map((log) => transferOfLog(log, tokenOf)));
  return [...nativeTransfer(tx, receipt.contractAddress, native), ...tokens];
};

const TRANSFER_CALL = '0xa9059cbb';
const TRANSFER_FROM_CALL = '0x23b872dd';
const SELECTOR_CHARS = 10;
const WORD_CHARS = 64;

/** What a waiting transaction would move, as far as its call says. */
export const plannedTransfers = async (
  tx: WireTransaction,
  native: NativeAsset,
  tokenOf: TokenOf,
): Promise<readonly Transfer[]> => {
  const coins = nativeTransfer(tx, null, native);
  const selector = tx.input.slice(0, SELECTOR_CHARS);
  const words = tx.input.slice(SELECTOR_CHARS).match(/[0-9a-f]{64}/gi) ?? [];
  const whole = tx.input.length === SELECTOR_CHARS + WORD_CHARS * words.length;
  const [from, to, amount] =
    selector === TRANSFER_CALL && words.length === 2
      ? [tx.from.toLowerCase(), words[0], words[1]]
      : selector === TRANSFER_FROM_CALL && words.length === 3
        ? [addressOfTopic(words[0] ?? ''), words[1], words[2]]
        : [];
  if (!whole || tx.to === null || from === undefined || to === undefined || amount === undefined) {
    return coins;
  }
  const asset = await tokenOf(tx.to);
  return [
    ...coins,
    { asset, from, to: addressOfTopic(to), amount: toText(`0x${amount}`), index: 0 },
  ];
};
