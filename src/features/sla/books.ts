import { DEFAULT_BOOK } from '../../core/sla/default-book.ts';
import type { SlaBook } from '../../core/sla/policy.ts';
import { type Timeline, timelineOf } from '../../core/sla/timeline.ts';
import type { Connection, Database } from '../../ports/database.ts';
import { insertBook, listBooks, type Publication } from './store.ts';

export interface Books {
  /** All versions up to the newest one that this connection sees, ready to count with. */
  timeline(connection: Connection): Promise<Timeline>;
  /** Every version, in order; at least one. */
  all(connection: Connection): Promise<readonly Publication[]>;
}

/** What an installation begins with, where it has nothing yet. */
export const ensureBook = async (database: Database, book: SlaBook): Promise<void> => {
  await insertBook(database, { version: 1, inMs: 0, publishedBy: null, book });
};

/** Keeps the versions in memory; each look asks the database for newer ones, so that nothing is counted by an old one. */
export const createBooks = (database: Database): Books => {
  let known: readonly Publication[] = [];
  let timeline: Timeline | undefined;
  const refresh = async (connection: Connection): Promise<readonly Publication[]> => {
    const newer = await listBooks(connection, known.at(-1)?.version ?? 0);
    const last = known.at(-1)?.version ?? 0;
    const added = newer.filter(({ version }) => version > last);
    if (added.length > 0) {
      known = [...known, ...added];
      timeline = undefined;
    }
    if (known.length > 0) return known;
    await ensureBook(database, DEFAULT_BOOK);
    return refresh(database);
  };
  return {
    all: refresh,
    timeline: async (connection) => {
      const versions = await refresh(connection);
      timeline ??= timelineOf(versions);
      return timeline;
    },
  };
};
