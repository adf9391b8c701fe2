import { DEFAULT_SPIKE_POLICY } from '../../core/incidents/detect-spike.ts';
import { COOLING_MS, suggestIncidents } from '../../core/incidents/suggest-incident.ts';
import { seriesKey } from '../../core/incidents/vocabulary.ts';
import { databaseNow } from '../conversation/index.ts';
import { seriesOfScope } from './attach.ts';
import type { CurrentStatus } from './current-status.ts';
import type { IncidentsDeps } from './deps.ts';
import {
  fadeSuggestions,
  insertSuggestion,
  listResting,
  purgeSignals,
  readHistories,
} from './store-signals.ts';
import { purgeUnconfirmed } from './store-subscriptions.ts';

const EVERY_MS = 60_000;

export const detectingDuty = (dueAt: number) =>
  ({
    key: 'incident_detect',
    kind: 'incident_detect',
    payload: {},
    dueAt,
    again: true,
    urgency: 'later',
  }) as const;

/** Looks at all series once. Gives how many suggestions are new. */
export const detectOnce = async (deps: IncidentsDeps, current: CurrentStatus): Promise<number> => {
  const now = await databaseNow(deps.database);
  await fadeSuggestions(deps.database, now);
  const { histories, since } = await readHistories(
    deps.database,
    now,
    DEFAULT_SPIKE_POLICY.leastCount,
  );
  const resting = new Set([
    ...(await listResting(deps.database, now)),
    ...current.open.flatMap(seriesOfScope).map(seriesKey),
  ]);
  let made = 0;
  for (const { series, spike, since: from } of suggestIncidents(histories, resting, now, since)) {
    const suggestion = { id: deps.ids.uuid(), series, spike, since: from };
    if (await insertSuggestion(deps.database, suggestion, now + COOLING_MS)) made += 1;
  }
  return made;
};

/** The due work `incident_detect`: whatever comes of one look, the next one follows. */
export const detect = async (deps: IncidentsDeps, current: CurrentStatus): Promise<void> => {
  try {
    await detectOnce(deps, current);
    await purgeSignals(deps.database);
    await purgeUnconfirmed(deps.database);
  } catch (error) {
    deps.log.error({ error }, 'it was not looked whether requests spike');
  } finally {
    await deps.dueWork.schedule(deps.database, [detectingDuty(deps.clock.now() + EVERY_MS)]);
  }
};
