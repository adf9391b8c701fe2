import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatNumber } from '../conversation/number.ts';
import { parseDay } from './civil-date.ts';
import { findTerms, snippetOf } from './match-terms.ts';
import { parseQuery } from './parse-query.ts';
import { tokensOf } from './read-text.ts';

const parsed = (query: string) => {
  const result = parseQuery(query);
  assert.ok(result.ok, query);
  return result.value;
};
const failureOf = (query: string): string => {
  const result = parseQuery(query);
  return result.ok ? 'ok' : result.failure.code;
};

/** Whether the index gives the text for the query, and whether it stands the check. */
const finds = (query: string, text: string): boolean => {
  const { tokens, terms } = parsed(query);
  const there = tokensOf(text);
  return tokens.every((token) => there.has(token)) && findTerms(text, terms) !== null;
};

const TXID = `0x${'9f8e7d6c'.repeat(8)}`;

test('what people look for is found, in every script, whatever its case, width and accents', () => {
  const found: readonly (readonly [string, string])[] = [
    ['提币', '我的提币还没有到账'],
    ['到账', '我的提币还没有到账'],
    ['출금', '어제 출금이 안 돼요'],
    ['出金', '出金がまだ反映されません'],
    ['ｶｰﾄﾞ', 'カードで支払いました'],
    ['币', '我的提币'],
    ['BTC到账', '昨天的btc到账了吗'],
    ['withdraw', 'My WITHDRAWAL is stuck'],
    ['withdrawals', 'one withdrawal'],
    ['verifie', 'Ma vérification échoue'],
    ['Élève', 'un eleve'],
    ['вывода', 'вывод не пришёл'],
    ['سحب', 'لم يصل السحب'],
    ['الإيداع', 'إيداعي؟ ايداع'],
    ['ｗａｌｌｅｔ', 'wallet'],
    [TXID.toUpperCase().replace('0X', '0x'), `see ${TXID}.`],
    [TXID.slice(2), `see ${TXID}`],
    ['ana@example.com', 'write to Ana@Example.com please'],
    ['"not arrived"', 'it has not arrived'],
  ];
  for (const [query, text] of found) assert.ok(finds(query, text), `${query} in ${text}`);
});

test('what only looks alike is not found', () => {
  const not: readonly (readonly [string, string])[] = [
    ['币提', '我的提币'],
    ['출입', '출금 입금'],
    ['bank', 'banana'],
    ['contact', 'contain'],
    ['"arrived not"', 'it has not arrived'],
    ['"withdraw"', 'withdrawal'],
    ['100', '1000'],
    [TXID.slice(0, 30), TXID],
  ];
  for (const [query, text] of not) assert.ok(!finds(query, text), `${query} in ${text}`);
});

test('each part of a text finds the text', () => {
  const text = fc
    .array(fc.constantFrom('提币', '未到', 'deposit', 'ETH', '출금이', 'вывод', '42', 'カード'), {
      minLength: 1,
      maxLength: 12,
    })
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(text, fc.nat(), (given, at) => {
      const words = given.split(' ');
      const word = words[at % words.length] ?? '';
      assert.ok(finds(word, given));
      const marks = findTerms(given, parsed(word).terms) ?? [];
      const marked = marks.map(({ start, end }) => given.slice(start, end));
      assert.ok(marked.includes(word));
    }),
  );
});

test('filters are read beside the words', () => {
  const { terms, conditions, externalId, from, to } = parsed(
    'deposit status:open tag:vip assignee:me customer:1042 after:2026-01-31 before:2026-03-01 https://example.com',
  );
  assert.deepEqual(conditions, { status: ['open'], tags: ['vip'], assignee: ['me'] });
  assert.equal(externalId, '1042');
  assert.equal(new Date(from ?? 0).toISOString(), '2026-02-01T00:00:00.000Z');
  assert.equal(new Date(to ?? 0).toISOString(), '2026-03-01T00:00:00.000Z');
  assert.equal(terms.length, 2);
  assert.equal(parsed(formatNumber(48_271_935)).number, formatNumber(48_271_935));
});

test('what cannot be meant is refused with its reason', () => {
  assert.equal(failureOf('status:sleeping'), 'search_bad_value');
  assert.equal(failureOf('after:2026-02-30'), 'search_bad_date');
  assert.equal(failureOf('after:yesterday'), 'search_bad_date');
  assert.equal(failureOf('number:12'), 'search_bad_value');
  assert.equal(failureOf('  % \\ _ "" '), 'search_empty');
  assert.equal(failureOf('\u0000'), 'search_empty');
  assert.equal(failureOf('x'.repeat(401)), 'search_too_long');
  assert.equal(failureOf('a b c d e f g h i j k l m n o p q'), 'search_too_long');
  assert.equal(failureOf('half \ud800'), 'malformed_text');
});

test('days are those of the calendar', () => {
  const day = fc.date({
    min: new Date('1970-01-01'),
    max: new Date('9999-12-31'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(day, (date) => {
      const text = date.toISOString().slice(0, 10);
      assert.equal(parseDay(text), Date.parse(text));
    }),
  );
});

test('a snippet keeps its marks in their places', () => {
  const text = `${'Long before. '.repeat(30)}The deposit 💸 is here.${' And after.'.repeat(40)}`;
  const marks = findTerms(text, parsed('deposit').terms) ?? [];
  const snippet = snippetOf(text, marks);
  assert.ok(
    snippet.text.length < 210 && snippet.text.startsWith('…') && snippet.text.endsWith('…'),
  );
  assert.deepEqual(
    snippet.marks.map(({ start, end }) => snippet.text.slice(start, end)),
    ['deposit'],
  );
});
