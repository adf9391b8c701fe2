import type { PrintedLetter } from '../../ports/letters.ts';
import type { PrintedTrace } from '../../ports/trace-reports.ts';

/** What the thread is given. `page` has the two signs of `PAGE_SIGNS` where the numbers go. */
export type PrintJob =
  | { readonly kind: 'trace'; readonly trace: PrintedTrace; readonly page: string }
  | { readonly kind: 'letter'; readonly letter: PrintedLetter };

export const PAGE_SIGNS = { page: '\u0001', pages: '\u0002' } as const;
