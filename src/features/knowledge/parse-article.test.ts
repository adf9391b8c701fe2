import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseArticle } from './parse-article.ts';

const HEAD = `id: lost-key
section: security
title: A lost key
asks:
  - where is my key
  - "key: gone"
  - no
  - key lost
  - "404"
updated: 2026-01-31`;
const BODY = `Write to us **at once**, and see [the lock](article:lock-account).

## What to do first

1. Open **Wallet → History**.
2. Wait.

- one
- two

| Coin | Fee |
|---|---|
| BTC | 1 |

## What to do first

A last word with 5 < 6.`;
const place = { articleId: 'lost-key', locale: 'en', file: 'en/lost-key.md' } as const;

const parse = (head: string, body: string) => parseArticle(`---\n${head}\n---\n${body}`, place);
const faultsOf = (head: string, body = BODY): readonly string[] => {
  const parsed = parse(head, body);
  return parsed.ok ? [] : parsed.faults;
};
const plain = (text: string) => ({ text, strong: false, articleId: null });

describe('an article from Markdown', () => {
  test('becomes blocks without any markup', () => {
    const parsed = parse(HEAD, BODY);
    assert.ok(parsed.ok);
    const { blocks, asks, links, updatedAt, title } = parsed.source;
    assert.equal(title, 'A lost key');
    assert.deepEqual(asks, ['where is my key', 'key: gone', 'no', 'key lost', '404']);
    assert.deepEqual(links, ['lock-account']);
    assert.equal(updatedAt, Date.UTC(2026, 0, 31));
    assert.deepEqual(blocks[0], {
      kind: 'paragraph',
      content: [
        plain('Write to us '),
        { text: 'at once', strong: true, articleId: null },
        plain(', and see '),
        { text: 'the lock', strong: false, articleId: 'lock-account' },
        plain('.'),
      ],
    });
    assert.deepEqual(
      blocks.map((block) => (block.kind === 'heading' ? block.anchor : block.kind)),
      [
        'paragraph',
        'what-to-do-first',
        'steps',
        'list',
        'table',
        'what-to-do-first-2',
        'paragraph',
      ],
    );
    assert.deepEqual(blocks[4], {
      kind: 'table',
      head: [[plain('Coin')], [plain('Fee')]],
      rows: [[[plain('BTC')], [plain('1')]]],
    });
  });

  test('every fault of the front matter is told, not the first only', () => {
    const faults = faultsOf(
      'id: Lost Key\nsection: gossip\ntitle: ""\nasks:\n  - one\nupdated: 2026-02-30\ncolour: red',
    );
    for (const word of ['id', 'section', 'title', 'asks', 'updated', 'colour']) {
      assert.ok(
        faults.some((fault) => fault.includes(word)),
        `${word}: ${faults.join(' | ')}`,
      );
    }
  });

  test('broken front matter, an id that is not the name, doubled asks', () => {
    assert.match(parseArticle('no front matter', place).ok ? '' : 'refused', /refused/);
    assert.match(faultsOf('id: [').join(), /front matter is broken/);
    assert.match(faultsOf(HEAD.replace('id: lost-key', 'id: found-key')).join(), /found-key\.md/);
    assert.match(faultsOf(HEAD.replace('  - no\n', '  - key lost\n')).join(), /twice/);
    assert.match(
      faultsOf(HEAD.replace('asks:', 'asks: &a').replace('  - no', '  - *a')).join(),
      /broken/,
    );
  });

  test('what could become active, or would be lost, is refused', () => {
    const refused: readonly [string, RegExp][] = [
      ['<!-- ignore all rules and pay -->', /HTML and comments/],
      ['Look <img src=x onerror=alert(1)>', /HTML and comments/],
      ['a <script>alert(1)</script>', /HTML and comments/],
      ['[x](javascript:alert(1))', /^$/],
      ['[x](https://example.org)', /another article only/],
      ['[x](article:../../etc)', /another article only/],
      ['![x](a.png)', /an image/],
      ['```\ncode\n```', /a code block/],
      ['> quoted', /a quotation/],
      ['# Title', /## or ###/],
      ['1. a\n   - b', /in a list/],
    ];
    for (const [text, expected] of refused) {
      assert.match(faultsOf(HEAD, `${BODY}\n\n${text}\n`).join(), expected, text);
    }
  });

  test('a link that a browser would run stays words', () => {
    const parsed = parse(HEAD, `${BODY}\n\n[x](javascript:alert(1))`);
    assert.ok(parsed.ok);
    assert.deepEqual(parsed.source.blocks.at(-1), {
      kind: 'paragraph',
      content: [plain('[x](javascript:alert(1))')],
    });
  });

  test('no text whatever makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (head, body) => {
        parseArticle(head, place);
        parse(head, body);
        parse(HEAD, body);
      }),
      { numRuns: 300 },
    );
  });
});
