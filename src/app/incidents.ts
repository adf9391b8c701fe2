import { DEFAULT_ROUTING_POLICY } from '../core/routing/policy.ts';
import { createIncidents, type Incidents } from '../features/incidents/index.ts';
import { createSurge } from '../features/surge/index.ts';
import type { CareDeps, CarePart } from './care.ts';

/** Incidents with their status page, and surge mode. */
export const createIncidentParts = ({
  base,
  conversation,
  dueWork,
  surge,
}: CareDeps): { readonly incidents: Incidents; readonly parts: readonly CarePart[] } => {
  const { config } = base;
  const deps = { ...base, ...conversation, dueWork };
  const incidents = createIncidents({
    ...deps,
    exchangeName: config.exchangeName,
    publicOrigin: config.http.publicOrigin,
  });
  const surgePart = createSurge({
    ...deps,
    policy: DEFAULT_ROUTING_POLICY,
    surge,
    hasAssistant: config.assistant.enabled,
  });
  return { incidents, parts: [incidents, surgePart] };
};
