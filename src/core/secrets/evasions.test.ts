import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entropyToMnemonic } from '@scure/bip39';
import {
  createServerSecretGuard,
  WORD_LISTS,
} from '../../adapters/secret-guard-bip39/create-guard.ts';
import { SECRET_MARKER_PATTERN } from './secret-guard.ts';

const guard = createServerSecretGuard();

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
const WORDS =
  'velvet canyon mirror puzzle oxygen tribe harvest nephew blanket drift salmon orbit'.split(' ');
const JAPANESE =
  'あいこくしん けろけろ たりょう てんぷら ひこうき めいわく らくだ そむりえ にもつ きせい わらう ねくたい'.split(
    ' ',
  );
const CHINESE = entropyToMnemonic(
  Uint8Array.from(upTo(16), (at) => (at * 89 + 151) % 256),
  [...(WORD_LISTS.chineseSimplified ?? [])],
);
const HEX = '3f9c1b7de04a58826bd1e95f70c2a4863d19fe5b27a0c4188e6d53f1b902ac7e';
const CODE = '739214';

const joined = (separator: string): string => WORDS.join(separator);
const each = (write: (word: string, at: number) => string, separator = ' '): string =>
  WORDS.map(write).join(separator);
const letters = (from: number) => (text: string) =>
  text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 0x61 + from));

