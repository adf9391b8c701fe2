import type { AgentId } from '../../core/ids.ts';
import { loadOf, mayEnd, type Pressure, watchPressure } from '../../core/incidents/surge.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import type { SurgeDeps } from './deps.ts';
import { readPressure, type TypicalWaits } from './read-pressure.ts';
import { lockMode, saveSigns, setMode } from './store.ts';
import { purgeCalls } from './store-calls.ts';

const EVERY_MS = 30_000;
/** Switched on by hand, it stays so for at least this long. */
const KEEPS_MS = 15 * 60_000;

export const watchingDuty = (dueAt: number) =>
  ({ key: 'surge_watch', kind: 'surge_watch', payload: {}, dueAt, again: true }) as const;

/** A supervisor switches it. Switching it to what it is does nothing. */
export const switchSurge = async (
  deps: SurgeDeps,
  agentId: AgentId,
  on: boolean,
): Promise<Outcome<undefined>> => {
  const now = deps.clock.now();
  await deps.database.transaction().execute(async (trx) => {
    if ((await lockMode(trx)).isOn === on) return;
    await setMode(trx, on, agentId, now, on ? now + KEEPS_MS : null);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: on ? 'surge_begun' : 'surge_ended',
      subject: { kind: 'surge', id: 'mode' },
    });
  });
  await deps.surge.read();
  return ok(undefined);
};

/** One look at the queue: signs grow or fade, and a surge that is over ends. */
export const takeLook = async (deps: SurgeDeps, pressure: Pressure): Promise<void> => {
  const now = deps.clock.now();
  await deps.database.transaction().execute(async (trx) => {
    const { isOn, keepsUntil, signs: before } = await lockMode(trx);
    const signs = watchPressure(before, pressure, now);
    await saveSigns(trx, signs);
    if (!isOn || now < (keepsUntil ?? 0) || !mayEnd(signs, now)) return;
    await setMode(trx, false, null, now, null);
    await writeAudit(trx, {
      actor: { kind: 'system', id: null },
      action: 'surge_ended',
      subject: { kind: 'surge', id: 'mode' },
      data: { waiting: pressure.waiting, load: Math.round(loadOf(pressure)) },
    });
  });
  await deps.surge.read();
};

/** The due work `surge_watch`: whatever comes of one look, the next one follows. */
export const watch = async (deps: SurgeDeps, typicalWaits: TypicalWaits): Promise<void> => {
  try {
    await takeLook(deps, await readPressure(deps, typicalWaits));
    await purgeCalls(deps.database);
  } catch (error) {
    deps.log.error({ error }, 'the queue was not looked at');
  } finally {
    await deps.dueWork.schedule(deps.database, [watchingDuty(deps.clock.now() + EVERY_MS)]);
  }
};
