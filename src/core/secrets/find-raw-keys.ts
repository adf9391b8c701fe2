import { type Cue, cuePattern, findCues, firstAfter, lastBefore, linkPattern } from './cues.ts';
import type { FoldedText } from './fold-text.ts';
import type { SecretSpan } from './span.ts';

const HEX_KEY = /(?<![0-9a-z])(?:0x)?[0-9a-f]{64}(?![0-9a-z])/g;
const SPLIT_HEX_KEY = /(?<![0-9a-z])(?:0x)?[0-9a-f](?:[\s:-]?[0-9a-f]){63}(?![0-9a-z])/g;
/** A key pair of 64 bytes in base58, as Solana's wallets export it; its transactions look the same. */
const BASE58_PAIR = /(?<![0-9a-z])[1-9a-hj-np-z]{86,88}(?![0-9a-z])/g;

export const PRIVATE_KEY_CUE = cuePattern(`
private key, priv key, privkey, pvt key, pkey, prvkey, solana key, phantom key, metamask key, import key, prv key, secret key, signing key, wallet key, raw key, pk, sk, key pair, keypair,
master key, master seed, hex seed, seed hex, entropy, 私钥, 私鑰, 密钥, 密鑰,
金鑰, 秘密鍵, プライベートキー, シークレットキー, 개인키, 개인 키, 비밀키, 비밀 키, 프라이빗 키, clé privée, clef privée, clé secrète, clave privada,
llave privada, clave secreta, chave privada, chiave privata, soukromý klíč, приватный ключ,
приватного ключа, приватник, закрытый ключ, закрытого ключа, секретный ключ, المفتاح الخاص,
مفتاح خاص, مفتاحي الخاص, المفتاح السري, privater schlüssel`);
const TRANSACTION_CUE = cuePattern(`
txid, tx id, tx, txn, tx hash, txhash, transaction, transaction id, transaction hash, hash, block, merkle root,
交易, 交易号, 交易id, 交易哈希, 哈希, 哈希值, 区块, 转账记录, 取引, 取引id, ハッシュ, ハッシュ値, トランザクション, ブロック, 거래, 거래id, 해시, 트랜잭션, 블록,
transacción, transacao, bloque, bloc, hachage, empreinte, транзакция, транзакции, транзакцию, транзакций, транза, хеш, хэш, блок,
المعاملة, معاملة, هاش, الهاش, التجزئة, الكتلة, معرف المعاملة`);
const PUBLIC_CUE = cuePattern(`
public key, pubkey, merkle, leaf, proof of reserves, device id, fingerprint, session, nonce, address, sha256, sha 256, checksum, signature, contract, topic, digest, commit, order id, 公钥, 公鑰, 地址, 公開鍵, アドレス, 공개키,
주소, clé publique, adresse, clave pública, dirección, адрес, العنوان, عنوان`);
/** Whoever speaks of these pastes the number of a transaction; it counts only where nothing speaks of a key. */
const TRANSFER_CUE = cuePattern(`
deposit, deposited, withdrawal, withdraw, withdrew, transfer, transferred, sent, confirmations, confirmation, explorer, etherscan, arrived, credited,
充值, 充币, 提现, 提币, 转账, 到账, 入金, 出金, 送金, 着金, 입금, 출금, 송금, 전송, dépôt, retrait, virement, envoyé, depósito, retiro, transferencia, envié,
депозит, пополнение, вывод, перевод, отправил, отправила, إيداع, سحب, تحويل, أرسلت`);