/** Ways in which a phrase is written; none of its words may be left. */
const PHRASES: Readonly<Record<string, string>> = {
  'zero-width space in each word': each((word) => [...word].join('\u200b')),
  'zero-width joiner between words': joined('\u200d '),
  'word joiner and soft hyphens': each((word) => `${word.slice(0, 2)}\u00ad\u2060${word.slice(2)}`),
  'right-to-left overrides': each((word) => `\u202e${word}\u202c`),
  'variation selectors': each((word) => `${word}\ufe0f`),
  'tag characters': each((word) => `${word}\u{e0041}`),
  'full-width letters': letters(0xff41)(joined(' ')),
  'mathematical bold': letters(0x1d41a)(joined(' ')),
  'mathematical script': letters(0x1d4ea)(joined(' ')),
  'circled letters': letters(0x24d0)(joined(' ')),
  'parenthesised letters': letters(0x249c)(joined(' ')),
  'squared capitals': letters(0x1f130)(joined(' ')),
  'combining accents': each((word) => [...word].join('\u0301')),
  'letters struck through': each((word) => [...word].join('\u0336')),
  'Cyrillic look-alikes': joined(' ')
    .replaceAll('a', 'а')
    .replaceAll('o', 'о')
    .replaceAll('e', 'е'),
  'Greek look-alikes': joined(' ').replaceAll('o', 'ο').replaceAll('v', 'ν').replaceAll('i', 'ι'),
  'emoji between': joined(' 🔑 '),
  'emoji without blanks': joined('🚀'),
  'flags between': joined(' 🇫🇷 '),
  'keycaps before': each((word, at) => `${at + 1}\ufe0f\u20e3 ${word}`),
  'circled numbers': each((word, at) => `${String.fromCodePoint(0x2460 + at)}${word}`),
  'Roman numbers': each(
    (word, at) =>
      `${['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'][at]}. ${word}`,
  ),
  'ordinals in words': each((word, at) => `${at + 1}th: ${word}`, ', '),
  'hash numbers': each((word, at) => `#${at + 1} ${word}`, '; '),
  'number behind': each((word, at) => `${word}(${at + 1})`),
  'number and equals sign': each((word, at) => `w${at + 1}=${word}`, '&'),
  'word N is': each((word, at) => `word ${at + 1} is ${word}`, '. '),
  table: each((word, at) => `| ${at + 1} | ${word} |`, '\n'),
  'two columns': upTo(6)
    .map((at) => `${at + 1} ${WORDS[at]}\t${at + 7} ${WORDS[at + 6]}`)
    .join('\n'),
  'lines with blank lines between': joined('\n\n'),
  'windows lines': joined('\r\n'),
  'line separators': joined('\u2028'),
  'no-break and thin blanks': joined('\u00a0\u2009'),
  'ideographic blanks': joined('\u3000'),
  dots: joined('.'),
  arrows: joined(' → '),
  'slashes and stars': joined(' /*/ '),
  underscores: joined('_'),
  pipes: joined('|'),
  quotes: each((word) => `“${word}”`, '，'),
  brackets: each((word) => `[${word}]`, ''),
  JSON: JSON.stringify({ mnemonic: WORDS }),
  'JSON objects': JSON.stringify(WORDS.map((word, index) => ({ index, word }))),
  YAML: each((word) => `- ${word}`, '\n'),
  HTML: each((word) => `<span data-x="1">${word}</span>`, ''),
  markdown: each((word) => `**${word}**`),
  'URL encoding': joined('%20'),
  'camel case': each((word) => word[0]?.toUpperCase() + word.slice(1), ''),
  'no blanks': joined(''),
  'capitals without blanks': joined('').toUpperCase(),
  'no blanks in threes': upTo(4)
    .map((at) => WORDS.slice(at * 3, at * 3 + 3).join(''))
    .join(' '),
  'letter by letter': each((word) => [...word].join(' '), '   '),
  'letters with hyphens': each((word) => [...word].join('-'), '  '),
  'letters with dots': each((word) => [...word].join('.'), ' / '),
  'backwards order': WORDS.toReversed().join(' '),
  'halves exchanged': `second half: ${WORDS.slice(6).join(' ')} first half: ${WORDS.slice(0, 6).join(' ')}`,
  'a sentence between the halves': `${WORDS.slice(0, 6).join(' ')} (my cat just walked over the keyboard, sorry, here is the rest) ${WORDS.slice(6).join(' ')}`,
  'last word left out': `seed phrase: ${WORDS.slice(0, 11).join(' ')} ???`,
  'two words mistyped': `recovery phrase ${each((word, at) => (at === 3 || at === 8 ? `${word}x` : word))}`,
  'and between': joined(' and then '),
  'a filler word between': joined(' banana '),
  'a number sign as blank': joined('#'),
  'mixed capitals': each((word) =>
    [...word].map((letter, at) => (at % 2 ? letter.toUpperCase() : letter)).join(''),
  ),
  'four letters each': `my plate says ${each((word) => word.slice(0, 4))}`,
  'Japanese with middle dots': JAPANESE.join('・'),
  'Japanese numbered': JAPANESE.map((word, at) => `${at + 1}、${word}`).join('\n'),
  'Japanese on end': `シード：${JAPANESE.join('')}`,
  'Chinese on end': `助记词：${CHINESE.replaceAll(' ', '')}`,
  'Chinese with commas': CHINESE.replaceAll(' ', '，'),
  'Chinese numbered': CHINESE.split(' ')
    .map((word, at) => `${at + 1}.${word}`)
    .join(' '),
  'Chinese with emoji': `我的助记词 ${CHINESE.replaceAll(' ', '🙏')}`,
};

