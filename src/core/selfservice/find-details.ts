import { recogniseTransactionId } from '../chain/recognise.ts';

/** Ids that may stand in one text and are looked at. */
const MOST = 3;
/** Runs of letters and digits that are long enough to be one. */
const RUN = /(?:0x)?[0-9A-Za-z]{60,92}/gu;

export interface FoundIds {
  /** As their chain writes them. */
  readonly txids: readonly string[];
  /** One looks like an id with a wrong length. */
  readonly mistyped: string | null;
}

/**
 * Transaction ids in a customer's words. They are details and nothing more: whose they are only the exchange says, for
 * the user of the session.
 */
export const findTransactionIds = (text: string): FoundIds => {
  const runs = [...text.normalize('NFKC').matchAll(RUN)].map(([run]) => run);
  const read = runs.map((run) => ({ run, ...recogniseTransactionId(run) }));
  const txids = new Set(read.flatMap(({ normal }) => normal ?? []));
  return {
    txids: [...txids].slice(0, MOST),
    mistyped: read.find(({ mistyped }) => mistyped)?.run ?? null,
  };
};

/** Whether two ids are the same, whatever their letters' case and with or without `0x`. */
export const isSameId = (one: string, other: string): boolean => {
  const plain = (id: string): string => id.toLowerCase().replace(/^0x/, '');
  const [a, b] = [plain(one), plain(other)];
  // Base58 tells upper from lower case.
  return /^[0-9a-f]{64}$/.test(a) ? a === b : one === other;
};

interface Named {
  readonly amount?: string;
  readonly quantity?: string;
  readonly asset?: string;
  readonly pair?: string;
}

const NUMBER = /\d+(?:[.,]\d+)?/gu;
const sameNumber = (text: string, amount: string): boolean => {
  const plain = (number: string): string =>
    number
      .replace(',', '.')
      .replace(/^0+(?=\d)/, '')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
  return plain(text) === plain(amount);
};

/**
 * Those of the customer's own things that the words name by amount, or else by coin; all of them where the words name
 * none. Only ever a choice among what the account holds.
 */
export const narrow = <T extends Named>(own: readonly T[], text: string): readonly T[] => {
  const plain = text.normalize('NFKC');
  const numbers = [...plain.matchAll(NUMBER)].map(([number]) => number);
  const byAmount = own.filter(({ amount, quantity }) =>
    [amount, quantity].some(
      (each) => each !== undefined && numbers.some((number) => sameNumber(number, each)),
    ),
  );
  if (byAmount.length > 0) return byAmount;
  const words = new Set(plain.toUpperCase().match(/[A-Z0-9]+/gu) ?? []);
  const byCoin = own.filter(({ asset, pair }) =>
    [asset, ...(pair?.split('-') ?? [])].some((coin) => coin !== undefined && words.has(coin)),
  );
  return byCoin.length > 0 ? byCoin : own;
};
