/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Block, Inline } from '../../../src/contract/help.ts';
import { articleAddress } from './article-address.ts';
import { insertInto, passageOf, passageText } from './passage-text.ts';

const words = (text: string): Inline[] => [{ text, strong: false, articleId: null }];
const paragraph = (text: string): Block => ({ kind: 'paragraph', content: words(text) });
const heading = (anchor: string): Block => ({ kind: 'heading', anchor, text: anchor });

const ARTICLE = {
  blocks: [
    paragraph('The answer.'),
    heading('first'),
    { kind: 'steps', items: [words('Open it'), words('Press it')] },
    paragraph('That is all.'),
    heading('second'),
    {
      kind: 'table',
      head: [words('Coin'), words('Fee')],
      rows: [[words('BTC'), words('0.0002')]],
    },
  ] satisfies Block[],
};

test('the passage under a heading ends at the next; the beginning ends at the first', () => {
  assert.equal(passageText(passageOf(ARTICLE, null)), 'The answer.');
  assert.equal(passageText(passageOf(ARTICLE, 'first')), '1. Open it\n2. Press it\n\nThat is all.');
  assert.equal(passageText(passageOf(ARTICLE, 'second')), 'Coin: BTC; Fee: 0.0002');
});

test('a heading that is gone gives the beginning', () => {
  assert.equal(passageText(passageOf(ARTICLE, 'renamed')), 'The answer.');
});

test('strong words and links to other articles are words', () => {
  const content: Inline[] = [
    { text: 'Open ', strong: false, articleId: null },
    { text: 'Wallet', strong: true, articleId: null },
    { text: ' as told', strong: false, articleId: 'deposit-minimum' },
  ];
  assert.equal(passageText([{ kind: 'paragraph', content }]), 'Open Wallet as told');
  assert.equal(passageText([{ kind: 'list', items: [content] }]), '• Open Wallet as told');
});

test('nothing of a draft is lost, and the caret stands after what was put in', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.nat(),
      fc.string({ minLength: 1 }),
      fc.boolean(),
      (draft, place, put, inLines) => {
        const at = place % (draft.length + 1);
        const { text, caret } = insertInto(draft, { from: at, to: at }, put, inLines);
        assert.ok(text.startsWith(draft.slice(0, at)));
        assert.ok(text.endsWith(draft.slice(at)));
        assert.equal(text.slice(caret - put.length, caret), put);
        assert.ok(text.length - draft.length - put.length <= 2);
      },
    ),
  );
  assert.equal(insertInto('Hello there', { from: 5, to: 5 }, 'X', true).text, 'Hello\nX\n there');
  assert.equal(insertInto('See !', { from: 4, to: 4 }, 'X', false).text, 'See X !');
});

test('the address of a passage', () => {
  const article = { id: 'trading-fees', locale: 'ar', anchor: 'what it costs' } as const;
  assert.equal(
    articleAddress('https://help.example', article),
    'https://help.example/help/ar/articles/trading-fees#what%20it%20costs',
  );
  assert.equal(articleAddress('', { ...article, anchor: null }), '/help/ar/articles/trading-fees');
});
