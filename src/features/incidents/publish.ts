import type { ChangeIncident, OpenIncident, TellIncident } from '../../contract/incidents.ts';
import type { AgentId, IncidentId } from '../../core/ids.ts';
import { mayTell } from '../../core/incidents/concerns.ts';
import { DISMISSED_COOLING_MS } from '../../core/incidents/suggest-incident.ts';
import { entityOf, type IncidentStage } from '../../core/incidents/vocabulary.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { attachFound } from './attach.ts';
import type { IncidentsDeps } from './deps.ts';
import { greetingDuties } from './late-duty.ts';
import {
  findUpdate,
  type Incident,
  insertIncident,
  insertUpdate,
  listComponents,
  lockIncident,
  moveIncident,
  type NewIncident,
  saveSettings,
  type Update,
} from './store.ts';
import { insertTellings } from './store-attachments.ts';
import { endSuggestion } from './store-signals.ts';
import { tellingDuty } from './tell-customer.ts';
import { takeInAll } from './words.ts';

const auditOf = (
  trx: Transaction,
  agentId: AgentId,
  action: string,
  incidentId: IncidentId,
  data: Readonly<Record<string, unknown>>,
): Promise<void> =>
  writeAudit(trx, {
    actor: { kind: 'staff', id: agentId },
    action,
    subject: { kind: 'incident', id: incidentId },
    data,
  });

const NOT_FOUND = fail('not_found', 'incident_not_found');

const noticeDuty = (updateId: string, dueAt: number) => ({
  key: `status_notify:${updateId}`,
  kind: 'status_notify',
  payload: { updateId },
  dueAt,
});

/** Stores an update with all that follows from it. */
const publish = async (
  deps: IncidentsDeps,
  trx: Transaction,
  update: Omit<Update, 'publishedAt'>,
  isPublic: boolean,
  agentId: AgentId,
): Promise<boolean> => {
  if (!(await insertUpdate(trx, update, agentId))) return false;
  await insertTellings(trx, update.id, update.incidentId);
  const now = deps.clock.now();
  await deps.dueWork.schedule(trx, [
    tellingDuty(update.id, now),
    ...(isPublic ? [noticeDuty(update.id, now)] : []),
  ]);
  return true;
};

const checkComponents = async (
  deps: IncidentsDeps,
  componentIds: readonly string[],
): Promise<boolean> => {
  const known = new Set((await listComponents(deps.database)).map(({ id }) => id));
  return componentIds.every((id) => known.has(id));
};

const toIncident = async (
  deps: IncidentsDeps,
  input: OpenIncident,
): Promise<Outcome<{ readonly incident: NewIncident; readonly texts: Update['texts'] }>> => {
  const titles = takeInAll(deps, input.titles, input.writtenIn);
  if (!titles.ok) return titles;
  const texts = takeInAll(deps, input.texts, input.writtenIn);
  if (!texts.ok) return texts;
  if (!(await checkComponents(deps, input.componentIds)))
    return fail('invalid', 'component_unknown');
  const { kind, impact, categories, componentIds, writtenIn } = input;
  const { isPublic, hasBanner, greetsNew, expectedAt } = input;
  return ok({
    texts: texts.value,
    incident: {
      id: deps.ids.uuid() as IncidentId,
      kind,
      stage: 'investigating',
      impact,
      categories: [...new Set(categories)],
      entities: input.entities.flatMap(({ kind: of, value }) => entityOf(of, value) ?? []),
      componentIds: [...new Set(componentIds)],
      titles: titles.value,
      writtenIn,
      isPublic,
      hasBanner,
      greetsNew,
      expectedAt,
    },
  });
};

/**
 * Opens an incident with its first words. From a suggestion, what that was seen by is attached. Failures: those of words
 * (`takeInAll`), `component_unknown`, `suggestion_gone`.
 */
