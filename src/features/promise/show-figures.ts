import type { PromiseFigures } from '../../contract/promise.ts';
import type { PromiseStep } from '../../core/conversation/case.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Database } from '../../ports/database.ts';
import { findStates } from '../conversation/index.ts';
import { listWorst, readFigures } from './store-figures.ts';

const WEEK_MS = 7 * 86_400_000;
const WORST = 20;
const NONE: PromiseFigures['total'] = {
  judged: 0,
  kept: 0,
  moved: 0,
  medianPromisedMs: null,
  medianActualMs: null,
  meanSlack: null,
};

const showWorst = async (database: Database, weeks: number): Promise<PromiseFigures['worst']> => {
  const late = await listWorst(database, weeks, WORST);
  const states = await findStates(
    database,
    late.map(({ conversationId }) => conversationId),
  );
  const numbers = new Map(states.map(({ state }) => [state.id, state.number]));
  return late.flatMap((one) => {
    const number = numbers.get(one.conversationId);
    const { step, category } = one;
    return number === undefined
      ? []
      : [{ ...one, number, step: step as PromiseStep, category: category as Category }];
  });
};

/** How promises were kept: figures without anybody's words or names. */
export const showFigures = async (
  database: Database,
  weeks: number,
  now: number,
): Promise<PromiseFigures> => {
  const [[total], byWeek, byCategory, byStep, worst] = await Promise.all([
    readFigures(database, weeks, 'all'),
    readFigures(database, weeks, 'week'),
    readFigures(database, weeks, 'category'),
    readFigures(database, weeks, 'step'),
    showWorst(database, weeks),
  ]);
  return {
    since: now - weeks * WEEK_MS,
    total: total?.judged ?? NONE,
    weeks: byWeek.map(({ grouped, judged }) => ({ weekOf: Number(grouped), ...judged })),
    categories: byCategory.map(({ grouped, judged }) => ({
      category: grouped as Category,
      ...judged,
    })),
    steps: byStep.map(({ grouped, judged }) => ({ step: grouped as PromiseStep, ...judged })),
    worst,
  };
};
