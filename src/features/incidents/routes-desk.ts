import {
  attachedList,
  attachedQuery,
  attachMany,
  attachmentParams,
  attachOne,
  attachReply,
  changeIncident as changeBody,
  componentList,
  draftQuery,
  incidentDetail,
  incidentDraft,
  incidentList,
  incidentParams,
  openIncident as openBody,
  suggestionParams,
  tellIncident as tellBody,
} from '../../contract/incidents.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { AgentId, ConversationId, IncidentId } from '../../core/ids.ts';
import { entityOf } from '../../core/incidents/vocabulary.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { staffOf } from '../conversation/index.ts';
import { attachByHand, attachFound, detach } from './attach.ts';
import type { CurrentStatus } from './current-status.ts';
import type { IncidentsDeps } from './deps.ts';
import { readAttached, readDetail, readList } from './present.ts';
import { changeIncident, dismissSuggestion, openIncident, tellIncident } from './publish.ts';
import { replaceComponents, type StatusComponent } from './store.ts';
import { draftOf } from './words.ts';

const tag = 'Desk: incidents';
const CHANGES_PER_MINUTE = 60;

const idOf = (params: { readonly incidentId: string }): IncidentId =>
  params.incidentId as IncidentId;

/** What was changed is on this process's pages at once, and on others' within seconds. */
const then = async <T>(
  current: CurrentStatus,
  changed: Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  const outcome = await changed;
  if (outcome.ok) await current.read();
  return outcome;
};

const thenDetail = async (
  deps: IncidentsDeps,
  current: CurrentStatus,
  incidentId: IncidentId,
  changed: Promise<Outcome<unknown>>,
) => {
  const outcome = await then(current, changed);
  return outcome.ok ? readDetail(deps, incidentId) : outcome;
};

const readingRoutes = (deps: IncidentsDeps): Route[] => [
  defineRoute({
    key: 'GET /api/desk/incidents',
    summary: 'Incidents, open and of the last ninety days; suggestions; components',
    tag,
    reply: incidentList,
    handle: async () => ok(await readList(deps)),
  }),
  defineRoute({
    key: 'GET /api/desk/incidents/drafts',
    summary: 'Title and words for a stage in every language, from the catalogue',
    tag,
    query: draftQuery,
    reply: incidentDraft,
    handle: async ({ query: { kind, stage, about } }) =>
      ok(draftOf(deps.texts, kind, stage, about)),
  }),
  defineRoute({
    key: 'GET /api/desk/incidents/:incidentId',
    summary: 'One incident with its updates and how many each has reached',
    tag,
    params: incidentParams,
    reply: incidentDetail,
    handle: ({ params }) => readDetail(deps, idOf(params)),
  }),
  defineRoute({
    key: 'GET /api/desk/incidents/:incidentId/conversations',
    summary: 'Attached conversations that you may see',
    tag,
    params: incidentParams,
    query: attachedQuery,
    reply: attachedList,
    handle: async ({ principal, params, query }) => {
      const after = (query.after ?? null) as ConversationId | null;
      return ok(await readAttached(deps, staffOf(principal), idOf(params), after));
    },
  }),
];

const tellingRoutes = (deps: IncidentsDeps, current: CurrentStatus): Route[] => [
  defineRoute({
    key: 'POST /api/desk/incidents',
    summary: 'Open an incident with its first words; from a suggestion, its requests are attached',
    tag,
    body: openBody,
    reply: incidentDetail,
    perMinute: CHANGES_PER_MINUTE,
    handle: async ({ principal, body }) => {
      const opened = await then(current, openIncident(deps, staffOf(principal).agentId, body));
      return opened.ok ? readDetail(deps, opened.value.incidentId) : opened;
    },
  }),
  defineRoute({
    key: 'PUT /api/desk/incidents/:incidentId',
    summary: 'Change its impact, its components, and where it is shown',
    tag,
    params: incidentParams,
    body: changeBody,
    reply: incidentDetail,
    perMinute: CHANGES_PER_MINUTE,
    handle: ({ principal, params, body }) => {
      const changed = changeIncident(deps, staffOf(principal).agentId, idOf(params), body);
      return thenDetail(deps, current, idOf(params), changed);
    },
  }),
  defineRoute({
    key: 'POST /api/desk/incidents/:incidentId/updates',
    summary:
      'Tell everyone attached how it stands. `resolved` closes it, and asks each whether theirs is settled',
    tag,
    params: incidentParams,
    body: tellBody,
    reply: incidentDetail,
    perMinute: CHANGES_PER_MINUTE,
    handle: async ({ principal, params, body }) => {
      const told = tellIncident(deps, staffOf(principal).agentId, idOf(params), body);
      const detail = await thenDetail(deps, current, idOf(params), told);
      // Whoever tells it is answered before hundreds are told, and sees it from its beginning.
      deps.dueWork.wake();
      return detail;
    },
  }),
  defineRoute({
    key: 'POST /api/desk/incident-suggestions/:suggestionId/dismissal',
    summary: 'Put a suggestion aside; the same is not suggested again for a day',
    tag,
    params: suggestionParams,
    reply: 'empty',
    handle: ({ principal, params }) =>
      dismissSuggestion(deps, staffOf(principal).agentId, params.suggestionId),
  }),
];

