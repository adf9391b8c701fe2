import type { PrintedTrace } from '../../ports/trace-reports.ts';

/** What the thread is given. `page` has the two signs of `PAGE_SIGNS` where the numbers go. */
export interface PrintJob {
  readonly trace: PrintedTrace;
  readonly page: string;
}

export const PAGE_SIGNS = { page: '\u0001', pages: '\u0002' } as const;
