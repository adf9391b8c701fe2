import type {
  EscalationCause,
  PromiseReason,
  PromiseStep,
  SupportTier,
  TaskOutcome,
} from '../conversation/case.ts';
import type { LoggedEvent, PublicAgent } from '../conversation/event.ts';
import type { AtMs } from '../ids.ts';

/** A station on the way of a request, as its customer sees it. */
export type StationKind =
  | { readonly kind: 'received' }
  | { readonly kind: 'assistant' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'agent'; readonly agent: PublicAgent; readonly tier: SupportTier }
  | {
      readonly kind: 'department';
      readonly departmentId: string;
      readonly taskId: string;
      readonly expectedAt: AtMs | null;
      readonly endedAt: AtMs | null;
      readonly outcome: TaskOutcome | null;
    }
  | { readonly kind: 'your_move' }
  | { readonly kind: 'raised'; readonly tier: SupportTier; readonly cause: EscalationCause }
  | { readonly kind: 'incident'; readonly incidentId: string }
  | { readonly kind: 'merged' }
  | { readonly kind: 'complaint'; readonly number: string }
  | { readonly kind: 'solved'; readonly by: 'customer' | 'agent' | 'assistant' | 'system' }
  | { readonly kind: 'reopened' }
  | { readonly kind: 'closed' };

/** What was promised while the request stood there. */
export interface StationPromise {
  readonly at: AtMs;
  readonly step: PromiseStep;
  readonly dueAt: AtMs | null;
  /** The time that was promised before; null for the first. */
  readonly was: AtMs | null;
  readonly because: PromiseReason;
}

export interface Station {
  readonly at: AtMs;
  readonly what: StationKind;
  /** In the order in which they were made. */
  readonly promises: readonly StationPromise[];
  /** Messages that were said while it stood there, by anybody. */
  readonly messages: number;
}

interface Walk {
  readonly stations: Station[];
  tier: SupportTier;
  /** Who had it last. */
  agent: PublicAgent | null;
}

const arrive = (walk: Walk, at: AtMs, what: StationKind): void => {
  walk.stations.push({ at, what, promises: [], messages: 0 });
};

const change = (walk: Walk, by: (last: Station) => Station): void => {
  const last = walk.stations.pop();
  if (last !== undefined) walk.stations.push(by(last));
};

const changeDepartment = (
  { stations }: Walk,
  taskId: string,
  by: Partial<Extract<StationKind, { kind: 'department' }>>,
): void => {
  const place = stations.findLastIndex(
    ({ what }) => what.kind === 'department' && what.taskId === taskId,
  );
  const station = stations[place];
  if (station?.what.kind === 'department')
    stations[place] = { ...station, what: { ...station.what, ...by } };
};

const isWith = ({ stations }: Walk, agentId: string): boolean => {
  const what = stations.at(-1)?.what;
  return what?.kind === 'agent' && what.agent.id === agentId;
};

const takeStatus = (
  walk: Walk,
  { at, actor }: LoggedEvent,
  event: Extract<LoggedEvent['event'], { type: 'status_changed' }>,
): void => {
  if (event.to === 'solved') arrive(walk, at, { kind: 'solved', by: actor.kind });
  else if (event.to === 'closed') arrive(walk, at, { kind: 'closed' });
  else if (event.from === 'solved') arrive(walk, at, { kind: 'reopened' });
  else if (event.to === 'pending') arrive(walk, at, { kind: 'your_move' });
  else if (event.from === 'pending' && walk.agent !== null)
    arrive(walk, at, { kind: 'agent', agent: walk.agent, tier: walk.tier });
};

const takeTask = (walk: Walk, { at, event }: LoggedEvent): void => {
  if (event.type === 'task_opened') {
    const { departmentId, taskId, expectedAt } = event;
    const open = { endedAt: null, outcome: null };
    arrive(walk, at, { kind: 'department', departmentId, taskId, expectedAt, ...open });
  }
  if (event.type === 'task_rescheduled')
    changeDepartment(walk, event.taskId, { expectedAt: event.expectedAt });
  if (event.type === 'task_ended')
    changeDepartment(walk, event.taskId, { endedAt: at, outcome: event.outcome });
};

const takeOwner = (walk: Walk, { at, event }: LoggedEvent): void => {
  if (event.type === 'conversation_queued' && event.reason !== 'reopened') {
    walk.agent = null;
    if (walk.stations.at(-1)?.what.kind !== 'waiting') arrive(walk, at, { kind: 'waiting' });
    return;
  }
  const taken =
    event.type === 'assignment_accepted' ||
    (event.type === 'conversation_assigned' && event.accepted);
  if (!taken) return;
  walk.agent = event.agent;
  if (!isWith(walk, event.agent.id))
    arrive(walk, at, { kind: 'agent', agent: event.agent, tier: walk.tier });
};

const takeCase = (walk: Walk, { at, event }: LoggedEvent): void => {
  switch (event.type) {
    case 'promise_made': {
      const { promise, because, was } = event;
      const made = { at, step: promise.step, dueAt: promise.dueAt, was, because };
      change(walk, (last) => ({ ...last, promises: [...last.promises, made] }));
      return;
    }
    case 'escalated':
      walk.tier = event.to;
      arrive(walk, at, { kind: 'raised', tier: event.to, cause: event.cause });
      return;
    case 'incident_attached':
      arrive(walk, at, { kind: 'incident', incidentId: event.incidentId });
      return;
    case 'merged_into':
    case 'merged_from':
      arrive(walk, at, { kind: 'merged' });
      return;
    case 'complaint_opened':
      arrive(walk, at, { kind: 'complaint', number: event.number });
      return;
    default:
      takeTask(walk, { at, event } as LoggedEvent);
  }
};

const take = (walk: Walk, logged: LoggedEvent): void => {
  const { event, at } = logged;
  switch (event.type) {
    case 'conversation_started':
      arrive(walk, at, { kind: 'received' });
      return;
    case 'assistant_engaged':
      arrive(walk, at, { kind: 'assistant' });
      return;
    case 'message_sent':
    case 'assistant_replied':
    case 'notice_given':
      change(walk, (last) => ({ ...last, messages: last.messages + 1 }));
      return;
    case 'status_changed':
      takeStatus(walk, logged, event);
      return;
    case 'conversation_queued':
    case 'conversation_assigned':
    case 'assignment_accepted':
      takeOwner(walk, logged);
      return;
    default:
      takeCase(walk, logged);
  }
};

/**
 * Where a request has been and where it stands, from the public part of its log. Pure. The last station is where it
 * stands; what came of a promise is seen from the station after it.
 */
export const stationsOf = (logged: readonly LoggedEvent[]): readonly Station[] => {
  const walk: Walk = { stations: [], tier: 1, agent: null };
  for (const entry of logged) if (entry.audience === 'everyone') take(walk, entry);
  return walk.stations;
};
