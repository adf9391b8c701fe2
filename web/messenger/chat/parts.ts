import { lazyPart } from '../parts/lazy-part.tsx';

/** What a chat does without until its end, or until somebody leaves. */
export const ratingPart = lazyPart(async () => (await import('./rating.tsx')).Rating);
export const leavePart = lazyPart(async () => (await import('./leave-sheet.tsx')).LeaveSheet);
/** Asks about digits that were sent before the guard could. */
export const lateQuestionPart = lazyPart(
  async () => (await import('../guard/late-question.tsx')).LateQuestion,
);
