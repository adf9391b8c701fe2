import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { splitHost } from '../../adapters/public-suffixes/split-host.ts';
import { classify, openBook } from './classify.ts';
import { findContacts, foreignContacts } from './find-contacts.ts';
import { canonicalHost } from './host.ts';
import type { IdentityKind, Network, OfficialIdentity } from './identity.ts';
import { normaliseIdentity } from './normalise.ts';
import { readableLabel } from './punycode.ts';
import { readSubject } from './read-subject.ts';

const NOW = 1_000;
const its = (
  kind: IdentityKind,
  value: string,
  network: Network | null = null,
  until: number | null = null,
): OfficialIdentity => ({ kind, value, network, from: 0, until });

const book = openBook(
  {
    identities: [
      its('domain', 'norvik.example'),
      its('domain', 'norvik.com'),
      its('domain', 'old-norvik.net', null, 500),
      its('email_domain', 'norvik.example'),
      its('email', 'press@norvik-media.example'),
      its('phone', '+4780012345'),
      its('handle', 'norvik_exchange', 'telegram'),
      its('app', 'com.norvik.app'),
    ],
    badges: new Set(['M-2041']),
    allowedHosts: new Set(['etherscan.io']),
    phishingHosts: new Set(['drainer.example']),
    knownServices: { imitated: ['coinbase.com'], harmless: ['zendesk.com'] },
  },
  splitHost,
);
const judge = (text: string) => {
  const subject = readSubject(text);
  assert.ok(subject, `nothing to check in ${text}`);
  return classify(book, subject, NOW);
};
const verdictOf = (text: string) => judge(text).verdict;

test('what stands in the registry is ours, and all below a domain of ours', () => {
  for (const text of [
    'norvik.example',
    'https://NORVIK.example./login?x=1#y',
    'help.norvik.com',
    'mailto:no-reply@norvik.example',
    'Press@Norvik-media.example',
    '+47 800 12 345',
    '0047 80012345',
    'tel:+4780012345',
    '@Norvik_Exchange',
    'https://t.me/norvik_exchange',
    'telegram: norvik_exchange',
    'm-2041',
    'com.norvik.app',
  ]) {
    assert.equal(verdictOf(text), 'ours', text);
  }
});

test('what looks like ours is not, and the real one is named', () => {
  for (const [text, how, nearest] of [
    ['nоrvik.example', 'homoglyph', 'norvik.example'],
    ['n0rvik.com', 'homoglyph', 'norvik.example'],
    ['norvlk.com', 'homoglyph', 'norvik.example'],
    ['nrovik.com', 'typo', 'norvik.example'],
    ['norvij.com', 'typo', 'norvik.example'],
    ['norvik-support.io', 'added_words', 'norvik.example'],
    ['loginnorvik.com', 'added_words', 'norvik.example'],
    ['norvik.cam', 'other_suffix', 'norvik.example'],
    ['norvik.com.evil.io', 'subdomain', 'norvik.example'],
    ['https://norvik.example@evil.io/', 'subdomain', 'norvik.example'],
    ['https://evil.io\\@norvik.example', 'subdomain', 'norvik.example'],
    ['norvik.help@gmail.com', 'added_words', 'norvik.example'],
    ['@norvik_exchang3', 'typo', 'norvik_exchange'],
    ['https://t.me/norvik_helpdesk', 'added_words', 'norvik.example'],
    ['+47 800 12 354', 'typo', '+4780012345'],
    ['coinbasse.com', 'typo', 'coinbase.com'],
  ] as const) {
    const answer = judge(text);
    assert.deepEqual(
      [answer.verdict, answer.reason, answer.how, answer.nearest],
      ['not_ours', 'look_alike', how, nearest],
      text,
    );
  }
});