/** Ways in which something else is written; nothing of the second may be left. */
const OTHERS: readonly (readonly [name: string, text: string, secret: string])[] = [
  ['key with look-alike cue', `my privаte kеy: ${HEX}`, HEX],
  ['key with full-width cue', `ｐｒｉｖａｔｅ ｋｅｙ ${HEX}`, HEX],
  ['key in groups of four', `private key ${HEX.match(/.{4}/g)?.join(' ')}`, HEX.slice(0, 4)],
  ['key with colons', `private key ${HEX.match(/.{2}/g)?.join(':')}`, '3f:9c'],
  ['key on two lines', `privkey\n${HEX.slice(0, 32)}\n${HEX.slice(32)}`, HEX.slice(32)],
  ['key with zero-width', `private key: ${HEX.replaceAll('e', 'e\u200b')}`, HEX.slice(0, 7)],
  [
    'key in full-width digits',
    `私钥：${[...HEX].map((c) => String.fromCodePoint(c.charCodeAt(0) + 0xfee0)).join('')}`,
    '３ｆ',
  ],
  ['key of an address', `private key of my address: ${HEX}`, HEX],
  ['key behind an address', `pk for 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed is 0x${HEX}`, HEX],
  ['key in base64', 'private key: P5wbfeBKWIJr0elfcMKkhj0Z/lsnoMQYjm1T8bkCrH4=', 'P5wbfeBK'],
  [
    'key as bytes',
    `[${upTo(64)
      .map((at) => (at * 37) % 256)
      .join(', ')}]`,
    '37, 74',
  ],
  ['key in spelled cue', `my p.k. is pk ${HEX}`, HEX],
  ['code in words', 'my verification code is four five six seven eight nine', 'five six'],
  ['code in words with commas', 'otp: four, five, six, seven, eight, nine', 'five, six'],
  ['code in French words', 'mon code de vérification : quatre cinq six sept huit neuf', 'cinq six'],
  [
    'code in Spanish words',
    'el código de verificación es cuatro cinco seis siete ocho nueve',
    'cinco seis',
  ],
  ['code in Russian words', 'код подтверждения четыре пять шесть семь восемь девять', 'пять шесть'],
  ['code in Chinese words', '验证码是七三九二一四', '三九二'],
  ['code in Korean words', '인증번호는 칠삼구이일사', '삼구이'],
  ['code in Arabic words', 'رمز التحقق أربعة خمسة ستة سبعة ثمانية تسعة', 'خمسة ستة'],
  [
    'code in Arabic digits',
    `رمز التحقق ${[...CODE].map((d) => String.fromCodePoint(0x660 + Number(d))).join('')}`,
    '٧٣',
  ],
  ['code in full-width digits', '验证码７３９２１４', '７３９'],
  ['code in circled digits', 'otp ⑦③⑨②①④', '⑦③'],
  ['code in keycaps', 'otp 7️⃣3️⃣9️⃣2️⃣1️⃣4️⃣', '3️⃣9'],
  ['code in mathematical digits', 'otp 𝟕𝟑𝟗𝟐𝟏𝟒', '𝟕𝟑'],
  ['code with emoji', 'code 7 🎉 3 🎉 9 🎉 2 🎉 1 🎉 4', '7 🎉 3'],
  ['code with dots', '2fa 7.3.9.2.1.4', '7.3'],
  ['code with hyphens', 'sms code 7-3-9-2-1-4', '7-3'],
  ['code with zero-width', 'otp 7\u200b3\u200b9\u200b2\u200b1\u200b4', '7\u200b3'],
  ['code with look-alike cue', `vеrificаtion cоde ${CODE}`, CODE],
  ['code on the next line', `your code\n\n${CODE}`, CODE],
  ['code behind', `${CODE} <- that is the otp`, CODE],
  ['set-up key in lower case', 'google authenticator key jbsw y3dp ehpk 3pxp', 'y3dp'],
  [
    'set-up link in pieces',
    'otpauth://totp/Norvik:me ?secret=JBSWY3DPEHPK3PXP &issuer=Norvik',
    'JBSWY3DP',
  ],
  [
    'export of authenticators',
    'otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4',
    'CjEKCk',
  ],
  ['card with dots', 'card 4111.1111.1111.1111', '1111.1111'],
  ['card with zero-width', 'card 4111\u200b1111\u200b1111\u200b1111', '1111'],
  ['card in full-width digits', '卡号４１１１１１１１１１１１１１１１', '１１１１'],
  ['card on lines', 'card number\n4111\n1111\n1111\n1111', '1111'],
  ['card in pairs', 'my card: 41 11 11 11 11 11 11 11', '11 11'],
  ['password with look-alike cue', 'pаsswоrd: Hunter2!go', 'Hunter2'],
  ['password in leet', 'p@ssw0rd = Hunter2!go', 'Hunter2'],
  ['password in quotes', 'password is “Hunter2!go”', 'Hunter2'],
  ['password behind my', 'the password for my account is Hunter2!go', 'Hunter2'],
  ['password in Arabic', 'كلمة المرور الخاصة بي هي Hunter2!go', 'Hunter2'],
  ['password in Japanese', 'パスワードは「Hunter2!go」です', 'Hunter2'],
  [
    'API secret behind the key',
    'apiKey=ab12cd34ef56ab78, secretKey=Zk3kQ9vLw1pXs8Rt2yUu7',
    'Zk3kQ9',
  ],
  ['API secret on the next line', 'API Secret\n\nZk3kQ9vLw1pXs8Rt2yUu7', 'Zk3kQ9'],
  ['Stellar', 'SBGWSG6BTNCKCOB3DIFBGCVMUPQFYPA2G4O34RMTB343OYPXU5DJDVMN', 'SBGWSG6B'],
  ['Nostr', 'nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5', 'nsec1vl029'],
  ['XRP', 'my secret snoPBrXtMeMyMHUVTgbuqAfg1SUTb', 'snoPBrX'],
];

