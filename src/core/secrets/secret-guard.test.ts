import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entropyToMnemonic } from '@scure/bip39';
import fc from 'fast-check';
import {
  createServerSecretGuard,
  WORD_LISTS,
} from '../../adapters/secret-guard-bip39/create-guard.ts';
import type { SecretKind } from '../vocabulary.ts';

const guard = createServerSecretGuard();
const phraseOf = (list: readonly string[], entropy: Uint8Array): string[] =>
  entropyToMnemonic(entropy, [...list]).split(/\s+/u);

/** The whole secret is gone and the rest stays. */
const assertDestroyed = (text: string, secret: string, kind: SecretKind): void => {
  const result = guard.redact(text);
  assert.ok(
    result.destroyed.includes(kind),
    `${kind} expected in ${JSON.stringify(text)}, got ${result.destroyed.join()}`,
  );
  assert.ok(!result.text.includes(secret), `survived: ${JSON.stringify(result.text)}`);
};
const assertKept = (text: string): void => {
  const { text: left, destroyed } = guard.redact(text);
  assert.deepEqual({ left, destroyed }, { left: text, destroyed: [] }, text);
};

test('sentences in many languages survive byte for byte', () => {
  const sentences = [
    'zebra zero zone zoo? No: yard year yellow you young youth zebra zero zone zoo',
    'the list begins abandon ability able about above absent absorb abstract absurd abuse access accident account',
    '2FA KEY DOES NOT WORK PLEASE HELP ME SOON',
    'Add this one weird trick can make you rich now, come near and win big cash prize',
    'we live at Suite 12, Atlanta GA 30002',
    'we need to withdraw my coin because they said that the account was not safe and you must help this time',
    'You must have enough money when you trade this coin again today because they change balance all day',
    'Deposit, withdraw, trade, swap, order, market, limit, cancel, open, close, cash, coin: which of these have a fee?',
    '我昨天在你们平台充值了五百个币，到现在还没有到账，请问是什么原因？客服一直不回复我，真的很着急。',
    '我的账户被冻结了三天，无法提现，请尽快帮我处理一下这个问题，我已经提交了身份证明和资金来源说明材料',
    '我 的 提 币 失 败 了 怎 么 办 请 帮 我 看 一 下',
    '昨日、出金の手続きをしましたが、まだ着金していません。いつごろになりますか。よろしくおねがいします。',
    '어제 출금 신청을 했는데 아직 도착하지 않았습니다. 언제쯤 처리되는지 알려 주시면 감사하겠습니다.',
    "Bonjour, j'ai effectué un retrait hier mais il n'est toujours pas arrivé sur mon portefeuille, pouvez-vous m'aider ?",
    'Hola, ayer hice un retiro y todavía no llega a mi billetera, ¿me pueden ayudar con el pedido 4482913?',
    'Здравствуйте, вчера отправил 1500 USDT на ваш адрес, деньги не пришли, заявка 5512345, помогите пожалуйста',
    'مرحبا، قمت أمس بسحب 2500 USDT ولم تصل بعد إلى محفظتي، رقم الطلب 88213311، أرجو المساعدة',
    'txid e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 has 12 confirmations',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed and bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq are mine',
    'I did not share my private key. The transaction hash is e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8',
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    'The verification code never arrived, I waited 3000 seconds and lost 15000 USDT',
    'I get error code 50011 when I enter the verification code',
    'Error code: 4003. UID 48291312. Order 88213311, amount 5000, on 2024-05-06 at 14:30:15',
    'I get {"code":-1021,"msg":"Timestamp for this request"} and APIError(code=-2010), then code=40008',
    '下单报错 code=-2015, msg=Invalid API-key',
    '世界大战期间里昂·席勒在剧院梅洛德拉姆演出，康斯特布尔和纳金镇的萨勒诺王子盖马尔也来了',
    'Since 2023 I use two factor authentication; it failed in 2024 and 2025',
    '验证码收不到，订单号 20240511，金额 5000 元，等了 3600 秒',
    '認証コードが届きません。注文番号 88213311、金額 150000 円です。',
    '인증번호가 오지 않아요. 주문번호 88213311, 금액 150000원입니다.',
    'Je ne reçois pas le code de vérification depuis 2024, commande 88213311, 2500 euros',
    'No me llega el código de verificación, pedido 88213311, 2500 dólares',
    'Код подтверждения не приходит, заявка 5512345, сумма 2500',
    'لا يصلني رمز التحقق، رقم الطلب 88213311',
    'Call me at +1 202 555 0143 about invoice 4482; the postal code is 94107 and the promo code 5566',
    'order 4929123412341234567 and trade 5500005555555559 are missing',
    'My password is wrong, I cannot reset the password. The secret is out!',
    'xprv keys must never be pasted, and private keys neither',
    'Please check order #482913 and ticket M-204155',
    '0.00482913 BTC, 1,482,913.50 USDT, 12.482913 ETH',
  ];
  for (const sentence of sentences) assertKept(sentence);
});