test('of kinds that are ours only when they are listed, others are not ours; other sites are unknown', () => {
  for (const text of ['someone@gmail.com', '+1 202 555 0100', 'M-9999', 'com.other.wallet']) {
    assert.equal(verdictOf(text), 'not_ours', text);
  }
  assert.deepEqual(
    ['weather.example', 'https://etherscan.io/tx/1', 'bit.ly/3x', '@someone', '80012345'].map(
      (text) => [verdictOf(text), judge(text).reason],
    ),
    [
      ['unknown', 'not_registered'],
      ['unknown', 'allowed'],
      ['unknown', 'shortener'],
      ['unknown', 'not_registered'],
      ['unknown', 'no_country'],
    ],
  );
  assert.equal(judge('drainer.example').reason, 'known_phishing');
  assert.equal(judge('www.old-norvik.net').reason, 'no_longer_ours');
});

test('a host below one of ours is never called fake, whatever it is called', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
  fc.assert(
    fc.property(
      fc.array(label, { maxLength: 4 }),
      fc.constantFrom('norvik.example', 'norvik.com'),
      fc.constantFrom('', 'https://', 'HTTP://'),
      (labels, domain, scheme) => {
        const host = [...labels, domain].join('.');
        if (canonicalHost(host) === null) return;
        const subject = readSubject(`${scheme}${host.toUpperCase()}`);
        if (subject?.kind !== 'link') return;
        assert.equal(classify(book, subject, NOW).verdict, 'ours');
      },
    ),
  );
});

const DRAWN: Readonly<Record<string, readonly string[]>> = {
  n: ['ո', 'ɴ'],
  o: ['о', 'ο', '0', 'ö'],
  r: ['г', 'ŕ'],
  v: ['ν', 'ѵ', 'ṽ'],
  i: ['і', 'ı', '1', 'l', 'í'],
  k: ['к', 'κ', 'ķ'],
};

test('a homoglyph of ours is never ours, and is called a look-alike', () => {
  const places = fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(places, fc.nat({ max: 3 }), (changed, pick) => {
      const name = [...'norvik']
        .map((letter, place) => {
          const drawn = DRAWN[letter] ?? [];
          return changed.includes(place) ? drawn[pick % drawn.length] : letter;
        })
        .join('');
      for (const suffix of ['com', 'example', 'io']) {
        const answer = judge(`https://${name}.${suffix}/login`);
        assert.equal(answer.verdict, 'not_ours', name);
        assert.equal(answer.reason, 'look_alike', name);
      }
    }),
  );
});

test('no text makes the reading throw, and nothing unknown is made into a link', () => {
  const piece = fc.constantFrom(
    'https://',
    'norvik.example',
    'evil.io',
    '@',
    '/',
    '\\',
    ' ',
    '.',
    'nоrvik.com',
    '+4780012345',
    '客服',
    ')',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      readSubject(text);
      let end = 0;
      for (const contact of findContacts(book, text, NOW, true)) {
        assert.ok(contact.start >= end && contact.end <= text.length);
        end = contact.end;
        if (contact.href === null) continue;
        const { hostname, protocol, username } = new URL(contact.href);
        assert.match(protocol, /^https?:$/);
        assert.equal(username, '');
        const host = canonicalHost(hostname);
        assert.ok(host !== null);
        assert.ok(
          ['norvik.example', 'norvik.com', 'etherscan.io'].some(
            (known) => host === known || host.endsWith(`.${known}`),
          ),
          contact.href,
        );
      }
    }),
    { numRuns: 300 },
  );
});

test('labels in punycode are read as browsers read them', () => {
  for (const label of ['xn--bcher-kva', 'xn--nrvik-jua', 'xn--80ak6aa92e', 'xn--fiqs8s']) {
    assert.equal(readableLabel(label), domainToUnicode(label));
  }
  assert.equal(readableLabel('xn--!!'), 'xn--!!');
});

const found = (text: string, outside = false) =>
  findContacts(book, text, NOW, outside).map(({ start, end, warning, href }) => [
    text.slice(start, end),
    warning ?? (href === null ? 'inert' : 'link'),
  ]);