const attachingRoutes = (deps: IncidentsDeps): Route[] => [
  defineRoute({
    key: 'POST /api/desk/incidents/:incidentId/conversations',
    summary: 'Attach a conversation; its customer is told how it stands',
    tag,
    params: incidentParams,
    body: attachOne,
    reply: 'empty',
    handle: ({ principal, params, body }) => {
      const conversationId = body.conversationId as ConversationId;
      return attachByHand(deps, staffOf(principal), idOf(params), conversationId);
    },
  }),
  defineRoute({
    key: 'POST /api/desk/incidents/:incidentId/conversations/by-filter',
    summary:
      'Attach open requests of categories, coins and networks since a time; or only count them',
    tag,
    params: incidentParams,
    body: attachMany,
    reply: attachReply,
    perMinute: CHANGES_PER_MINUTE,
    handle: ({ principal, params, body: { categories, entities, since, dryRun } }) => {
      const known = entities.flatMap(({ kind, value }) => entityOf(kind, value) ?? []);
      const scope = { categories, entities: known };
      const found = { scope, since, via: 'filter', dryRun } as const;
      return attachFound(deps, staffOf(principal).agentId, idOf(params), found);
    },
  }),
  defineRoute({
    key: 'DELETE /api/desk/incidents/:incidentId/conversations/:conversationId',
    summary: 'Take a conversation off; it is told nothing more',
    tag,
    params: attachmentParams,
    reply: 'empty',
    handle: ({ principal, params }) => {
      const conversationId = params.conversationId as ConversationId;
      return detach(deps, staffOf(principal), idOf(params), conversationId);
    },
  }),
];

/** Failures: `component_names_missing` (English is what stands in for other languages), `component_twice`. */
const saveComponents = async (
  deps: IncidentsDeps,
  agentId: AgentId,
  components: readonly StatusComponent[],
): Promise<Outcome<{ components: StatusComponent[] }>> => {
  const nameless = components.find(({ names }) => (names.en ?? '').trim() === '');
  if (nameless !== undefined) return fail('invalid', 'component_names_missing');
  if (new Set(components.map(({ id }) => id)).size < components.length)
    return fail('invalid', 'component_twice');
  await deps.database.transaction().execute(async (trx) => {
    await replaceComponents(trx, components);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'status_components_saved',
      subject: { kind: 'status_page', id: 'components' },
      data: { ids: components.map(({ id }) => id) },
    });
  });
  return ok({ components: [...components] });
};

const componentRoute = (deps: IncidentsDeps, current: CurrentStatus): Route =>
  defineRoute({
    key: 'PUT /api/desk/status-components',
    summary: 'Say which parts of the service the status page shows, in order',
    tag,
    body: componentList,
    reply: componentList,
    handle: ({ principal, body }) =>
      then(current, saveComponents(deps, staffOf(principal).agentId, body.components)),
  });

export const incidentDeskRoutes = (
  deps: IncidentsDeps,
  current: CurrentStatus,
): readonly Route[] => [
  ...readingRoutes(deps),
  ...tellingRoutes(deps, current),
  ...attachingRoutes(deps),
  componentRoute(deps, current),
];
