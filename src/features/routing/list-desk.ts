import type { DeskAgent, DeskQueue, DeskTeam } from '../../contract/routing.ts';
import type { AtMs } from '../../core/ids.ts';
import { waitingItemOf } from '../../core/routing/from-conversation.ts';
import { rankItems } from '../../core/routing/rank.ts';
import { stageOf } from '../../core/routing/stage.ts';
import { databaseNow, listWaiting } from '../conversation/index.ts';
import { listAgentRecords, listTeamRecords } from '../staff/index.ts';
import type { RoutingDeps } from './deps.ts';
import { readLoads } from './read-duty.ts';
import { listOpenEntries } from './store-queue.ts';

type Deps = Pick<RoutingDeps, 'database' | 'policy'>;

/** Enough for any screen; the total says how many there are. */
const MAX_ROWS = 500;

export const listAgents = async ({ database, policy }: Deps): Promise<DeskAgent[]> => {
  const [records, loads] = await Promise.all([
    listAgentRecords(database),
    databaseNow(database).then((now) => readLoads(database, policy, now)),
  ]);
  return records.map(({ agent, role, status, statusSince, capacity, teamIds }) => ({
    ...agent,
    role,
    status,
    statusSince,
    teamIds: [...teamIds],
    loadUnits: loads.get(agent.id) ?? 0,
    capacityUnits: capacity,
  }));
};

export const listTeams = async ({ database }: Deps): Promise<DeskTeam[]> => {
  const [teams, records, waiting] = await Promise.all([
    listTeamRecords(database),
    listAgentRecords(database),
    listWaiting(database),
  ]);
  return teams.map((team) => ({
    ...team,
    categories: [...team.categories],
    waiting: waiting.filter(({ teamId }) => teamId === team.id).length,
    available: records.filter(
      (record) => record.status === 'available' && record.teamIds.includes(team.id),
    ).length,
  }));
};

/** For each stage, what has been given up so far, in the desk's words. */
const RELAXED: readonly DeskQueue['rows'][number]['relaxed'][] = [
  [],
  ['level'],
  ['level', 'category'],
  ['level', 'category', 'team'],
  ['level', 'category', 'team'],
  ['level', 'category', 'team'],
  ['level', 'category', 'team', 'language'],
];

/** The waiting line in the order of service. */
export const readQueue = async ({ database, policy }: Deps): Promise<DeskQueue> => {
  const [now, states, entries] = await Promise.all([
    databaseNow(database),
    listWaiting(database),
    listOpenEntries(database),
  ]);
  const numbers = new Map(states.map((state) => [state.id, state.number]));
  const promises = new Map(entries.map((entry) => [entry.conversationId, entry.promise]));
  const ranked = rankItems(
    states.map((state) => waitingItemOf(state, policy, now)),
    policy,
  );
  return {
    rows: ranked.slice(0, MAX_ROWS).map((item, index) => ({
      conversationId: item.id,
      number: numbers.get(item.id) ?? '',
      rank: index + 1,
      category: item.category,
      locale: item.locale,
      tier: item.tier,
      priority: item.priority,
      teamId: item.teamId,
      waitingSince: item.waitingSince,
      etaSeconds: secondsUntil(promises.get(item.id)?.expectedAt ?? null, now),
      relaxed: RELAXED[stageOf(item, now, policy)] ?? [],
    })),
    total: ranked.length,
    longestWaitSeconds: Math.round(
      ranked.reduce((longest, item) => Math.max(longest, now - item.waitingSince), 0) / 1_000,
    ),
    asOf: now,
  };
};

export const secondsUntil = (at: AtMs | null, now: AtMs): number | null =>
  at === null ? null : Math.max(0, Math.round((at - now) / 1_000));