test('one-time codes in context are destroyed in every language', () => {
  const texts: [string, string][] = [
    ['my verification code is 482913', '482913'],
    ['OTP: 4829', '4829'],
    ['code 482 913 please', '482 913'],
    ['482913 is my code', '482913'],
    ['Google sent G-482913 as verification code, the code is 551200', '551200'],
    ['The SMS code they sent to my phone today was 482913', '482913'],
    ['2FA 482913', '482913'],
    ['here is the code you asked for: 48291300', '48291300'],
    ['I got otp482913', '482913'],
    ['backup codes: 48291300, 55120011, 77120099', '77120099'],
    ['code 4 8 2 9 1 3', '4 8 2 9 1 3'],
    ['code: ４８２９１３', '４８２９１３'],
    ['c\u200bode: 48\u200b29\u200b13', '48\u200b29\u200b13'],
    ['验证码482913', '482913'],
    ['我收到的验证码是 482913，可以了吗', '482913'],
    ['482913是我的验证码', '482913'],
    ['谷歌验证：482 913', '482 913'],
    ['認証コードは482913です', '482913'],
    ['ワンタイムパスワード：482913', '482913'],
    ['인증번호는 482913 입니다', '482913'],
    ['인증 코드 482913', '482913'],
    ['le code de vérification est 482913', '482913'],
    ['mon code : 482913', '482913'],
    ['el código de verificación es 482913', '482913'],
    ['mi código: 4829', '4829'],
    ['код подтверждения 482913', '482913'],
    ['код из смс: 4829', '4829'],
    ['رمز التحقق هو 482913', '482913'],
    ['الكود ٤٨٢٩١٣', '٤٨٢٩١٣'],
  ];
  for (const [text, secret] of texts) assertDestroyed(text, secret, 'one_time_code');
});

test('set-up keys of authenticators are destroyed', () => {
  const texts: [string, string][] = [
    ['otpauth://totp/Mainstay:ana?secret=JBSWY3DPEHPK3PXP&issuer=Mainstay', 'JBSWY3DPEHPK3PXP'],
    ['Google Authenticator backup JBSWY3DPEHPK3PXP', 'JBSWY3DPEHPK3PXP'],
    ['2FA key: JBSW Y3DP EHPK 3PXP', 'JBSW Y3DP EHPK 3PXP'],
  ];
  for (const [text, secret] of texts) assertDestroyed(text, secret, 'totp_secret');
});

test('keys that prove themselves or are called so are destroyed', () => {
  const wif = '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ';
  const compressed = 'KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617';
  const xprv =
    'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi';
  const hex = 'e9873d79c6d87dc0fb6a5778633389f4453213303da61f20bd67fc233aa33262';
  const pem = `-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIIWJ\nAwEHoUQDQgAE\n-----END EC PRIVATE KEY-----`;
  assertDestroyed(`look ${wif} ok`, wif, 'wif');
  assertDestroyed(`look (${compressed})`, compressed, 'wif');
  assertDestroyed(`look ${wif.slice(0, 25)}\n${wif.slice(25)}`, wif.slice(0, 25), 'wif');
  assertDestroyed(`private key ${wif.slice(0, -1)}X`, wif.slice(0, 40), 'wif');
  assertDestroyed(`看 ${xprv}`, xprv, 'xprv');
  assertDestroyed(xprv.slice(0, 80), xprv.slice(20, 80), 'xprv');
  assertDestroyed(`${xprv.slice(0, 50)} ${xprv.slice(50)}`, xprv.slice(50), 'xprv');
  assertDestroyed(`my private key: 0x${hex}`, hex, 'private_key');
  assertDestroyed(`私钥是${hex}`, hex, 'private_key');
  assertDestroyed(`txid ${hex.replace('e', 'a')} private key ${hex}`, hex, 'private_key');
  assertDestroyed(`${hex} is my private key`, hex, 'private_key');
  assertDestroyed(`秘密鍵：${hex.toUpperCase()}`, hex.toUpperCase(), 'private_key');
  assertDestroyed(`key:\n${pem}\nthanks`, 'MHcCAQEEIIWJ', 'private_key');
  assert.ok(guard.redact(`key:\n${pem}\nthanks`).text.endsWith('\nthanks'));
  assertDestroyed(pem.slice(0, 50), pem.slice(31, 50), 'private_key');
});

