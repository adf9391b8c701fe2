import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { createServerSecretGuard } from '../../adapters/secret-guard-bip39/create-guard.ts';

const guard = createServerSecretGuard();
const hex = (): string => randomBytes(32).toString('hex');

/** `#` stands for the digits. */
const TRANSACTIONS =
  `txid #|tx: #|TX #|tx_hash=#|transaction # is not confirmed|hash #|my transaction id is #|# is the txid|# (tx hash)
block # was orphaned|https://etherscan.io/tx/#|see https://mempool.space/# please|{"txid":"#"}|TxHash:#|the tx was 0x#
交易哈希：#|交易号 #|哈希值是#|txid是#|这是我的交易id：#|#这笔交易没到账|区块 #|转账记录 #
トランザクションID：#|取引ID #|ハッシュ値は#です|txidは#です|#の取引が反映されません
트랜잭션 #|거래 해시: #|txid는 #입니다|거래ID #|# 이 거래가 확인되지 않아요
identifiant de transaction : #|le hachage est #|txid : #|la transaction # n’arrive pas
el hash es #|id de la transacción: #|mi txid # no aparece|transacción #
хеш транзакции #|txid: #|транзакция # не подтверждается|хэш #|вот хеш: #
معرف المعاملة #|هاش المعاملة: #|txid #|المعاملة # لم تصل
my deposit # has not arrived|充值 # 没到账|入金 # が反映されません|입금 # 확인해 주세요|dépôt #|depósito #|депозит #|إيداع #
I did not share my private key. The transaction hash is #|public key #|sha256 #`
    .split(/\||\n/u)
    .filter((line) => line !== '');

const KEYS =
  `private key #|my priv key is #|# is my private key|privkey=#|pk: #|wallet key #|secret key #
私钥：#|我的私钥是#|密钥 #|秘密鍵は#です|プライベートキー：#|개인키 #|제 개인 키는 #입니다|clé privée : #|ma clé secrète #
clave privada: #|mi llave privada es #|приватный ключ: #|закрытый ключ #|المفتاح الخاص: #|مفتاحي الخاص هو #
txid ${hex()} and the private key #|the private key of the address 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed: #`
    .split(/\||\n/u)
    .filter((line) => line !== '');

const FORMS: readonly ((digits: string) => string)[] = [
  (digits) => digits,
  (digits) => `0x${digits}`,
  (digits) => digits.toUpperCase(),
];

test('a transaction is never damaged, and nobody is asked about it, in any language', () => {
  for (const line of TRANSACTIONS) {
    for (const form of FORMS) {
      const text = line.replaceAll('#', form(hex()));
      const result = guard.redact(text);
      assert.equal(result.text, text);
      assert.deepEqual(result.doubtful, [], `asked: ${text}`);
    }
  }
});

test('what is called a private key is destroyed, in any language', () => {
  for (const line of KEYS) {
    for (const form of FORMS) {
      const digits = hex();
      const { text, destroyed } = guard.redact(line.replaceAll('#', form(digits)));
      assert.ok(destroyed.includes('private_key'), line);
      assert.ok(!text.toLowerCase().includes(digits), text);
    }
  }
});

test('digits of which nothing says what they are stay, and are asked about', () => {
  for (const line of [
    '#',
    'hello #',
    'look at this: #',
    '你好 #',
    'это #',
    '#\nthanks',
    'こんにちは #',
  ]) {
    for (const form of FORMS) {
      const digits = form(hex());
      const text = line.replaceAll('#', digits);
      const result = guard.redact(text);
      assert.equal(result.text, text);
      assert.deepEqual(
        result.doubtful.map(({ start, end }) => text.slice(start, end)),
        [digits],
        text,
      );
    }
  }
  assert.deepEqual(guard.redact(`${hex().slice(1)} and ${hex()}0`).doubtful, []);
});