export const openIncident = async (
  deps: IncidentsDeps,
  agentId: AgentId,
  input: OpenIncident,
): Promise<Outcome<{ readonly incidentId: IncidentId }>> => {
  const made = await toIncident(deps, input);
  if (!made.ok) return made;
  const { incident, texts } = made.value;
  const { suggestionId, writtenIn } = input;
  const now = deps.clock.now();
  const opened = await deps.database.transaction().execute(async (trx) => {
    const suggestion =
      suggestionId === null
        ? null
        : await endSuggestion(trx, suggestionId, { state: 'taken', incidentId: null }, now);
    if (suggestion === undefined) return fail('conflict', 'suggestion_gone');
    await insertIncident(trx, incident, agentId);
    const first = { id: deps.ids.uuid(), incidentId: incident.id, stage: incident.stage };
    await publish(deps, trx, { ...first, texts, writtenIn }, incident.isPublic, agentId);
    if (incident.greetsNew)
      await deps.dueWork.schedule(trx, greetingDuties(incident.id, incident, now));
    await auditOf(trx, agentId, 'incident_opened', incident.id, {
      kind: incident.kind,
      impact: incident.impact,
      categories: incident.categories,
      suggestionId,
    });
    return ok(suggestion);
  });
  if (!opened.ok) return opened;
  deps.dueWork.wake();
  if (opened.value !== null) {
    const { since } = opened.value;
    const found = { scope: incident, since, via: 'suggestion', dryRun: false } as const;
    await attachFound(deps, agentId, incident.id, found);
  }
  return ok({ incidentId: incident.id });
};

/** Whether it may be told of this stage now; the same update twice is no news. */
const judge = async (
  trx: Transaction,
  incident: Incident,
  update: { readonly id: string; readonly stage: IncidentStage },
): Promise<Outcome<'new' | 'told'>> => {
  const known = await findUpdate(trx, update.id);
  if (known !== undefined)
    return known.incidentId === incident.id ? ok('told') : fail('invalid', 'update_id_reused');
  return mayTell(incident.stage, update.stage)
    ? ok('new')
    : fail('precondition', 'incident_closed');
};

/**
 * Tells how it stands, to all who are attached and, where it is public, to everybody who asked to be told. `resolved`
 * closes it, and each customer is asked whether theirs is settled. Telling is due work, to be woken by the caller.
 * Failures: those of words, not found, `incident_closed`.
 */
export const tellIncident = async (
  deps: IncidentsDeps,
  agentId: AgentId,
  incidentId: IncidentId,
  input: TellIncident,
): Promise<Outcome<undefined>> => {
  const texts = takeInAll(deps, input.texts, input.writtenIn);
  if (!texts.ok) return texts;
  const { updateId: id, stage, writtenIn } = input;
  const told = await deps.database.transaction().execute(async (trx) => {
    const incident = await lockIncident(trx, incidentId, 'update');
    if (incident === undefined) return NOT_FOUND;
    const judged = await judge(trx, incident, { id, stage });
    if (!judged.ok || judged.value === 'told') return judged;
    const update = { id, incidentId, stage, texts: texts.value, writtenIn };
    await moveIncident(trx, incidentId, stage, stage === 'resolved' ? null : input.expectedAt);
    await publish(deps, trx, update, incident.isPublic, agentId);
    await auditOf(trx, agentId, 'incident_told', incidentId, { updateId: id, stage });
    return judged;
  });
  return told.ok ? ok(undefined) : told;
};

/** Failures: not found, `component_unknown`. */
export const changeIncident = async (
  deps: IncidentsDeps,
  agentId: AgentId,
  incidentId: IncidentId,
  settings: ChangeIncident,
): Promise<Outcome<undefined>> => {
  if (!(await checkComponents(deps, settings.componentIds)))
    return fail('invalid', 'component_unknown');
  return deps.database.transaction().execute(async (trx) => {
    if ((await lockIncident(trx, incidentId, 'update')) === undefined) return NOT_FOUND;
    await saveSettings(trx, incidentId, settings);
    await auditOf(trx, agentId, 'incident_changed', incidentId, { ...settings });
    return ok(undefined);
  });
};

/** Puts a suggestion aside; the same is not suggested again for a day. Failure: `suggestion_gone`. */
export const dismissSuggestion = async (
  deps: IncidentsDeps,
  agentId: AgentId,
  suggestionId: string,
): Promise<Outcome<undefined>> =>
  deps.database.transaction().execute(async (trx) => {
    const ended = { state: 'dismissed', incidentId: null } as const;
    const until = deps.clock.now() + DISMISSED_COOLING_MS;
    if ((await endSuggestion(trx, suggestionId, ended, until)) === undefined)
      return fail('conflict', 'suggestion_gone');
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'incident_suggestion_dismissed',
      subject: { kind: 'incident_suggestion', id: suggestionId },
    });
    return ok(undefined);
  });
