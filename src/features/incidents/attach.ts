import type { Actor } from '../../core/conversation/event.ts';
import { isActive } from '../../core/conversation/transitions.ts';
import { type StaffView, staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, AtMs, ConversationId, IncidentId } from '../../core/ids.ts';
import type { Scope } from '../../core/incidents/concerns.ts';
import type { Series } from '../../core/incidents/vocabulary.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { findConversation, findStates } from '../conversation/index.ts';
import type { IncidentsDeps } from './deps.ts';
import { lateDuties } from './late-duty.ts';
import { findIncident, type Incident, listUpdates, lockIncident } from './store.ts';
import {
  type Attachment,
  askToAttach,
  dropTellings,
  findAttachment,
  insertFirstTelling,
  listWaiting,
  moveAttachment,
} from './store-attachments.ts';
import { listCounted } from './store-signals.ts';
import { tellNow } from './tell-customer.ts';

const BATCH = 50;
const BATCHES = 8;
/** At most so many are attached by one filter. */
export const MOST_AT_ONCE = 5_000;

const NOT_FOUND = fail('not_found', 'incident_not_found');
const CLOSED = fail('precondition', 'incident_closed');

export const attachingDuty = (incidentId: IncidentId, dueAt: AtMs) =>
  ({
    key: `incident_attach:${incidentId}`,
    kind: 'incident_attach',
    payload: { incidentId },
    dueAt,
    again: true,
  }) as const;

const actorOf = (askedBy: AgentId | null): Actor =>
  askedBy === null ? { kind: 'system' } : { kind: 'agent', id: askedBy };

/**
 * The conversation's log says that it is attached; then it is owed how the incident stands. Nobody can publish between
 * the two steps of the second: so nobody who is attached misses an update.
 */
const attachOne = async (
  deps: IncidentsDeps,
  incidentId: IncidentId,
  { conversationId, askedBy }: Pick<Attachment, 'conversationId' | 'askedBy'>,
): Promise<void> => {
  const committed = await deps.committer.commit({
    conversationId,
    actor: actorOf(askedBy),
    command: { type: 'attach_incident', incidentId },
    maySee: () => true,
  });
  if (!committed.ok) {
    if (committed.failure.class !== 'precondition' && committed.failure.class !== 'not_found')
      throw new Error(committed.failure.code);
    await moveAttachment(deps.database, incidentId, conversationId, ['waiting'], 'refused');
    return;
  }
  const owed = await deps.database.transaction().execute(async (trx) => {
    const incident = await lockIncident(trx, incidentId, 'share');
    if (incident === undefined) return undefined;
    if (!(await moveAttachment(trx, incidentId, conversationId, ['waiting'], 'attached')))
      return undefined;
    const [update] = await listUpdates(trx, [incidentId]);
    if (update === undefined) return undefined;
    await insertFirstTelling(trx, update.id, conversationId);
    return { incident, update };
  });
  if (owed !== undefined) await tellNow(deps, owed.incident, owed.update, conversationId);
};

/** The due work `incident_attach`: attaches all that wait for it. */
export const attachAll = async (deps: IncidentsDeps, incidentId: IncidentId): Promise<void> => {
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const waiting = await listWaiting(deps.database, incidentId, BATCH);
    await Promise.all(waiting.map((one) => attachOne(deps, incidentId, one)));
    if (waiting.length < BATCH) return;
  }
  await deps.dueWork.schedule(deps.database, [attachingDuty(incidentId, deps.clock.now())]);
  deps.dueWork.wake();
};

const openIncidentOf = async (
  deps: IncidentsDeps,
  incidentId: IncidentId,
): Promise<Outcome<Incident>> => {
  const incident = await findIncident(deps.database, incidentId);
  if (incident === undefined) return NOT_FOUND;
  return incident.closedAt === null ? ok(incident) : CLOSED;
};

/** Attaches one by hand. Failures: not found (either), `incident_closed`, `conversation_solved`. */
export const attachByHand = async (
  deps: IncidentsDeps,
  staff: StaffView,
  incidentId: IncidentId,
  conversationId: ConversationId,
): Promise<Outcome<undefined>> => {
  const incident = await openIncidentOf(deps, incidentId);
  if (!incident.ok) return incident;
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || !staffMaySee(staff, state))
    return fail('not_found', 'conversation_not_found');
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  await deps.database.transaction().execute(async (trx) => {
    await askToAttach(trx, incidentId, [conversationId], 'hand', staff.agentId);
    await auditAttached(trx, staff.agentId, incidentId, { conversationId });
    // Should this process end now, another goes on.
    await deps.dueWork.schedule(trx, [attachingDuty(incidentId, deps.clock.now() + 5_000)]);
  });
  const asked = await findAttachment(deps.database, incidentId, conversationId);
  if (asked?.state === 'waiting') await attachOne(deps, incidentId, asked);
  return ok(undefined);
};

