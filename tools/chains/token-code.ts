/**
 * A small token for local EVM chains, put together here because no compiler comes with the project. It has `name`,
 * `symbol`, `decimals`, `totalSupply`, `balanceOf` and `transfer` as in ERC-20 with its `Transfer` event, and no
 * allowances. A balance is kept in the storage slot whose number is the address itself.
 */
const OPERATIONS = {
  add: 0x01,
  sub: 0x03,
  lt: 0x10,
  eq: 0x14,
  shr: 0x1c,
  caller: 0x33,
  calldataload: 0x35,
  codecopy: 0x39,
  mstore: 0x52,
  sload: 0x54,
  sstore: 0x55,
  jumpi: 0x57,
  jumpdest: 0x5b,
  dup1: 0x80,
  dup2: 0x81,
  dup3: 0x82,
  swap1: 0x90,
  log3: 0xa3,
  return: 0xf3,
  revert: 0xfd,
} as const;

type Operation = keyof typeof OPERATIONS;
/** An operation, a number to push (its bytes as many as needed), a place to remember, or a place to push. */
type Step = Operation | bigint | number | { readonly at: string } | { readonly to: string };

const PUSH1 = 0x60;

const pushNumber = (value: bigint): number[] => {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return [PUSH1 + bytes.length - 1, ...bytes];
};

/** Places are pushed as two bytes, so their length is known before where they are. */
const assemble = (steps: readonly Step[]): number[] => {
  const places = new Map<string, number>();
  const bytes: (number | { readonly to: string; readonly high: boolean })[] = [];
  for (const step of steps) {
    if (typeof step === 'number' || typeof step === 'bigint')
      bytes.push(...pushNumber(BigInt(step)));
    else if (typeof step === 'string') bytes.push(OPERATIONS[step]);
    else if ('at' in step) {
      places.set(step.at, bytes.length);
      bytes.push(OPERATIONS.jumpdest);
    } else bytes.push(PUSH1 + 1, { to: step.to, high: true }, { to: step.to, high: false });
  }
  return bytes.map((byte) => {
    if (typeof byte === 'number') return byte;
    const place = places.get(byte.to) ?? 0;
    return byte.high ? place >> 8 : place & 0xff;
  });
};

/** keccak256('Transfer(address,address,uint256)') */
const TRANSFER = 0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3efn;
const returnWord: readonly Step[] = [0, 'mstore', 32, 0, 'return'];

/** A text of at most 32 bytes as the ABI lays it out: where it begins, how long it is, its bytes. */
const returnText = (text: string): readonly Step[] => {
  const bytes = Buffer.from(text, 'utf8');
  const word = BigInt(`0x${bytes.toString('hex').padEnd(64, '0')}`);
  return [32, 0, 'mstore', bytes.length, 32, 'mstore', word, 64, 'mstore', 96, 0, 'return'];
};

const transfer: readonly Step[] = [
  // amount, balance
  ...([
    36,
    'calldataload',
    'caller',
    'sload',
    'dup2',
    'dup2',
    'lt',
    { to: 'fail' },
    'jumpi',
  ] as const),
  // amount; the sender's balance is less by it
  ...(['dup2', 'swap1', 'sub', 'caller', 'sstore'] as const),
  // amount, receiver; the receiver's balance is more by it
  ...([4, 'calldataload', 'dup1', 'sload', 'dup3', 'add', 'dup2', 'sstore'] as const),
  ...(['swap1', 0, 'mstore', 'caller', TRANSFER, 32, 0, 'log3', 1] as const),
  ...returnWord,
];

export interface TokenKind {
  readonly symbol: string;
  readonly decimals: number;
  /** Smallest units; all belong to whoever deploys it. */
  readonly supply: bigint;
}

const SELECTORS = {
  name: 0x06fdde03,
  symbol: 0x95d89b41,
  decimals: 0x313ce567,
  totalSupply: 0x18160ddd,
  balanceOf: 0x70a08231,
  transfer: 0xa9059cbb,
} as const;

const runtimeOf = ({ symbol, decimals, supply }: TokenKind): number[] =>
  assemble([
    ...([0, 'calldataload', 224, 'shr'] as const),
    ...Object.entries(SELECTORS).flatMap(([name, selector]): Step[] => [
      'dup1',
      selector,
      'eq',
      { to: name },
      'jumpi',
    ]),
    ...([{ at: 'fail' }, 0, 'dup1', 'revert'] as const),
    ...[{ at: 'name' }, ...returnText(symbol), { at: 'symbol' }, ...returnText(symbol)],
    ...[{ at: 'decimals' }, decimals, ...returnWord],
    ...[{ at: 'totalSupply' }, supply, ...returnWord],
    ...[{ at: 'balanceOf' }, 4, 'calldataload' as const, 'sload' as const, ...returnWord],
    ...[{ at: 'transfer' }, ...transfer],
  ]);

/** What a transaction without receiver carries to create the token. */
export const tokenCreation = (kind: TokenKind): `0x${string}` => {
  const runtime = runtimeOf(kind);
  const head = (start: number): number[] =>
    assemble([
      ...[kind.supply, 'caller' as const, 'sstore' as const],
      ...[
        kind.supply,
        0,
        'mstore' as const,
        'caller' as const,
        0,
        TRANSFER,
        32,
        0,
        'log3' as const,
      ],
      // Numbers of three bytes, so that the head's length does not hang on them.
      ...[runtime.length + 0x10000, start + 0x10000].flatMap((value): Step[] => [
        value,
        0x10000,
        'swap1',
        'sub',
      ]),
      ...[0, 'codecopy' as const, runtime.length, 0, 'return' as const],
    ]);
  const code = [...head(head(0).length), ...runtime];
  return `0x${Buffer.from(code).toString('hex')}`;
};

/** The call `transfer(to, amount)`. */
export const tokenTransfer = (to: string, amount: bigint): `0x${string}` =>
  `0xa9059cbb${to.slice(2).toLowerCase().padStart(64, '0')}${amount.toString(16).padStart(64, '0')}`;
