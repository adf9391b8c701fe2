import type { WaitingTimes } from '../../contract/routing.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { isSecurityLane, type Pressure } from '../../core/incidents/surge.ts';
import type { Locale, Tier } from '../../core/vocabulary.ts';
import { listWaiting } from '../conversation/index.ts';
import type { SurgeDeps } from './deps.ts';

export type TypicalWaits = (locale: Locale, tier: Tier) => Promise<WaitingTimes>;

/** The language that most of those who wait speak: what they are told is what counts. */
const commonLocale = (waiting: readonly Conversation[]): Locale => {
  const counts = new Map<Locale, number>();
  for (const { locale } of waiting) counts.set(locale, (counts.get(locale) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'en';
};

const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
};

/** How the queue stands without the security lane, by what routing itself estimates. */
export const readPressure = async (
  deps: Pick<SurgeDeps, 'database'>,
  typicalWaits: TypicalWaits,
): Promise<Pressure> => {
  const waiting = (await listWaiting(deps.database)).filter(
    ({ category, priority, snoozedUntil }) =>
      snoozedUntil === null && !isSecurityLane(category, priority),
  );
  const { categories } = await typicalWaits(commonLocale(waiting), 'standard');
  const times = categories.flatMap(({ category, etaSeconds }) =>
    etaSeconds === null || isSecurityLane(category, null) ? [] : [etaSeconds * 1_000],
  );
  return { waiting: waiting.length, waitMs: median(times) };
};
