import type { AtMs } from '../../core/ids.ts';
import type { Database } from '../../ports/database.ts';
import type { DueHandler, DueItem } from '../../ports/due-work.ts';
import type { Log } from '../../ports/log.ts';
import type { Committer } from '../conversation/index.ts';
import { listBearers } from './store.ts';

export const RENAME_KIND = 'rename_tag';

export interface RenameDeps {
  readonly database: Database;
  readonly committer: Committer;
  readonly log: Log;
}

const BATCH = 200;
/** The follower takes off the old name a moment after the change. */
const AGAIN_AFTER_MS = 3_000;

export const workToRename = (from: string, to: string, dueAt: AtMs): DueItem => ({
  key: `${RENAME_KIND}:${from}`,
  kind: RENAME_KIND,
  payload: { from, to },
  dueAt,
  again: true,
});

/** Gives the new name to those that bear the old one, a batch at a time, until none is left. */
export const renameBearers =
  (deps: RenameDeps, schedule: (item: DueItem) => Promise<void>, now: () => AtMs): DueHandler =>
  async (payload) => {
    const from = String(payload.from);
    const to = String(payload.to);
    const bearers = await listBearers(deps.database, from, BATCH);
    let under = 0;
    for (const conversationId of bearers) {
      const done = await deps.committer.commit({
        conversationId,
        actor: { kind: 'system' },
        command: { type: 'change_tags', add: [to], remove: [from] },
        maySee: () => true,
      });
      // Changed now, or a moment ago and not counted yet.
      if (done.ok) under++;
      if (!done.ok)
        deps.log.warn(
          { conversation: conversationId, code: done.failure.code },
          'a tag could not be renamed',
        );
    }
    if (under > 0) await schedule(workToRename(from, to, now() + AGAIN_AFTER_MS));
  };
