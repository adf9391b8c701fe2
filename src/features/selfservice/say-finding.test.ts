import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyFinding, NOW } from '../../../test/models/any-finding.ts';
import { openTexts } from '../../adapters/texts-icu/icu-texts.ts';
import { FINDING_CODES, TRANSACTION_CODES } from '../../core/selfservice/codes.ts';
import type { Finding, Param } from '../../core/selfservice/finding.ts';
import { GENERAL_CODES, generalFinding } from '../../core/selfservice/general-findings.ts';
import { TERMS, type TermGroup, wordsOf } from '../../core/selfservice/terms.ts';
import { textKeyOf } from '../../core/selfservice/text-key.ts';
import { TOOLS } from '../../core/selfservice/vocabulary.ts';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import { sayDuration, sayFinding, sayMoment, sayParam, saySpan } from './say-finding.ts';

const FOLDER = join(import.meta.dirname, '../../../content/texts/server');
const texts = openTexts(FOLDER);
const catalogue = JSON.parse(readFileSync(join(FOLDER, 'en.json'), 'utf8')) as object;
const locales = fc.constantFrom(...LOCALES);

const digitsIn = (text: string): readonly string[] =>
  [...text.replaceAll(/[\u2066\u2069]/gu, ' ').matchAll(/\d+(?:[.,\u00a0\u202f]\d+)*/gu)].map(
    ([figure]) => figure.replaceAll(/\D/gu, ''),
  );

const isKnown = ({ tool, code }: Finding): boolean =>
  (FINDING_CODES[tool] as readonly string[]).includes(code) ||
  (TRANSACTION_CODES as readonly string[]).includes(code) ||
  (GENERAL_CODES as readonly string[]).includes(code);

test('whatever exchange and chain say, there is exactly one finding, it is known, and it has its words', () => {
  fc.assert(
    fc.property(anyFinding, locales, (finding, locale) => {
      assert.ok(isKnown(finding), `${finding.tool}.${finding.code}`);
      const text = sayFinding({ texts, locale, timeZone: null }, finding);
      assert.ok(text.length > 5);
      assert.doesNotMatch(text, /[{}]|undefined|NaN|Infinity/);
    }),
    { numRuns: 3_000 },
  );
});

test('no figure is said that is not a parameter of the finding', () => {
  fc.assert(
    fc.property(anyFinding, locales, (finding, locale) => {
      const speech = { texts, locale, timeZone: null };
      const given = Object.values(finding.params).flatMap((param: Param) =>
        digitsIn(
          param.kind === 'count'
            ? `${param.count} ${param.count.toLocaleString('en')}`
            : String(sayParam(speech, param)),
        ),
      );
      const allowed = new Set(given);
      for (const figure of digitsIn(sayFinding(speech, finding)))
        assert.ok(allowed.has(figure), `${finding.tool}.${finding.code}: ${figure}`);
    }),
    { numRuns: 3_000 },
  );
});

test('every finding that can be made was made by the facts drawn, and no other', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyFinding, (finding) => void seen.add(textKeyOf(finding))),
    { numRuns: 40_000, seed: 4 },
  );
  const listed = [
    ...TOOLS.flatMap((tool) => FINDING_CODES[tool].map((code) => `${tool}.${code}`)),
    ...TRANSACTION_CODES.map((code) => `transaction.${code}`),
  ];
  assert.deepEqual(
    listed.filter((key) => !seen.has(key)),
    [],
  );
});

test('the general findings and all terms have words in every language', () => {
  for (const locale of LOCALES) {
    const speech = { texts, locale, timeZone: 'Asia/Seoul' };
    for (const tool of TOOLS)
      for (const code of GENERAL_CODES)
        assert.doesNotMatch(sayFinding(speech, generalFinding(tool, code)), /\d/);
    for (const group of Object.keys(TERMS) as TermGroup[])
      for (const word of wordsOf(group))
        assert.notEqual(texts.say(locale, `selfservice.term.${group}.${word}`), '');
  }
});

test('no sentence of a finding is written that no tool can say', () => {
  const keys = new Set([
    ...TOOLS.flatMap((tool) => FINDING_CODES[tool].map((code) => `${tool}.${code}`)),
    ...TRANSACTION_CODES.map((code) => `transaction.${code}`),
    ...GENERAL_CODES.map((code) => `general.${code}`),
  ]);
  const written = Object.keys(catalogue)
    .filter((key) => key.startsWith('selfservice.'))
    .map((key) => key.slice('selfservice.'.length))
    .filter((key) => !/^(term|pick|ask)\.|^(consent|step_up|network_check)$/.test(key));
  assert.deepEqual(
    written.filter((key) => !keys.has(key)),
    [],
  );
});

test('amounts are said digit for digit, and keep their order in Arabic', () => {
  const amount = { kind: 'amount', amount: '1200.000000000000000001', asset: 'ETH' } as const;
  const say = (locale: Locale) => sayParam({ texts, locale, timeZone: null }, amount);
  assert.equal(say('de' as Locale), '1200.000000000000000001 ETH');
  assert.equal(say('ar'), '\u20661200.000000000000000001 ETH\u2069');
});

test('times are said in the customer’s zone, or in UTC by name', () => {
  assert.match(sayMoment('en', null, NOW), /UTC$/);
  assert.match(sayMoment('en', 'Asia/Seoul', Date.UTC(2026, 0, 1, 20)), /Jan 2, 2026, 5:00/);
  assert.equal(saySpan('en', 61_000 * 2, 61_000 * 4), '2–5 minutes');
  assert.equal(sayDuration('en', 41_300), '41 seconds');
  assert.match(sayDuration('fr', 7_400), /^7,4\ssecondes$/);
});
