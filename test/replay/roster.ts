import type { Category, Locale } from '../../src/core/vocabulary.ts';
import { CATEGORIES } from '../../src/core/vocabulary.ts';
import type { NewTeam } from '../../src/features/staff/index.ts';
import type { AgentFacts } from '../load/people.ts';
import type { Question } from './rows.ts';

/** Who answers what. The team named `general` helps all others when they have nobody for long. */
export const REPLAY_TEAMS: readonly NewTeam[] = [
  {
    teamId: 'general',
    name: 'General support',
    overflowTeamId: null,
    categories: ['account', 'verification', 'fees', 'tax', 'other'],
  },
  {
    teamId: 'wallet',
    name: 'Deposits and withdrawals',
    overflowTeamId: 'general',
    categories: ['deposit', 'withdrawal', 'fiat'],
  },
  {
    teamId: 'trading',
    name: 'Trading and API',
    overflowTeamId: 'general',
    categories: ['trading', 'api'],
  },
  {
    teamId: 'security',
    name: 'Security',
    overflowTeamId: 'general',
    categories: ['security', 'fraud'],
  },
];

const AGENTS = 12;
export const CAPACITY = 2;

export const teamOf = (category: Category): string =>
  REPLAY_TEAMS.find(({ categories }) => categories.includes(category))?.teamId ?? 'general';

/** Pairs of agents for each team by its share of the questions, two at least; in all about `AGENTS`. */
const pairsOf = (questions: readonly Question[], teamId: string): number => {
  const share =
    questions.filter(({ category }) => teamOf(category) === teamId).length / questions.length;
  return Math.max(1, Math.round((share * AGENTS) / 2));
};

const languagesOf = (questions: readonly Question[], teamId: string): readonly Locale[] => [
  ...new Set(
    questions.filter(({ category }) => teamOf(category) === teamId).map(({ locale }) => locale),
  ),
];

/**
 * The staff that these questions need. Agents come in pairs of the same skills and languages, so that every other one
 * may go and each language is still spoken. All speak English; the other languages of a team are dealt out to its pairs.
 */
export const makeRoster = (questions: readonly Question[]): readonly AgentFacts[] =>
  REPLAY_TEAMS.flatMap(({ teamId, categories }) => {
    const pairs = pairsOf(questions, teamId);
    const foreign = languagesOf(questions, teamId).filter((locale) => locale !== 'en');
    return Array.from({ length: pairs * 2 }, (_, index): AgentFacts => {
      const pair = Math.floor(index / 2);
      return {
        name: `${teamId[0]?.toUpperCase()}${teamId.slice(1)}${index + 1}`,
        teamIds: [teamId],
        capacityUnits: CAPACITY,
        languages: ['en', ...foreign.filter((_locale, place) => place % pairs === pair)],
        skills: CATEGORIES.map((category) => ({
          category,
          level: categories.includes(category) ? 3 : 1,
        })).filter(({ level }) => level > 1),
      };
    });
  });
