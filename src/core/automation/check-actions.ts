import { isActive, mayBecome } from '../conversation/transitions.ts';
import { STATUSES, type Status } from '../vocabulary.ts';
import { type Problem, problem } from './problem.ts';
import type { Action, RuleDefinition, RuleEvent, Trigger } from './rule.ts';
import { clashOfWays, type Demand, isOneOf, type Ways } from './satisfy.ts';

/** In which statuses a request can be when these happen; all where nothing is said. */
const AFTER_EVENT: Partial<Record<RuleEvent, readonly Status[]>> = {
  opened: ['new', 'open'],
  customer_wrote: ['new', 'open'],
  reopened: ['open'],
  rated: ['solved'],
  assigned: ['new', 'open', 'pending', 'on_hold'],
  taken_up: ['new', 'open', 'pending', 'on_hold'],
  queued: ['new', 'open', 'pending', 'on_hold'],
  transferred: ['new', 'open', 'pending', 'on_hold'],
  escalated: ['new', 'open', 'pending', 'on_hold'],
};

const statusesOf = (trigger: Trigger): readonly Status[] => {
  if (trigger.kind === 'event')
    return STATUSES.filter((status) =>
      trigger.events.some((event) => (AFTER_EVENT[event] ?? STATUSES).includes(status)),
    );
  if (trigger.since === 'pending' || trigger.since === 'on_hold') return [trigger.since];
  if (trigger.since === 'solved') return ['solved', 'closed'];
  return trigger.since === 'waiting' ? ['new', 'open', 'pending', 'on_hold'] : STATUSES;
};

/** What the trigger alone says of a request. */
export const triggerDemands = (trigger: Trigger): readonly Demand[] => {
  const statuses = statusesOf(trigger);
  return statuses.length === STATUSES.length ? [] : [isOneOf('status', statuses, 'trigger')];
};

/** The statuses in which the rule can find a request. */
export const possibleStatuses = (ways: Ways | null, trigger: Trigger): readonly Status[] =>
  STATUSES.filter(
    (status) =>
      clashOfWays(ways, [...triggerDemands(trigger), isOneOf('status', [status], 'trigger')]) ===
      null,
  );

const allowedIn = (action: Action, status: Status): boolean => {
  switch (action.kind) {
    case 'status':
      return action.to === status || mayBecome(status, action.to);
    case 'notice':
    case 'survey':
    case 'note':
      return status !== 'closed';
    case 'team':
    case 'assign':
    case 'escalate':
    case 'snooze':
      return isActive(status);
    default:
      return true;
  }
};

/** Actions that no request can take as the rule finds it, or as the actions before leave it. */
export const checkAllowed = (definition: RuleDefinition, ways: Ways | null): readonly Problem[] => {
  let statuses = possibleStatuses(ways, definition.trigger);
  const problems: Problem[] = [];
  for (const [index, action] of definition.actions.entries()) {
    if (statuses.length > 0 && !statuses.some((status) => allowedIn(action, status))) {
      const about = statuses.join(',');
      problems.push(problem('error', 'action_not_allowed', `actions.${index}`, { about }));
    } else if (action.kind === 'status') statuses = [action.to];
  }
  return problems;
};

/** What an action sets, and to what; null where it sets nothing. */
export const settingsOf = (action: Action): readonly (readonly [string, string])[] => {
  switch (action.kind) {
    case 'priority':
    case 'category':
    case 'status':
      return [[action.kind, action.to]];
    case 'team':
      return [['team', action.teamId]];
    case 'escalate':
      return action.teamId === null ? [] : [['team', action.teamId]];
    case 'assign':
      return [['assignee', action.agentId]];
    case 'tag':
      return [
        ...action.add.map((tag) => [`tag ${tag}`, 'on'] as const),
        ...action.remove.map((tag) => [`tag ${tag}`, 'off'] as const),
      ];
    default:
      return [];
  }
};

/** The same thing set to two different values within one rule. */
export const checkSetTwice = ({ actions }: RuleDefinition): readonly Problem[] => {
  const known = new Map<string, { readonly value: string; readonly at: string }>();
  return actions.flatMap((action, index) =>
    settingsOf(action).flatMap(([what, value]) => {
      const at = `actions.${index}`;
      const before = known.get(what);
      known.set(what, { value, at });
      return before === undefined || before.value === value
        ? []
        : [problem('error', 'set_twice', at, { with: before.at, about: what })];
    }),
  );
};
