import type { AgentId, AtMs, IncidentId } from '../../core/ids.ts';
import type { Scope } from '../../core/incidents/concerns.ts';
import type { DueItem } from '../../ports/due-work.ts';

/** Requests that had begun when they were asked for, or while not every process knew of the incident. */
interface LateSearch {
  readonly scope: Scope;
  readonly since: AtMs;
  readonly until: AtMs;
  readonly via: 'filter' | 'suggestion' | 'greeting';
  readonly askedBy: AgentId | null;
}

/** Logs are followed a moment after they are written; when very many people write at once, some moments after. */
const LOOK_AFTER_MS = [5_000, 20_000, 60_000] as const;
/** By then every process greets new requests itself. */
const KNOWN_WITHIN_MS = 10_000;

/** What is counted only after somebody looked is looked for again, a few times. */
export const lateDuties = (
  incidentId: IncidentId,
  { scope, ...search }: LateSearch,
): readonly DueItem[] =>
  LOOK_AFTER_MS.map((afterMs) => ({
    key: `incident_late:${incidentId}:${search.via}:${search.until}:${afterMs}`,
    kind: 'incident_late',
    payload: {
      incidentId,
      ...search,
      categories: scope.categories,
      entities: scope.entities,
    },
    dueAt: search.until + afterMs,
  }));

/** Of an incident that greets new requests: those that come before every process knows of it. */
export const greetingDuties = (
  incidentId: IncidentId,
  { categories, entities }: Scope,
  openedAt: AtMs,
): readonly DueItem[] =>
  lateDuties(incidentId, {
    scope: { categories, entities },
    since: openedAt,
    until: openedAt + KNOWN_WITHIN_MS,
    via: 'greeting',
    askedBy: null,
  });