const auditAttached = (
  trx: Parameters<typeof writeAudit>[0],
  agentId: AgentId,
  incidentId: IncidentId,
  data: Readonly<Record<string, unknown>>,
): Promise<void> =>
  writeAudit(trx, {
    actor: { kind: 'staff', id: agentId },
    action: 'incident_attached',
    subject: { kind: 'incident', id: incidentId },
    data,
  });

/** The series in which a scope's requests were counted. */
export const seriesOfScope = ({ categories, entities }: Scope): readonly Series[] =>
  categories.flatMap((category): readonly Series[] =>
    entities.length === 0
      ? [{ category, entity: null }]
      : entities.map((entity) => ({ category, entity })),
  );

/** Open requests of a scope that began in that time and are not attached to anything yet. */
export const findRequests = async (
  deps: Pick<IncidentsDeps, 'database'>,
  scope: Scope,
  since: AtMs,
  until: AtMs | null = null,
): Promise<readonly ConversationId[]> => {
  const series = seriesOfScope(scope);
  const ids = await listCounted(deps.database, series, since, until, MOST_AT_ONCE);
  const rows = await findStates(deps.database, ids);
  return rows
    .filter(({ state }) => isActive(state.status) && state.case.incidentIds.length === 0)
    .map(({ state }) => state.id);
};

/** Attaches what a filter, or a suggestion, finds, as due work. Gives how many. Failures: not found, `incident_closed`. */
export const attachFound = async (
  deps: IncidentsDeps,
  agentId: AgentId,
  incidentId: IncidentId,
  found: {
    readonly scope: Scope;
    readonly since: AtMs;
    readonly via: 'filter' | 'suggestion';
    readonly dryRun: boolean;
  },
): Promise<Outcome<{ readonly requests: number }>> => {
  const incident = await openIncidentOf(deps, incidentId);
  if (!incident.ok) return incident;
  const ids = await findRequests(deps, found.scope, found.since);
  if (found.dryRun) return ok({ requests: ids.length });
  const requests = await deps.database.transaction().execute(async (trx) => {
    const asked = await askToAttach(trx, incidentId, ids, found.via, agentId);
    await auditAttached(trx, agentId, incidentId, { requests: asked, via: found.via });
    const now = deps.clock.now();
    const { scope, since, via } = found;
    const late = lateDuties(incidentId, { scope, since, until: now, via, askedBy: agentId });
    await deps.dueWork.schedule(trx, [attachingDuty(incidentId, now), ...late]);
    return asked;
  });
  deps.dueWork.wake();
  return ok({ requests });
};

/** Takes one off: it is told nothing more. Failures: not found (either). */
export const detach = async (
  deps: IncidentsDeps,
  staff: StaffView,
  incidentId: IncidentId,
  conversationId: ConversationId,
): Promise<Outcome<undefined>> => {
  const incident = await findIncident(deps.database, incidentId);
  if (incident === undefined) return NOT_FOUND;
  const committed = await deps.committer.commit({
    conversationId,
    actor: { kind: 'agent', id: staff.agentId },
    command: { type: 'detach_incident', incidentId },
    maySee: (state) => staffMaySee(staff, state),
  });
  if (!committed.ok) return committed;
  await deps.database.transaction().execute(async (trx) => {
    await moveAttachment(trx, incidentId, conversationId, ['waiting', 'attached'], 'detached');
    await dropTellings(trx, incidentId, conversationId);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'incident_detached',
      subject: { kind: 'incident', id: incidentId },
      data: { conversationId },
    });
  });
  return ok(undefined);
};

/** A new request of the incident's kind: attached and told before anything else is said in it. */
export const greet = async (
  deps: IncidentsDeps,
  incidentId: IncidentId,
  conversationId: ConversationId,
): Promise<void> => {
  await askToAttach(deps.database, incidentId, [conversationId], 'greeting', null);
  const asked = await findAttachment(deps.database, incidentId, conversationId);
  if (asked?.state === 'waiting') await attachOne(deps, incidentId, asked);
};
