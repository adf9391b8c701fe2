import type { TeamId } from '../../core/ids.ts';
import { loadOf } from '../../core/promise/load.ts';
import type { Database } from '../../ports/database.ts';
import { listWaiting } from '../conversation/index.ts';
import { listAgentRecords } from '../staff/index.ts';

const KEPT_MS = 5_000;

type Loads = ReadonlyMap<TeamId, number>;

const countBy = (teamIds: readonly TeamId[]): Map<TeamId, number> => {
  const counts = new Map<TeamId, number>();
  for (const teamId of teamIds) counts.set(teamId, (counts.get(teamId) ?? 0) + 1);
  return counts;
};

const measure = async (database: Database): Promise<Loads> => {
  const [waiting, agents] = await Promise.all([listWaiting(database), listAgentRecords(database)]);
  const onDuty = agents.filter(({ status }) => status === 'available' || status === 'wrap_up');
  const staffed = countBy(onDuty.flatMap(({ teamIds }) => teamIds));
  const queued = countBy(waiting.map(({ teamId }) => teamId));
  return new Map([...queued].map(([id, count]) => [id, loadOf(count, staffed.get(id) ?? 0)]));
};

/** How busy each team is; measured at most every five seconds, however many ask. */
export const createLoadMeter = (database: Database): ((teamId: TeamId) => Promise<number>) => {
  let kept: { readonly at: number; readonly loads: Promise<Loads> } | undefined;
  return async (teamId) => {
    const now = performance.now();
    if (kept === undefined || now - kept.at > KEPT_MS) {
      const loads = measure(database);
      kept = { at: now, loads };
      loads.catch(() => {
        kept = undefined;
      });
    }
    return (await kept.loads).get(teamId) ?? 0;
  };
};
