import type { AgentId, ConversationId, TeamId } from '../src/core/ids.ts';
import { DEFAULT_ROUTING_POLICY } from '../src/core/routing/policy.ts';
import type { Random } from '../src/core/routing/random.ts';
import type {
  OverflowTeams,
  RoutingAgent,
  SkillLevel,
  WaitingItem,
} from '../src/core/routing/work.ts';
import {
  CATEGORIES,
  type Category,
  LOCALES,
  type Locale,
  type Priority,
  type Tier,
} from '../src/core/vocabulary.ts';

/** A made-up exchange's support floor, for benches and studies: five teams, eight languages, all categories. */
export const TEAMS = ['accounts', 'wallets', 'markets', 'safety', 'general'].map(
  (name) => name as TeamId,
);

export const OVERFLOW: OverflowTeams = new Map(
  TEAMS.map((team) => [team, team === 'general' ? null : ('general' as TeamId)]),
);

const TEAM_OF: Readonly<Record<Category, number>> = {
  account: 0,
  verification: 0,
  deposit: 1,
  withdrawal: 1,
  fiat: 1,
  trading: 2,
  fees: 2,
  api: 2,
  security: 3,
  fraud: 3,
  tax: 4,
  other: 4,
};

export const pick = <T>(list: readonly T[], random: Random): T =>
  list[Math.floor(random() * list.length)] as T;

const weighted = <T>(list: readonly (readonly [T, number])[], random: Random): T => {
  let left = random() * list.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of list) {
    left -= weight;
    if (left < 0) return value;
  }
  return (list[list.length - 1] as readonly [T, number])[0];
};

const LANGUAGES: readonly (readonly [Locale, number])[] = LOCALES.map((locale, index) => [
  locale,
  [30, 30, 10, 8, 6, 8, 5, 3][index] as number,
]);
const TIERS: readonly (readonly [Tier, number])[] = [
  ['standard', 85],
  ['plus', 12],
  ['vip', 3],
];
const PRIORITIES: readonly (readonly [Priority, number])[] = [
  ['low', 10],
  ['normal', 80],
  ['high', 9],
  ['urgent', 1],
];

export const makeItem = (id: string, waitingSince: number, random: Random): WaitingItem => {
  const category = pick(CATEGORIES, random);
  const priority = weighted(PRIORITIES, random);
  return {
    id: id as ConversationId,
    teamId: TEAMS[TEAM_OF[category]] as TeamId,
    category,
    level: (random() < 0.8 ? 1 : random() < 0.7 ? 2 : 3) as SkillLevel,
    locale: weighted(LANGUAGES, random),
    tier: weighted(TIERS, random),
    priority,
    waitingSince,
    units: DEFAULT_ROUTING_POLICY.units.livechat[priority],
    preferredAgentId: null,
    excludedAgentIds: [],
  };
};

/** The team of the n-th agent where staffing follows demand: as many of twelve as the team has categories. */
export const staffedTeam = (index: number): number =>
  Object.values(TEAM_OF)[index % CATEGORIES.length] as number;

export const makeAgent = (
  id: string,
  random: Random,
  teamIndex: number = Math.floor(random() * TEAMS.length),
): RoutingAgent => {
  const categories = CATEGORIES.filter((category) => TEAM_OF[category] === teamIndex);
  const extra = pick(CATEGORIES, random);
  const first = weighted(LANGUAGES, random);
  const locales = new Set<Locale>([
    first,
    'en',
    ...(random() < 0.3 ? [weighted(LANGUAGES, random)] : []),
  ]);
  return {
    id: id as AgentId,
    status: 'available',
    teamIds: [TEAMS[teamIndex] as TeamId],
    skills: Object.fromEntries(
      [...categories, extra].map((category) => [
        category,
        (1 + Math.floor(random() * 3)) as SkillLevel,
      ]),
    ),
    locales: [...locales],
    capacity: 3,
    load: 0,
    idleSince: Math.floor(random() * 600_000),
    emergencyRun: 0,
  };
};