/** Furthest a cue may stand before and behind a raw key, in characters. */
const CUE_REACH_BEFORE = 80;
const CUE_REACH_BEHIND = 40;
const SENTENCE_END = /[.!?。！？](?:\s|$)|[。！？]|\n\s*\n/u;
const IN_LINK = /(?:^|[\s"'(<])https?:\/\/[^\s]*$/;

type Verdict = 'secret' | 'harmless' | 'doubtful';

interface Cues {
  readonly secret: readonly Cue[];
  readonly transaction: readonly Cue[];
  readonly other: readonly Cue[];
}

export interface RawKeys {
  readonly keys: readonly SecretSpan[];
  /** 64 hexadecimal digits of which the text does not say whether they are a key or a transaction. */
  readonly doubtful: readonly Cue[];
}

const NOTHING: RawKeys = { keys: [], doubtful: [] };

/** 64 hexadecimal digits may as well be a transaction: the nearest expression decides, and none means that one asks. */
export const findRawKeys = ({ lower }: FoldedText): RawKeys => {
  const hex = [...findCues(lower, HEX_KEY), ...findCues(lower, SPLIT_HEX_KEY)];
  const pairs = findCues(lower, BASE58_PAIR);
  if (hex.length + pairs.length === 0) return NOTHING;
  const cues: Cues = {
    secret: findCues(lower, PRIVATE_KEY_CUE),
    transaction: findCues(lower, TRANSACTION_CUE),
    other: findCues(lower, PUBLIC_CUE),
  };
  const keys: SecretSpan[] = [];
  const doubtful: Cue[] = [];
  for (const { start, end } of [...hex, ...pairs]) {
    if (doubtful.some((one) => one.start === start)) continue;
    const verdict = judge(lower, { start, end }, cues);
    if (verdict === 'secret') keys.push({ start, end, kind: 'private_key' });
    else if (verdict === 'doubtful' && end - start <= 66) doubtful.push({ start, end });
  }
  const asks = cues.secret.length > 0 || findCues(lower, TRANSFER_CUE).length === 0;
  return { keys, doubtful: asks ? doubtful : [] };
};

const judge = (lower: string, candidate: Cue, cues: Cues): Verdict => {
  const { start, end } = candidate;
  const nearBefore = (found: readonly Cue[]): Cue | undefined => {
    const cue = lastBefore(found, start);
    return cue !== undefined && start - cue.end <= CUE_REACH_BEFORE ? cue : undefined;
  };
  const secret = nearBefore(cues.secret);
  const transaction = nearBefore(cues.transaction);
  const other = nearBefore(cues.other);
  if (secret !== undefined) {
    if (transaction !== undefined && transaction.end > secret.end) return 'harmless';
    if (other === undefined || other.end <= secret.end) return 'secret';
    // "The private key of my address: …" is still about the key; "… private key. My address is …" is not.
    return SENTENCE_END.test(lower.slice(secret.end, other.start)) ? 'harmless' : 'secret';
  }
  if (transaction !== undefined || other !== undefined) return 'harmless';
  const behind = firstAfter(cues.secret, end);
  const publicBehind = [
    firstAfter(cues.transaction, end)?.start ?? Number.POSITIVE_INFINITY,
    firstAfter(cues.other, end)?.start ?? Number.POSITIVE_INFINITY,
  ].reduce((a, b) => Math.min(a, b));
  if (
    behind !== undefined &&
    behind.start - end <= CUE_REACH_BEHIND &&
    behind.start <= publicBehind
  ) {
    return 'secret';
  }
  if (publicBehind - end <= CUE_REACH_BEHIND) return 'harmless';
  return IN_LINK.test(lower.slice(Math.max(0, start - 200), start)) ? 'harmless' : 'doubtful';
};

const LINKED = linkPattern();
const MAX_GAP = 24;
/** Shorter ones, and shorter ones still of hexadecimal digits alone, are digests and ids. */
const VALUE = /[A-Za-z0-9+/_-]{40,130}={0,2}/;
const HEX_VALUE = /^[0-9a-f]{0,59}$/i;
const ADDRESS = /^(?:0x)?[0-9a-f]{40}$|^(?:0x)?[0-9a-f]{64}$|^(?:bc1|tb1|addr1)/i;

/** "Private key: …" in base64, base58 or cut short: what the text itself calls a key, directly in front of it. */
export const findNamedKeys = ({ flat, lower }: FoldedText): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  for (const cue of findCues(lower, PRIVATE_KEY_CUE)) {
    const behind = flat.slice(cue.end, cue.end + MAX_GAP + 140);
    const match = VALUE.exec(behind);
    if (match === null || match.index > MAX_GAP) continue;
    const [value] = match;
    if (!/[0-9]/.test(value) || !/[A-Za-z]/.test(value) || ADDRESS.test(value)) continue;
    if (HEX_VALUE.test(value)) continue;
    if (!LINKED.test(lower.slice(cue.end, cue.end + match.index))) continue;
    const start = cue.end + match.index;
    spans.push({ start, end: start + value.length, kind: 'private_key' });
  }
  return spans;
};
