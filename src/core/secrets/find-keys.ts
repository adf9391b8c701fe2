import { decodeBase58Check } from './base58.ts';
import { type Cue, cuePattern, findCues, firstAfter, lastBefore } from './cues.ts';
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
const HEX_KEY = /(?<![0-9a-z])(?:0x)?[0-9a-f]{64}(?![0-9a-z])/g;
const SPLIT_HEX_KEY = /(?<![0-9a-z])(?:0x)?[0-9a-f](?:[\s:-]?[0-9a-f]){63}(?![0-9a-z])/g;

const PRIVATE_KEY_CUE = cuePattern(`
private key, priv key, privkey, secret key, signing key, wallet key, raw key, pk, 私钥, 私鑰, 密钥,
金鑰, 秘密鍵, プライベートキー, 개인키, 개인 키, 비밀키, 프라이빗 키, clé privée, clef privée, clé secrète, clave privada,
llave privada, clave secreta, chave privada, chiave privata, soukromý klíč, приватный ключ,
приватного ключа, приватник, закрытый ключ, закрытого ключа, секретный ключ, المفتاح الخاص,
مفتاح خاص, مفتاحي الخاص, المفتاح السري, privater schlüssel`);
const PUBLIC_HEX_CUE = cuePattern(`
txid, tx id, tx, txn, tx hash, txhash, transaction, transaction id, transaction hash, hash,
block, public key, pubkey, address, sha256, checksum, signature, contract, topic, merkle root,
交易, 交易哈希, 哈希, 区块, 公钥, 公鑰, 地址, 取引, ハッシュ, 公開鍵, アドレス, 거래, 해시, 공개키, 주소, transacción, transacao,
clé publique, clave pública, транзакция, транзакции, транзакцию, хеш, хэш, адрес, المعاملة,
معاملة, هاش, العنوان`);
/** Furthest a cue may stand before and behind a raw key, in characters. */
const CUE_REACH_BEFORE = 80;
const CUE_REACH_BEHIND = 40;

/** The shortest of them is a WIF of 50 characters, perhaps in groups; all hold digits or say that they begin. */
const SHORTEST_KEY = 48;
const MAY_HOLD_KEY = /[0-9]|begin/;

/** Private keys that prove themselves (checksum, armour, prefix) or that the text calls private keys. */
export const findKeys = (folded: FoldedText, sha256: Sha256): readonly SecretSpan[] =>
  folded.lower.length < SHORTEST_KEY || !MAY_HOLD_KEY.test(folded.lower)
    ? []
    : [
        ...findArmoured(folded.lower),
        ...findExtended(folded.flat),
        ...findWif(folded, sha256),
        ...findRaw(folded.lower),
      ];

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

/** 64 hexadecimal digits may as well be a transaction: the nearest expression decides, and none means harmless. */
const findRaw = (lower: string): readonly SecretSpan[] => {
  const candidates = [...findCues(lower, HEX_KEY), ...findCues(lower, SPLIT_HEX_KEY)];
  if (candidates.length === 0) return [];
  const secret = findCues(lower, PRIVATE_KEY_CUE);
  if (secret.length === 0) return [];
  const harmless = findCues(lower, PUBLIC_HEX_CUE);
  return candidates
    .filter((candidate) => isCalledPrivate(candidate, secret, harmless))
    .map(({ start, end }) => ({ start, end, kind: 'private_key' }));
};

const isCalledPrivate = (
  candidate: Cue,
  secret: readonly Cue[],
  harmless: readonly Cue[],
): boolean => {
  const before = lastBefore(secret, candidate.start);
  const other = lastBefore(harmless, candidate.start);
  const near = before !== undefined && candidate.start - before.end <= CUE_REACH_BEFORE;
  const otherNear = other !== undefined && candidate.start - other.end <= CUE_REACH_BEFORE;
  if (near) return !otherNear || before.end >= other.end;
  if (otherNear) return false;
  const behind = firstAfter(secret, candidate.end);
  const otherBehind = firstAfter(harmless, candidate.end);
  if (behind === undefined || behind.start - candidate.end > CUE_REACH_BEHIND) return false;
  return otherBehind === undefined || behind.start <= otherBehind.start;
};
