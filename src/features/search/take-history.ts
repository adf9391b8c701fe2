import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { Transaction } from '../../ports/database.ts';
import { databaseNow, listIdsBefore, readLogged } from '../conversation/index.ts';
import type { SearchDeps } from './deps.ts';
import { entriesOf } from './index-words.ts';
import { addHistory, beginHistoryAgain, lockHistory, moveHistory } from './store.ts';

export const HISTORY = 'search_history';
/** Conversations taken in at once: a fraction of a second, during which nobody waits but whoever edits in them. */
const AT_ONCE = 40;
const EVENTS_AT_ONCE = 1_000;

const readWhole = async (
  trx: Transaction,
  id: ConversationId,
  before: AtMs,
): Promise<readonly LoggedEvent[]> => {
  const all: LoggedEvent[] = [];
  for (;;) {
    const some = await readLogged(trx, id, all.at(-1)?.seq ?? 0, EVENTS_AT_ONCE);
    all.push(...some);
    if (some.length < EVENTS_AT_ONCE) return all.filter(({ at }) => at < before);
  }
};

/** Goes on with what was said before there was an index, from the newest conversation to the oldest. Resumable. */
export const takeHistory = async (deps: SearchDeps): Promise<void> => {
  await deps.database.transaction().execute(async (trx) => {
    const { beforeId, beganAt, ended } = await lockHistory(trx);
    if (ended) return;
    const ids = await listIdsBefore(trx, beforeId, AT_ONCE);
    for (const id of ids) {
      const logged = await readWhole(trx, id, beganAt);
      await addHistory(trx, (await entriesOf(deps, trx, logged)).toReversed());
    }
    await moveHistory(trx, ids.length < AT_ONCE ? null : (ids.at(-1) ?? null));
    if (ids.length === AT_ONCE) await scheduleHistory(deps, trx);
  });
  deps.dueWork.wake();
};

/** A standing duty until all has been taken in. */
export const scheduleHistory = async (
  deps: Pick<SearchDeps, 'dueWork'>,
  trx: Transaction,
): Promise<void> =>
  deps.dueWork.schedule(trx, [
    {
      key: HISTORY,
      kind: HISTORY,
      payload: {},
      dueAt: await databaseNow(trx),
      again: true,
    },
  ]);

/** Has everything taken in once more; what is in the index already stays as it is. */
export const retakeHistory = async (
  deps: Pick<SearchDeps, 'dueWork'>,
  trx: Transaction,
): Promise<void> => {
  await beginHistoryAgain(trx);
  await scheduleHistory(deps, trx);
};
