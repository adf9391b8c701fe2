import { useMemo, useState } from 'react';
import type { SlaBookReply } from '../../../src/contract/sla.ts';
import { checkBook } from '../../../src/core/sla/check-book.ts';
import type { Problem } from '../../../src/core/sla/check-calendar.ts';
import type { SlaBook } from '../../../src/core/sla/policy.ts';
import { isTimeZone } from '../../../src/core/sla/time-zone.ts';

export interface Draft {
  readonly book: SlaBook;
  readonly problems: readonly Problem[];
  readonly isChanged: boolean;
  /** The version that is being changed. */
  readonly basedOn: number;
  readonly change: (next: Partial<SlaBook>) => void;
  /** Takes up another book, or what is published. */
  readonly replace: (book: SlaBook | null) => void;
}

/** What somebody is changing, kept until it is published or dropped: nothing of it holds before. */
export const useDraft = (published: SlaBookReply): Draft => {
  const [draft, setDraft] = useState<{ readonly book: SlaBook; readonly basedOn: number } | null>(
    null,
  );
  const book = draft?.book ?? published.book;
  const problems = useMemo(() => checkBook(book, isTimeZone), [book]);
  const isChanged = draft !== null && JSON.stringify(draft.book) !== JSON.stringify(published.book);
  const basedOn = draft?.basedOn ?? published.version;
  return {
    book,
    problems,
    isChanged,
    basedOn,
    change: (next) => setDraft({ basedOn, book: { ...book, ...next } }),
    replace: (next) => setDraft(next === null ? null : { basedOn: published.version, book: next }),
  };
};
