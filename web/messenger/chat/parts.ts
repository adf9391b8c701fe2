import { loadExchangeTexts as sayExchange } from '../app/exchange-texts.ts';
import { lazyPart } from '../parts/lazy-part.tsx';

/** What a chat does without until its end, or until somebody leaves. */
export const ratingPart = lazyPart(async () => (await import('./rating.tsx')).Rating);
/** Of an exchange only: cards, what the assistant's words wait for, and the test of one's own line. */
export const cardPart = lazyPart(async () => {
  const [{ ChatCard }] = await Promise.all([import('../selfservice/chat-card.tsx'), sayExchange()]);
  return ChatCard;
});
export const selfTapsPart = lazyPart(async () => {
  const [{ SelfTaps }] = await Promise.all([import('../selfservice/taps.tsx'), sayExchange()]);
  return SelfTaps;
});
export const networkCardPart = lazyPart(async () => {
  const [{ NetworkCard }] = await Promise.all([
    import('../selfservice/network-card.tsx'),
    sayExchange(),
  ]);
  return NetworkCard;
});
/** While demand is high: what can be had instead of waiting. */
export const surgePart = lazyPart(async () => (await import('../incidents/surge.tsx')).Surge);
/** What was promised in the case, under the chat's head. */
export const promisePart = lazyPart(async () => (await import('./promise-line.tsx')).PromiseLine);
/** What is asked before the first message of a category. */
export const formPart = lazyPart(async () => (await import('../forms/form.tsx')).Form);
export const leavePart = lazyPart(async () => (await import('./leave-sheet.tsx')).LeaveSheet);
/** Asks about digits that were sent before the guard could. */
export const lateQuestionPart = lazyPart(
  async () => (await import('../guard/late-question.tsx')).LateQuestion,
);
