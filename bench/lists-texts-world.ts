/** What people say in the bench: half-random texts with the unevenness of language (Zipf), some of them Chinese. */

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const COMMON = [
  'deposit', 'withdrawal', 'account', 'please', 'network', 'transfer', 'wallet', 'verification', 'order', 'fee',
  'help', 'still', 'waiting', 'address', 'confirmed', 'balance', 'login', 'the', 'my', 'is', 'not', 'and', 'to',
]; // biome-ignore format: a list of words
const SYLLABLES = [
  'ba',
  'ke',
  'mi',
  'ro',
  'tu',
  'sa',
  'ne',
  'vi',
  'lo',
  'pu',
  'da',
  'ge',
  'fi',
  'zo',
  'ru',
];
const RARE_WORDS = 40_000;

const rareWord = (index: number): string => {
  let rest = index + 225;
  let word = '';
  while (rest > 0) {
    word += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word;
};

/** Skewed towards 0: the first is drawn far more often than the last. */
const skewed = (random: () => number, count: number): number =>
  Math.min(count - 1, Math.floor(count ** random()) - 1);

const HAN_FROM = 0x4e00;
const HAN_COUNT = 3_000;
const PHRASES = ['提币', '到账', '充值', '验证', '客服', '网络', '地址', '冻结'];

const englishText = (random: () => number): string => {
  const words: string[] = [];
  const length = 6 + Math.floor(random() * 14);
  for (let at = 0; at < length; at += 1) {
    words.push(
      random() < 0.6
        ? (COMMON[skewed(random, COMMON.length)] ?? '')
        : rareWord(skewed(random, RARE_WORDS)),
    );
  }
  return words.join(' ');
};

const chineseText = (random: () => number): string => {
  let text = '';
  const length = 8 + Math.floor(random() * 16);
  for (let at = 0; at < length; at += 1) {
    text +=
      random() < 0.1
        ? PHRASES[skewed(random, PHRASES.length)]
        : String.fromCharCode(HAN_FROM + skewed(random, HAN_COUNT));
  }
  return text;
};

export const txidOf = (index: number): string =>
  `0x${index.toString(16).padStart(8, '0').repeat(8)}`;

/** What was said in the message of this number. Every twentieth names a transaction. */
export const textOf = (index: number): string => {
  const random = randomOf(index);
  const text = random() < 0.2 ? chineseText(random) : englishText(random);
  return index % 20 === 0 ? `${text} ${txidOf(index)}` : text;
};

/** What is looked for, with the kinds of words that cost most: very frequent, never together, and not there at all. */
export const QUERIES: readonly string[] = [
  'deposit', 'withdrawal', 'verification', 'deposit withdrawal', 'balance fee address', '提币', '到账', '客服',
  '冻结', '提币 地址', '网络冻结', 'wallet 提币', rareWord(17), rareWord(900), rareWord(9_000), rareWord(39_000),
  `${rareWord(30)} ${rareWord(45)}`, `deposit ${rareWord(2_000)}`, `${rareWord(20_000)} ${rareWord(31_000)}`,
  'nowhere', 'deposit nowhere', '"my deposit"', '"please help"', txidOf(1_000), txidOf(99_980), txidOf(7),
  'deposit status:open', 'deposit status:closed locale:zh', 'withdrawal category:tax', 'network tag:tag-7',
  'deposit after:2025-06-01', 'deposit before:2025-03-01', `${rareWord(300)} before:2025-03-01`, 'customer:c77 deposit',
  'status:open priority:urgent', 'tag:tag-3 category:fiat', 'customer:c1234', '二十', '一', 'withdrawals',
]; // biome-ignore format: a list of queries
