import type { AtMs } from '../ids.ts';
import type { RoutingPolicy } from './policy.ts';
import { isEmergency } from './rank.ts';
import type { WaitingItem } from './work.ts';

/**
 * What has been given up of a conversation's demands, in this order. Each stage admits everyone that the stages
 * before it admit: first the level, then the category within the team, then overflow teams by distance, and the
 * language last.
 */
export const RELAXING_STAGES = [
  'exact',
  'level',
  'category',
  'overflow_1',
  'overflow_2',
  'overflow_3',
  'language',
] as const;
export type RelaxingStage = (typeof RELAXING_STAGES)[number];

export const STAGE_COUNT = RELAXING_STAGES.length;
/** The last stage at which the language still counts. */
export const LAST_STAGE_WITH_LANGUAGE = STAGE_COUNT - 2;

/** For each stage the waited milliseconds from which it holds; never falling. */
export const stageStartsMs = (emergency: boolean, policy: RoutingPolicy): readonly number[] => {
  const { level, category, overflow, language } = policy.relaxAfterMs;
  const factor = emergency ? policy.emergencyRelaxFactor : 1;
  let latest = 0;
  return [0, level, category, ...overflow, language].map((afterMs) => {
    latest = Math.max(latest, afterMs * factor);
    return latest;
  });
};

/** The index in `RELAXING_STAGES` that a conversation has reached. */
export const stageOf = (
  item: Pick<WaitingItem, 'category' | 'priority' | 'waitingSince'>,
  now: AtMs,
  policy: RoutingPolicy,
): number => stageReached(now - item.waitingSince, stageStartsMs(isEmergency(item), policy));

/** The last stage whose start lies within the waited time. */
export const stageReached = (waitedMs: number, startsMs: readonly number[]): number => {
  let stage = 0;
  while (stage + 1 < startsMs.length && waitedMs >= (startsMs[stage + 1] as number)) stage++;
  return stage;
};

export const stageName = (stage: number): RelaxingStage => RELAXING_STAGES[stage] ?? 'language';
