import type { ArticleRef, AssistantReply } from '../../src/core/assistant/reply.ts';
import type { SelfServiceStep } from '../../src/core/selfservice/vocabulary.ts';

export const ARTICLES = ['deposit-late', 'withdrawal-held', 'lost-phone'];
export const CARDS = ['card-0', 'card-1'];
const refTo = (articleId: string): ArticleRef => ({
  articleId,
  locale: 'en',
  version: 1,
  title: articleId,
  anchor: null,
});
/** One of each kind that a random walk may say. */
export const REPLIES: readonly AssistantReply[] = [
  ...ARTICLES.map((id): AssistantReply => ({ kind: 'answer', article: refTo(id) })),
  { kind: 'clarify', options: ARTICLES.map(refTo) },
  { kind: 'word', of: 'greeting' },
  { kind: 'word', of: 'say_more' },
  { kind: 'consent', tool: 'deposit' },
  { kind: 'pick', tool: 'order', options: CARDS.map((cardId) => ({ subjectId: cardId, cardId })) },
  { kind: 'ask', tool: 'deposit', of: 'txid' },
  { kind: 'step_up', tool: 'password', action: 'reset_password' },
  { kind: 'network_check' },
  {
    kind: 'finding',
    tool: 'deposit',
    code: 'confirming',
    cardIds: ['card-0'],
    actions: ['check_again'],
    asks: true,
    follows: true,
  },
  {
    kind: 'update',
    tool: 'deposit',
    code: 'credited',
    cardId: 'card-0',
    actions: [],
    final: true,
  },
  {
    kind: 'update',
    tool: 'deposit',
    code: 'confirming',
    cardId: 'card-0',
    actions: ['check_again'],
    final: false,
  },
  { kind: 'handover', reason: 'unsure', emergency: null, staffed: true },
];

/** One of each kind that a customer may tap. */
export const STEPS: readonly SelfServiceStep[] = [
  { kind: 'consent', given: true },
  { kind: 'consent', given: false },
  { kind: 'choice', cardId: 'card-1' },
  { kind: 'choice', cardId: 'card-9' },
  { kind: 'action', action: 'check_again' },
  { kind: 'action', action: 'recover_deposit' },
  { kind: 'step_up', passed: true },
  {
    kind: 'network_check',
    result: {
      samples: 5,
      lost: 0,
      medianMs: 40,
      slowMs: 60,
      clockOffMs: 3,
      socket: 'open',
      isOnline: true,
    },
  },
];
