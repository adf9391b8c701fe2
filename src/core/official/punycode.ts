/** Constants of RFC 3492, section 5. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;
const HIGHEST_CODE_POINT = 0x10_ff_ff;

const adaptBias = (delta: number, points: number, isFirst: boolean): number => {
  let rest = isFirst ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  while (rest > ((BASE - T_MIN) * T_MAX) >> 1) {
    rest = Math.floor(rest / (BASE - T_MIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
};

const digitOf = (char: string | undefined): number => {
  if (char === undefined) return BASE;
  if (char >= 'a' && char <= 'z') return char.charCodeAt(0) - 97;
  return char >= '0' && char <= '9' ? char.charCodeAt(0) - 22 : BASE;
};

/** A number of variable length from `at` on (RFC 3492, section 6.2): its value and where it ends; undefined when broken. */
const readDelta = (
  text: string,
  at: number,
  bias: number,
): { readonly value: number; readonly end: number } | undefined => {
  let value = 0;
  let weight = 1;
  let end = at;
  for (let k = BASE; ; k += BASE) {
    const digit = digitOf(text[end]);
    end += 1;
    value += digit * weight;
    if (digit === BASE || value > Number.MAX_SAFE_INTEGER / BASE) return undefined;
    const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias));
    if (digit < threshold) return { value, end };
    weight *= BASE - threshold;
  }
};

const decodePunycode = (text: string): string | undefined => {
  const cut = text.lastIndexOf('-');
  const points = cut < 0 ? [] : [...text.slice(0, cut)].map((char) => char.codePointAt(0) ?? 0);
  let n = INITIAL_N;
  let bias = INITIAL_BIAS;
  let place = 0;
  let at = cut + 1;
  while (at < text.length) {
    const delta = readDelta(text, at, bias);
    if (delta === undefined) return undefined;
    const sum = place + delta.value;
    const length = points.length + 1;
    bias = adaptBias(delta.value, length, place === 0);
    n += Math.floor(sum / length);
    if (n > HIGHEST_CODE_POINT || (n >= 0xd800 && n <= 0xdfff)) return undefined;
    place = sum % length;
    points.splice(place, 0, n);
    place += 1;
    at = delta.end;
  }
  return String.fromCodePoint(...points);
};

/** A label of a host as people read it: `xn--nrvik-5ya` becomes its letters. What cannot be decoded stays as it is. */
export const readableLabel = (label: string): string =>
  label.startsWith('xn--') ? (decodePunycode(label.slice(4)) ?? label) : label;
