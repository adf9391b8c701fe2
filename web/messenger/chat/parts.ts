import { lazyPart } from '../parts/lazy-part.tsx';

/** What a chat does without until its end, or until somebody leaves. */
export const ratingPart = lazyPart(async () => (await import('./rating.tsx')).Rating);
export const leavePart = lazyPart(async () => (await import('./leave-sheet.tsx')).LeaveSheet);