const KEYSTORE = {
  version: 3,
  id: '3198bc9c-6672-5ab3-d995-4942343ae5b6',
  address: '008aeeda4d805471df9b2a5b0f38a0c3bcba786b',
  crypto: {
    ciphertext: '5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46',
    cipherparams: { iv: '6087dab2f9fdbbfaddc31a909735c1e6' },
    cipher: 'aes-128-ctr',
    kdf: 'pbkdf2',
    kdfparams: {
      dklen: 32,
      salt: 'ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd',
      c: 262144,
      prf: 'hmac-sha256',
    },
    mac: '517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2',
  },
};

/** Without the markers, which bear names of their own. */
const leftOf = (text: string): string =>
  guard.redact(text).text.replace(SECRET_MARKER_PATTERN, ' ');
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

for (const [name, text] of Object.entries(PHRASES)) {
  test(`phrase: ${name}`, () => {
    const left = leftOf(text);
    const secrets = /[\u3040-\u30ff]/.test(text)
      ? JAPANESE
      : text.includes(CHINESE.slice(0, 1))
        ? CHINESE.split(' ')
        : WORDS;
    const kept = secrets.filter((word) => plain(left).includes(plain(word)));
    assert.deepEqual(kept, [], left);
    assert.ok(guard.redact(text).destroyed.includes('seed_phrase'), left);
  });
}

for (const [name, text, secret] of OTHERS) {
  test(`other: ${name}`, () => {
    assert.ok(text.includes(secret), 'the sample holds what is looked for');
    assert.ok(!leftOf(text).includes(secret), leftOf(text));
  });
}

test('key files are destroyed, whole, pretty-printed, in halves and without braces', () => {
  const { ciphertext, mac, kdfparams } = KEYSTORE.crypto;
  const pretty = JSON.stringify(KEYSTORE, null, 2);
  const written = [
    JSON.stringify(KEYSTORE),
    pretty,
    `here is my file\n${pretty}\nthe password comes next`,
    pretty.replaceAll('"', "'"),
    pretty.replaceAll('"', ''),
    pretty.slice(0, pretty.indexOf('"mac"')),
    pretty.slice(pretty.indexOf('"ciphertext"')),
    JSON.stringify(JSON.stringify(KEYSTORE)),
  ];
  for (const text of written) {
    const { text: left, destroyed } = guard.redact(text);
    assert.ok(destroyed.includes('keystore'), text);
    for (const value of [ciphertext, mac, kdfparams.salt]) {
      assert.ok(!left.includes(value.slice(8, 30)), left);
    }
  }
  const around = guard.redact(`here is my file\n${pretty}\nwhat now?`).text;
  assert.equal(around, 'here is my file\n⟦secret:keystore⟧\nwhat now?');
  assert.deepEqual(
    guard.redact('Is my keystore (the file with ciphertext and kdf) safe?').spans,
    [],
  );
});
