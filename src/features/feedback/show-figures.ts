import type { FeedbackReport, OwnScores } from '../../contract/feedback.ts';
import { FAIR_COUNT, figuresOf, npsOf, type Tally } from '../../core/feedback/figures.ts';
import { FEEDBACK_KINDS } from '../../core/feedback/rating-kind.ts';
import { CATEGORIES } from '../../core/vocabulary.ts';
import { namesOfStaff } from '../staff/index.ts';
import type { FeedbackDeps } from './deps.ts';
import { countReasons, tallyBy } from './store.ts';

const DAY_MS = 86_400_000;
const OWN_DAYS = 90;
const NONE: Tally = { count: 0, sum: 0, good: 0, bad: 0 };

const wire = (tally: Tally | undefined) => {
  const { goodBetween, ...figures } = figuresOf(tally ?? NONE);
  const between: [number, number] | null = goodBetween === null ? null : [...goodBetween];
  return { ...figures, goodBetween: between };
};

/** What customers said of one agent's work, for that agent. */
export const ownScores = async (deps: FeedbackDeps, agentId: string): Promise<OwnScores> => {
  const since = deps.clock.now() - OWN_DAYS * DAY_MS;
  const byAgent = await tallyBy(deps.database, 'agent', since, agentId);
  const tally = byAgent.get(agentId) ?? NONE;
  const reasons = tally.count < FAIR_COUNT ? [] : await countReasons(deps.database, since, agentId);
  return { since, fairCount: FAIR_COUNT, csat: wire(tally), reasons: [...reasons] };
};

/** What customers said of everybody, for those who lead. */
export const feedbackReport = async (deps: FeedbackDeps, days: number): Promise<FeedbackReport> => {
  const since = deps.clock.now() - days * DAY_MS;
  const { database } = deps;
  const kinds = await tallyBy(database, 'kind', since);
  const categories = await tallyBy(database, 'category', since);
  const agents = await tallyBy(database, 'agent', since);
  const names = await namesOfStaff(database, [...agents.keys()]);
  return {
    since,
    fairCount: FAIR_COUNT,
    kinds: FEEDBACK_KINDS.map((kind) => ({ kind, figures: wire(kinds.get(kind)) })),
    nps: npsOf(kinds.get('nps') ?? NONE),
    byCategory: CATEGORIES.flatMap((category) => {
      const tally = categories.get(category);
      return tally === undefined ? [] : [{ category, figures: wire(tally) }];
    }),
    byAgent: [...agents].flatMap(([agentId, tally]) =>
      agentId === ''
        ? []
        : [{ agentId, name: names.get(agentId) ?? agentId, figures: wire(tally) }],
    ),
    assistant: wire(agents.get('')),
    reasons: [...(await countReasons(database, since))],
  };
};
