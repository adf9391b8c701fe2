import type { WaitingTimes } from '../../contract/routing.ts';
import type { ConversationId, TeamId } from '../../core/ids.ts';
import { estimateWaits } from '../../core/routing/estimate-waits.ts';
import { heldUnits, waitingItemOf } from '../../core/routing/from-conversation.ts';
import { levelOf, type RoutingPolicy, unitsOf } from '../../core/routing/policy.ts';
import { seededRandom } from '../../core/routing/random.ts';
import type { WorkInProgress } from '../../core/routing/wait-input.ts';
import type { WaitingItem } from '../../core/routing/work.ts';
import { CATEGORIES, type Locale, type Tier } from '../../core/vocabulary.ts';
import { databaseNow, listAssigned, listWaiting } from '../conversation/index.ts';
import { listAgentRecords, listTeamRecords, overflowOf, type TeamRecord } from '../staff/index.ts';
import type { RoutingDeps } from './deps.ts';
import { routingAgentOf } from './matcher-round.ts';
import { createHistory, type Floor } from './tell-waits.ts';

const FRESH_MS = 10_000;

/** What somebody would wait who asked now about each category. Worked out once for each language and tier in ten seconds. */
export const createTypicalWaits = (
  deps: Pick<RoutingDeps, 'database' | 'policy'>,
): ((locale: Locale, tier: Tier) => Promise<WaitingTimes>) => {
  const history = createHistory(deps.database);
  const known = new Map<string, { readonly at: number; readonly times: Promise<WaitingTimes> }>();
  return (locale, tier) => {
    const key = `${locale} ${tier}`;
    const last = known.get(key);
    if (last !== undefined && performance.now() - last.at < FRESH_MS) return last.times;
    const times = workOut(deps, history, locale, tier);
    known.set(key, { at: performance.now(), times });
    times.catch(() => known.delete(key));
    return times;
  };
};

const workOut = async (
  deps: Pick<RoutingDeps, 'database' | 'policy'>,
  history: ReturnType<typeof createHistory>,
  locale: Locale,
  tier: Tier,
): Promise<WaitingTimes> => {
  const [floor, teams] = await readFloor(deps);
  const asked = CATEGORIES.flatMap((category) => {
    const team = teams.find(({ categories }) => categories.includes(category));
    return team === undefined
      ? []
      : [{ category, item: whatIf(floor, deps.policy, team.id, { category, locale, tier }) }];
  });
  const waiting = [...floor.waiting, ...asked.map(({ item }) => item)];
  const random = seededRandom(floor.now);
  const estimates = estimateWaits({ ...floor, ...(await history(floor)), waiting, random });
  return {
    categories: asked.map(({ category, item }) => {
      const estimate = estimates.get(item.id);
      return {
        category,
        etaSeconds: estimate?.kind === 'estimate' ? Math.round(estimate.toldMs / 1_000) : null,
      };
    }),
    asOf: floor.now,
  };
};

const whatIf = (
  floor: Floor,
  policy: RoutingPolicy,
  teamId: TeamId,
  kind: Pick<WaitingItem, 'category' | 'locale' | 'tier'>,
): WaitingItem => ({
  ...kind,
  id: `asked-${kind.category}` as ConversationId,
  teamId,
  level: levelOf(kind.tier, 'normal', policy),
  priority: 'normal',
  waitingSince: floor.now,
  units: unitsOf('livechat', 'normal', policy),
  preferredAgentId: null,
  excludedAgentIds: [],
});

/** The floor as any process can read it. */
const readFloor = async ({
  database,
  policy,
}: Pick<RoutingDeps, 'database' | 'policy'>): Promise<readonly [Floor, readonly TeamRecord[]]> => {
  const [now, waiting, assigned, records, teams] = await Promise.all([
    databaseNow(database),
    listWaiting(database),
    listAssigned(database),
    listAgentRecords(database),
    listTeamRecords(database),
  ]);
  const inProgress = assigned.flatMap((state): WorkInProgress[] => {
    const units = heldUnits(state, now, policy);
    if (state.assignee === null || units === 0) return [];
    const { category } = state;
    return [{ agentId: state.assignee.id, category, startedAt: state.assignedAt ?? now, units }];
  });
  const loadOf = (id: string) =>
    inProgress.reduce((sum, { agentId, units }) => sum + (agentId === id ? units : 0), 0);
  const floor: Floor = {
    now,
    waiting: waiting.map((state) => waitingItemOf(state, policy, now)),
    agents: records.map((record) => routingAgentOf(record, loadOf(record.agent.id))),
    overflow: overflowOf(teams),
    policy,
    inProgress,
  };
  return [floor, teams];
};
