import { decodeBase58Check, XRP_ALPHABET } from './base58.ts';
import { type Cue, findCues, firstAfter, lastBefore } from './cues.ts';
import { findNamedKeys, findRawKeys, PRIVATE_KEY_CUE, type RawKeys } from './find-raw-keys.ts';
import type { FoldedText } from './fold-text.ts';
import type { Sha256 } from './mnemonic-checksum.ts';
import type { SecretSpan } from './span.ts';

const BASE58_TOKEN = /(?<![A-Za-z0-9])[1-9A-HJ-NP-Za-km-z]+(?![A-Za-z0-9])/g;
/** Serialised extended private keys (BIP-32, SLIP-132) show what they are; a cut or mistyped one goes as well. */
const EXTENDED_KEY = /(?:[xyztuvYZUV]prv|Ltpv|Mtpv|dgpv)[1-9A-HJ-NP-Za-km-z]{24,}/g;
/** The whole 111 characters, broken by blanks or line ends. */
const SPLIT_EXTENDED_KEY =
  /(?:[xyztuvYZUV]prv|Ltpv|Mtpv|dgpv)(?:[\s-]{0,2}[1-9A-HJ-NP-Za-km-z]){107}/g;
const PEM = /-{2,10}\s{0,4}begin[a-z0-9 ]{0,40}private key(?: block)?\s{0,4}-{2,10}/g;
const PEM_END = /-{2,10}\s{0,4}end[a-z0-9 ]{0,40}private key(?: block)?\s{0,4}-{0,10}/g;
/**
 * Keys that bear their name: Stellar, Nostr, Sui, Cardano, Tezos, Aptos, NEAR, age, codex32; 64 bytes as an array, as
 * Solana's command line keeps them.
 */
const NAMED_KEY =
  /(?<![A-Za-z0-9_])(?:S[A-Z2-7]{55}|nsec1[02-9ac-hj-np-z]{50,}|suiprivkey1[02-9ac-hj-np-z]{50,}|(?:ed25519e?|addr|acct|root|stake|payment)_x?sk1[02-9ac-hj-np-z]{50,}|xprv1[02-9ac-hj-np-z]{50,}|AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{40,}|(?:edsk|spsk|p2sk|edesk)[1-9A-HJ-NP-Za-km-z]{46,}|(?:ed25519|secp256k1)-priv-0x[0-9a-fA-F]{64}|ed25519:[1-9A-HJ-NP-Za-km-z]{80,90}|(?:ms|MS)1[02-9ac-hj-np-zAC-HJ-NP-Z]{45,})(?![A-Za-z0-9])/g;
const BYTE_ARRAY = /(?:[0-9]{1,3}\s{0,3},\s{0,3}){63}[0-9]{1,3}/g;
/** Family seeds of the XRP Ledger, with its own alphabet and a checksum. */
const XRP_SEED = /(?<![A-Za-z0-9])s[1-9A-HJ-NP-Za-km-z]{27,31}(?![A-Za-z0-9])/g;
const CUE_REACH_BEFORE = 80;

/** The shortest of them is a WIF of 50 characters, perhaps in groups; all hold digits or say that they begin. */
const SHORTEST_KEY = 29;
const MAY_HOLD_KEY = /[0-9]|begin/;

/** Private keys that prove themselves (checksum, armour, prefix) or that the text calls private keys. */
export const findKeys = (folded: FoldedText, sha256: Sha256): RawKeys => {
  const { lower, flat } = folded;
  if (lower.length < SHORTEST_KEY || !MAY_HOLD_KEY.test(lower)) {
    return { keys: [], doubtful: [] };
  }
  const raw = findRawKeys(folded);
  const keys = [
    ...findArmoured(lower),
    ...findExtended(flat),
    ...findWif(folded, sha256),
    ...findCues(flat, NAMED_KEY).map(asKey),
    ...findCues(lower, BYTE_ARRAY)
      .filter(({ start, end }) =>
        lower
          .slice(start, end)
          .split(',')
          .every((each) => Number(each) < 256),
      )
      .map(asKey),
    ...findXrpSeeds(flat, sha256),
    ...findNamedKeys(folded),
    ...raw.keys,
  ];
  return { keys, doubtful: raw.doubtful };
};

const asKey = ({ start, end }: Cue): SecretSpan => ({ start, end, kind: 'private_key' });

const findXrpSeeds = (flat: string, sha256: Sha256): readonly SecretSpan[] =>
  findCues(flat, XRP_SEED)
    .filter(({ start, end }) => {
      const payload = decodeBase58Check(flat.slice(start, end), 24, sha256, XRP_ALPHABET);
      return payload !== undefined && payload.length >= 17;
    })
    .map(asKey);

const findArmoured = (lower: string): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  const ends = findCues(lower, PEM_END);
  for (const { start, end } of findCues(lower, PEM)) {
    // Without its last line the key may go on until the end: all of it is destroyed.
    spans.push({ start, end: firstAfter(ends, end)?.end ?? lower.length, kind: 'private_key' });
  }
  return spans;
};

const findExtended = (flat: string): readonly SecretSpan[] =>
  [...flat.matchAll(EXTENDED_KEY), ...flat.matchAll(SPLIT_EXTENDED_KEY)]
    // Words are written without digits; a key of a hundred characters never is.
    .filter((match) => /\d[^\d]*\d/.test(match[0]))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, kind: 'xprv' }));

/**
 * Base58check payloads of 33 or 34 bytes: version, key, and 0x01 when the public key is compressed. Nothing else that
 * people paste has that length, so keys of all coins are recognised, also when split by blanks or line breaks.
 */
const findWif = ({ flat, lower }: FoldedText, sha256: Sha256): readonly SecretSpan[] => {
  const tokens = [...flat.matchAll(BASE58_TOKEN)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  const spans: SecretSpan[] = [];
  let cues: readonly Cue[] | undefined;
  tokens.forEach((token, first) => {
    let text = '';
    for (let at = first; at < tokens.length; at += 1) {
      const part = tokens[at];
      if (part === undefined || (at > first && part.start - (tokens[at - 1]?.end ?? 0) > 2)) return;
      text += part.text;
      if (text.length > 58) return;
      if (text.length >= 50 && isPrivatePayload(text, sha256)) {
        spans.push({ start: token.start, end: part.end, kind: 'wif' });
        return;
      }
      if (at === first && looksLikeWif(text)) {
        cues ??= findCues(lower, PRIVATE_KEY_CUE);
        const cue = lastBefore(cues, token.start);
        if (cue && token.start - cue.end <= CUE_REACH_BEFORE) {
          spans.push({ start: token.start, end: token.end, kind: 'wif' });
        }
      }
      if (part.text.length < 4) return;
    }
  });
  return spans;
};

const looksLikeWif = (text: string): boolean =>
  text.length >= 48 &&
  text.length <= 54 &&
  /^[5KL9c]/.test(text) &&
  /[a-z]/.test(text) &&
  /[A-Z]/.test(text);

const isPrivatePayload = (text: string, sha256: Sha256): boolean => {
  const payload = decodeBase58Check(text, 43, sha256);
  if (payload === undefined) return false;
  const encrypted =
    payload.length === 39 && payload[0] === 0x01 && (payload[1] === 0x42 || payload[1] === 0x43);
  return payload.length === 33 || (payload.length === 34 && payload[33] === 1) || encrypted;
};
