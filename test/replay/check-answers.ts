import type { WireEvent } from '../../src/contract/live.ts';
import { DEFAULT_ROUTING_POLICY } from '../../src/core/routing/policy.ts';
import type { Account } from '../load/people.ts';
import type { Asker } from './asker.ts';
import { REPLAY_TEAMS, teamOf } from './roster.ts';

/** How one question fared. */
export interface Fate {
  readonly asker: Asker;
  readonly answers: number;
  /** When an agent took it up, by the database's clock; null: never. */
  readonly takenAt: number | null;
  /** What had to be given up for the agent who answered: `exact`, or a stage of relaxing. */
  readonly relaxed: string;
  /** Undefined when everything is as documented. */
  readonly problem: string | undefined;
}

const { level, relaxAfterMs, emergencyRelaxFactor } = DEFAULT_ROUTING_POLICY;

/** The agents who may help a team, from near to far. */
const helpersOf = (teamId: string): readonly string[] => {
  const next = REPLAY_TEAMS.find((team) => team.teamId === teamId)?.overflowTeamId ?? null;
  return next === null ? [] : [next, ...helpersOf(next)];
};

/** The first thing that this agent lacks for this question, and the waited time after which it no longer counts. */
const lackOf = (
  agent: Account,
  { question, tier }: Asker,
): { readonly what: string; readonly afterMs: number } => {
  const emergency = question.category === 'security';
  const factor = emergency ? emergencyRelaxFactor : 1;
  const own = teamOf(question.category);
  const skill = agent.skills?.find(({ category }) => category === question.category)?.level ?? 0;
  const asked = Math.max(level.tier[tier], emergency ? level.priority.urgent : 1);
  if (agent.languages?.includes(question.locale) !== true)
    return { what: 'language', afterMs: relaxAfterMs.language * factor };
  if (!agent.teamIds.includes(own)) {
    const distance = helpersOf(own).findIndex((teamId) => agent.teamIds.includes(teamId));
    return {
      what: `overflow ${distance + 1}`,
      afterMs: (relaxAfterMs.overflow[distance] ?? Number.POSITIVE_INFINITY) * factor,
    };
  }
  if (skill === 0) return { what: 'category', afterMs: relaxAfterMs.category * factor };
  if (skill < asked) return { what: 'level', afterMs: relaxAfterMs.level * factor };
  return { what: 'exact', afterMs: 0 };
};

/** The clock of a look may lie a little before the offer's. */
const TOLERANCE_MS = 1_500;

/** Reads what happened to a question in its customer's log and holds it against what was promised. */
export const judgeFate = (
  asker: Asker,
  log: readonly WireEvent[],
  accounts: readonly Account[],
): Fate => {
  const answers = log.filter(
    ({ event, actor }) => event.type === 'message_sent' && actor.kind === 'agent',
  );
  const taken = log.find(
    ({ event }) =>
      event.type === 'assignment_accepted' ||
      (event.type === 'conversation_assigned' && event.accepted),
  );
  const base = { asker, answers: answers.length, takenAt: taken?.at ?? null };
  if (answers.length !== 1)
    return { ...base, relaxed: '', problem: `answered ${answers.length} times` };
  const [answer] = answers;
  const agent = accounts.find(
    ({ agentId }) => answer?.actor.kind === 'agent' && agentId === answer.actor.id,
  );
  if (agent === undefined || taken === undefined)
    return { ...base, relaxed: '', problem: 'answered by nobody known' };
  const lack = lackOf(agent, asker);
  const early = taken.at - asker.askedAt + TOLERANCE_MS < lack.afterMs;
  const problem = early
    ? `${agent.name} lacks the ${lack.what}, after ${taken.at - asker.askedAt} ms`
    : undefined;
  return { ...base, relaxed: lack.what, problem };
};