test('what leads somewhere is found in a message of any language', () => {
  assert.deepEqual(found('see https://norvik.example/help, then (norvik-help.io).'), [
    ['https://norvik.example/help', 'link'],
    ['norvik-help.io', 'look_alike'],
  ]);
  assert.deepEqual(found('请打开norvik.com谢谢,或drainer.example。'), [
    ['norvik.com', 'link'],
    ['drainer.example', 'known_phishing'],
  ]);
  assert.deepEqual(found('norvik.example입니다'), [['norvik.example', 'link']]);
  assert.deepEqual(found('short: bit.ly/abc'), [['bit.ly/abc', 'shortener']]);
});

test('characters that are not drawn, and dots of other scripts, hide nothing', () => {
  assert.deepEqual(found('go to nor\u200bvik-help\u00ad.io now'), [
    ['nor\u200bvik-help\u00ad.io', 'look_alike'],
  ]);
  assert.deepEqual(found('go to norvik-help．io now'), [['norvik-help．io', 'look_alike']]);
  assert.deepEqual(found('go to nor\u2060vik.example'), [['nor\u2060vik.example', 'link']]);
});

test('file names, figures, and sentences without a space are no addresses', () => {
  const text =
    'See norvik.pdf, norvik-support.png, file.md, passport.zip, Node.js, 1.20.3 and received.It was 0.5 BTC, e.g. today.';
  assert.deepEqual(found(text), []);
});

test('a contact that is not ours is a reason for a warning only where support is posed as', () => {
  assert.deepEqual(found('my mail is me@mail.com'), [['me@mail.com', 'inert']]);
  for (const text of [
    'Customer support: write to helper@mail.com',
    '官方客服 helper@mail.com',
    '고객 센터 helper@mail.com',
    '公式サポート helper@mail.com',
    'le service client helper@mail.com',
    'el servicio al cliente helper@mail.com',
    'служба поддержки helper@mail.com',
    'خدمة العملاء helper@mail.com',
  ]) {
    assert.deepEqual(found(text), [['helper@mail.com', 'outside']], text);
  }
});

test('whoever speaks for us may name what is ours and what is allowed, nothing else', () => {
  const foreign = (text: string) =>
    foreignContacts(findContacts(book, text, NOW, true)).map(({ start, end }) =>
      text.slice(start, end),
    );
  assert.deepEqual(foreign('norvik.example, etherscan.io/tx/1, @norvik_exchange, 1.20 BTC'), []);
  assert.deepEqual(foreign('ask @helper99 or +1 202 555 0100 or wa.me/12025550100 or a.io'), [
    '@helper99',
    '+1 202 555 0100',
    'wa.me/12025550100',
    'a.io',
  ]);
});

test('a long text made to be slow is read to its end', () => {
  // What a pattern takes exponential time for, ends by the time limit of the run.
  for (const piece of ['a.', 'a-', '@', '+1 ', 'a@', 'https://', 'a_', '%', 'a.a@']) {
    const text = `${piece.repeat(Math.floor(7_900 / piece.length))} evil.io`;
    assert.equal(findContacts(book, text, NOW, true).at(-1)?.end, text.length, piece);
  }
});

test('values are kept in one form; what is none is refused', () => {
  const value = (kind: IdentityKind, text: string): string | null => {
    const result = normaliseIdentity(kind, text);
    return result.ok ? result.value : null;
  };
  assert.equal(value('domain', ' NORVIK.example. '), 'norvik.example');
  assert.equal(value('domain', 'xn--bcher-kva.example'), 'bücher.example');
  assert.equal(value('domain', 'https://norvik.example/x'), null);
  assert.equal(value('phone', '＋47 (800) 12-345'), '+4780012345');
  assert.equal(value('phone', '80012345'), null);
  assert.equal(value('handle', '@Norvik'), 'norvik');
  assert.equal(value('email', 'Help@Norvik.Example'), 'help@norvik.example');
  assert.equal(value('app', 'com norvik'), null);
});