test('cards, passwords and API secrets are destroyed where the text shows what they are', () => {
  assertDestroyed('4111 1111 1111 1111', '1111 1111', 'card_number');
  assertDestroyed('my card number is 4111111111111111, cvv 123', '4111111111111111', 'card_number');
  assertDestroyed('my visa, cvv: 123', '123', 'card_number');
  assertDestroyed('卡号：5500 0055 5555 5559', '5555', 'card_number');
  assertDestroyed('password: Hunter2!go', 'Hunter2', 'password');
  assertDestroyed('我的登录密码是abc123456', 'abc123456', 'password');
  assertDestroyed('mot de passe : Soleil#1999', 'Soleil#1999', 'password');
  assertDestroyed(
    'api secret = NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j',
    'NhqPtmdSJYdKj',
    'api_secret',
  );
  assertDestroyed(
    'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    'dozjgNryP4J3jVmNHl0w5N',
    'api_secret',
  );
});

test('what surrounds a secret stays as it was, and its place is told', () => {
  const before = 'Bonjour\u00a0— café: ';
  const phrase = phraseOf(WORD_LISTS.french ?? [], new Uint8Array(16).fill(7)).join(' ');
  const result = guard.redact(`${before}${phrase}\nMerci é`);
  assert.equal(result.text, `${before}⟦secret:seed_phrase⟧\nMerci é`);
  assert.deepEqual(result.spans, [
    { start: before.length, end: before.length + phrase.length, kind: 'seed_phrase' },
  ]);
});

test('random transactions, addresses, amounts and text survive', () => {
  const hex = (length: number): fc.Arbitrary<string> =>
    fc
      .uint8Array({ minLength: length, maxLength: length })
      .map((bytes) => Buffer.from(bytes).toString('hex'));
  const harmless = fc.oneof(
    hex(32),
    hex(32).map((id) => `0x${id}`),
    hex(20).map((address) => `0x${address}`),
    fc.integer({ min: 1000, max: 99_999_999 }).map((id) => `order ${id}`),
    fc.float({ noNaN: true, min: 0, max: 1e6 }).map((amount) => `${amount.toFixed(8)} BTC`),
    fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => date.toISOString()),
    fc.uuid(),
    fc.string({ unit: fc.constantFrom(...'你好请问充值提币到账了吗 abc,.，。'), maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(harmless, { maxLength: 8 }), (parts) => assertKept(parts.join(' '))),
    { numRuns: 1_000 },
  );
});

test('hostile input is read in linear time', () => {
  const phrase = phraseOf(WORD_LISTS.english ?? [], new Uint8Array(16).fill(3));
  const inputs = [
    'a',
    'abandon',
    'abandon ',
    '1 ',
    '482913 code ',
    'code ',
    '的',
    '的 ',
    '-',
    '5Kb8 ',
    'あい',
    ' ',
    'xprv',
    '가격',
    'e3',
    ':=',
    `${phrase.join('')} `,
    '4111 ',
  ];
  for (const input of inputs) {
    const text = input.repeat(Math.ceil(200_000 / input.length));
    // Processor time: the machine may be busy with other tests.
    const before = process.cpuUsage();
    guard.redact(text);
    const tookMs = process.cpuUsage(before).user / 1_000;
    assert.ok(tookMs < 3_000, `${JSON.stringify(input)} took ${Math.round(tookMs)} ms`);
  }
});
