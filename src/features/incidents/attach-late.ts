import { z } from 'zod';
import { entity } from '../../contract/incidents.ts';
import type { AgentId, IncidentId } from '../../core/ids.ts';
import { CATEGORIES } from '../../core/vocabulary.ts';
import { attachingDuty, findRequests } from './attach.ts';
import type { IncidentsDeps } from './deps.ts';
import { findIncident } from './store.ts';
import { askFirstToAttach } from './store-attachments.ts';

const payloadOf = z.object({
  incidentId: z.string(),
  since: z.number(),
  until: z.number(),
  via: z.enum(['filter', 'suggestion', 'greeting']),
  askedBy: z.string().nullable(),
  categories: z.array(z.enum(CATEGORIES)),
  entities: z.array(entity),
});

/** The due work `incident_late`: attaches what was not counted yet when it was looked for. Whoever was taken off stays off. */
export const attachLate = async (
  deps: IncidentsDeps,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const { since, until, via, askedBy, categories, entities, ...of } = payloadOf.parse(payload);
  const incidentId = of.incidentId as IncidentId;
  const incident = await findIncident(deps.database, incidentId);
  if (incident === undefined || incident.closedAt !== null) return;
  const ids = await findRequests(deps, { categories, entities }, since, until);
  if (ids.length === 0) return;
  await deps.database.transaction().execute(async (trx) => {
    await askFirstToAttach(trx, incidentId, ids, via, askedBy as AgentId | null);
    await deps.dueWork.schedule(trx, [attachingDuty(incidentId, deps.clock.now())]);
  });
  deps.dueWork.wake();
};
