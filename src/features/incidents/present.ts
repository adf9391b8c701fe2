import type {
  AttachedList,
  IncidentDetail,
  IncidentList,
  IncidentRow,
  IncidentSuggestion,
} from '../../contract/incidents.ts';
import { type StaffView, staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId, IncidentId } from '../../core/ids.ts';
import { kindOfSeries } from '../../core/incidents/vocabulary.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { findStates } from '../conversation/index.ts';
import { findRequests } from './attach.ts';
import { STATUS_DAYS } from './current-status.ts';
import type { IncidentsDeps } from './deps.ts';
import {
  findIncident,
  type Incident,
  listComponents,
  listIncidents,
  listUpdates,
} from './store.ts';
import {
  type Counts,
  countAttachments,
  countTellings,
  listAttachments,
} from './store-attachments.ts';
import { listSuggestions, type StoredSuggestion } from './store-signals.ts';

const DAY_MS = 86_400_000;
const ROWS = 100;

const toRow = (incident: Incident, counts: Counts): IncidentRow => ({
  ...incident,
  categories: [...incident.categories],
  entities: incident.entities.map((entity) => ({ ...entity })),
  componentIds: [...incident.componentIds],
  titles: { ...incident.titles },
  counts: { ...counts },
});

const toSuggestion = async (
  deps: Pick<IncidentsDeps, 'database'>,
  { id, series, spike, since, suggestedAt }: StoredSuggestion,
): Promise<IncidentSuggestion> => {
  const { category, entity } = series;
  const scope = { categories: [category], entities: entity === null ? [] : [entity] };
  return {
    id,
    category,
    entity: entity && { ...entity },
    kind: kindOfSeries(series),
    suggestedAt,
    since,
    ...spike,
    requests: (await findRequests(deps, scope, since)).length,
  };
};

/** All that the list shows. */
export const readList = async (
  deps: Pick<IncidentsDeps, 'database' | 'clock'>,
): Promise<IncidentList> => {
  const since = deps.clock.now() - STATUS_DAYS * DAY_MS;
  const [incidents, suggestions, components] = await Promise.all([
    listIncidents(deps.database, since),
    listSuggestions(deps.database),
    listComponents(deps.database),
  ]);
  const countsOf = await countAttachments(
    deps.database,
    incidents.map(({ id }) => id),
  );
  const rows = incidents.map((incident) => toRow(incident, countsOf(incident.id)));
  return {
    open: rows.filter(({ closedAt }) => closedAt === null),
    past: rows.filter(({ closedAt }) => closedAt !== null),
    suggestions: await Promise.all(suggestions.map((each) => toSuggestion(deps, each))),
    components: components.map(({ id, names }) => ({ id, names: { ...names } })),
  };
};

/** One incident with its updates and how far each has come. Failure: `incident_not_found`. */
export const readDetail = async (
  deps: Pick<IncidentsDeps, 'database'>,
  incidentId: IncidentId,
): Promise<Outcome<IncidentDetail>> => {
  const incident = await findIncident(deps.database, incidentId);
  if (incident === undefined) return fail('not_found', 'incident_not_found');
  const updates = await listUpdates(deps.database, [incidentId]);
  const told = await countTellings(
    deps.database,
    updates.map(({ id }) => id),
  );
  const countsOf = await countAttachments(deps.database, [incidentId]);
  return ok({
    incident: toRow(incident, countsOf(incidentId)),
    updates: updates.map(({ id, stage, writtenIn, texts, publishedAt }) => ({
      id,
      stage,
      writtenIn,
      texts: { ...texts },
      publishedAt,
      ...(told.get(id) ?? { toTell: 0, told: 0 }),
    })),
  });
};

/** The attached conversations that this person may see; numbers and states, no words. */
export const readAttached = async (
  deps: Pick<IncidentsDeps, 'database'>,
  staff: StaffView,
  incidentId: IncidentId,
  after: ConversationId | null,
): Promise<AttachedList> => {
  const attachments = await listAttachments(deps.database, incidentId, after, ROWS + 1);
  const shown = attachments.slice(0, ROWS);
  const states = new Map(
    (
      await findStates(
        deps.database,
        shown.map(({ conversationId }) => conversationId),
      )
    ).map(({ state }) => [state.id, state]),
  );
  const rows = shown.flatMap(({ conversationId, state, via, askedAt }) => {
    const found = states.get(conversationId);
    if (found === undefined || !staffMaySee(staff, found)) return [];
    const { number, category, locale, status } = found;
    return [{ conversationId, number, category, locale, status, state, via, askedAt }];
  });
  return { rows, hasMore: attachments.length > ROWS };
};
