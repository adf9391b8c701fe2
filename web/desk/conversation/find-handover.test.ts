/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireEvent } from '../../../src/contract/live.ts';
import type { ConversationEvent } from '../../../src/core/conversation/event.ts';
import type { ConversationId } from '../../../src/core/ids.ts';
import { foldEntries } from '../../kit/state/timeline.ts';
import { titlesOf } from './article-titles.ts';
import { findOpenHandover } from './find-handover.ts';

type Logged = readonly [actor: 'assistant' | 'agent' | 'customer', event: object, words?: string];

/** A log of these, as it comes over the wire. */
const logOf = (...entries: readonly Logged[]) =>
  foldEntries(
    entries.map(
      ([kind, event, words], at): WireEvent => ({
        conversationId: 'c' as ConversationId,
        seq: at + 1,
        previousPublicSeq: at,
        at,
        actor: (kind === 'assistant' ? { kind } : { kind, id: 'x' }) as WireEvent['actor'],
        audience: 'everyone',
        event: event as ConversationEvent,
        body: words === undefined ? null : { text: words, attachments: [] },
      }),
    ),
  );

const said = (messageId: string, type = 'message_sent') => ({
  type,
  messageId,
  clientMessageId: messageId,
  agent: null,
  fileIds: [],
  destroyed: [],
});
const handover = { type: 'conversation_handed_over', reason: 'unsure', summaryId: 's' };

test('a summary is read first until an agent has answered; notes are no answers', () => {
  const before: readonly Logged[] = [
    ['customer', said('q')],
    ['assistant', handover, 'Asks about fees.'],
    ['customer', said('more')],
  ];
  assert.equal(findOpenHandover(logOf(...before)), 2);
  assert.equal(findOpenHandover(logOf(...before, ['agent', said('n', 'note_added')])), 2);
  assert.equal(findOpenHandover(logOf(...before, ['agent', said('a')])), null);
});

test('a handover without words is nothing to read', () => {
  assert.equal(findOpenHandover(logOf(['customer', said('q')], ['assistant', handover])), null);
});

test('titles come from sources and from what was offered', () => {
  const ref = (articleId: string) => ({
    articleId,
    locale: 'en',
    version: 1,
    title: `About ${articleId}`,
    anchor: null,
  });
  const replied = (messageId: string, reply: object) => ({
    type: 'assistant_replied',
    messageId,
    clientMessageId: messageId,
    turnId: 't',
    reply,
  });
  const titles = titlesOf(
    logOf(
      ['assistant', replied('a', { kind: 'answer', article: ref('fees') }), 'Fees are …'],
      [
        'assistant',
        replied('b', { kind: 'clarify', options: [ref('tax'), ref('bank')] }),
        'Which?',
      ],
      ['assistant', replied('c', { kind: 'word', of: 'thanks' }), 'Thanks'],
    ),
  );
  assert.deepEqual([...titles.keys()], ['fees', 'tax', 'bank']);
  assert.equal(titles.get('tax'), 'About tax');
});
