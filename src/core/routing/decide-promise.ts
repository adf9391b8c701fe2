import type { AtMs } from '../ids.ts';
import type { WaitEstimate } from './estimate-waits.ts';
import type { RoutingPolicy } from './policy.ts';
import { compareRank, isEmergency } from './rank.ts';
import type { RoutingAgent, WaitingItem } from './work.ts';

/** Why a place is what it is. Each is the key of a sentence (`queue.reason.<code>`). */
export const WAIT_REASONS = [
  'security_first',
  'vip_next',
  'fewer_agents',
  'more_agents',
  'language_scarce',
  'busy_now',
  'outside_staffing',
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** What a customer was told last. `null` times: no honest number. */
export interface WaitPromise {
  readonly toldAt: AtMs;
  readonly place: number;
  readonly agentsOnDuty: number;
  /** When an agent should come, by the told time; null without a number. */
  readonly expectedAt: AtMs | null;
  readonly lowMs: number | null;
  readonly toldMs: number | null;
  readonly highMs: number | null;
  readonly reasons: readonly WaitReason[];
}

export interface PromiseFacts {
  readonly now: AtMs;
  readonly item: WaitingItem;
  readonly waiting: readonly WaitingItem[];
  readonly agents: readonly RoutingAgent[];
  readonly policy: RoutingPolicy;
}

/** Later by less than this share of what is left, a new estimate is noise and not news. */
const NOISE_SHARE = 0.15;
/** A few seconds are noise as well, unless little is left: then they are a good part of it. */
const NOISE_MS = 15_000;
const NOISE_SHARE_MOST = 0.25;
/** With no more agents on duty than this who speak the language, it is scarce. */
const SCARCE = 1;

/**
 * What to tell now. A place or a time never gets worse without a reason that is told with it: a worse place without
 * one is held at the last; an expected time that slips by no more than noise is kept, and one that slips by more is
 * given its reason (`busy_now` when nothing else explains it).
 */
export const decidePromise = (
  previous: WaitPromise | null,
  estimate: WaitEstimate,
  facts: PromiseFacts,
): WaitPromise => {
  const { now, item } = facts;
  const onDuty = facts.agents.filter(isOnDuty);
  const standing = standingReasons(item, estimate, onDuty);
  const fresh = { toldAt: now, agentsOnDuty: onDuty.length };
  const holding = previous === null ? [] : holdingReasons(previous, facts, onDuty.length);
  const isWorse = previous !== null && estimate.place > previous.place;
  const place = isWorse && holding.length === 0 ? previous.place : estimate.place;
  if (estimate.kind === 'no_number') {
    const none = { expectedAt: null, lowMs: null, toldMs: null, highMs: null };
    return { ...fresh, ...none, place, reasons: unique([...standing, ...holding]) };
  }
  const told = now + estimate.toldMs;
  const before = previous?.expectedAt ?? null;
  const slip = before === null ? 0 : told - Math.max(before, now);
  const helped = previous !== null && onDuty.length > previous.agentsOnDuty && slip < 0;
  const eased = helped ? (['more_agents'] as const) : [];
  const isNoise = before !== null && slip > 0 && slip <= noiseMs(estimate.toldMs);
  const expectedAt = isNoise && before !== null ? Math.max(before, now) : told;
  const slipped = slip > 0 && !isNoise && holding.length === 0 ? (['busy_now'] as const) : [];
  const toldMs = expectedAt - now;
  return {
    ...fresh,
    place,
    expectedAt,
    toldMs,
    lowMs: Math.min(estimate.lowMs, toldMs),
    highMs: Math.max(estimate.highMs, toldMs),
    reasons: unique([...standing, ...holding, ...slipped, ...eased]),
  };
};

const noiseMs = (leftMs: number): number =>
  Math.max(NOISE_SHARE * leftMs, Math.min(NOISE_MS, NOISE_SHARE_MOST * leftMs));

/** Reasons that hold whatever was told before. */
const standingReasons = (
  item: WaitingItem,
  estimate: WaitEstimate,
  onDuty: readonly RoutingAgent[],
): readonly WaitReason[] => {
  const reasons: WaitReason[] = [];
  if (estimate.kind === 'no_number') {
    reasons.push(estimate.cause === 'outside_staffing' ? 'outside_staffing' : 'busy_now');
  } else if (onDuty.filter((agent) => agent.locales.includes(item.locale)).length <= SCARCE) {
    reasons.push('language_scarce');
  }
  return reasons;
};

/** Reasons why it may be worse than at the last telling: who has come since and ranks before, and who has gone. */
const holdingReasons = (
  previous: WaitPromise,
  { item, waiting, policy }: PromiseFacts,
  onDuty: number,
): readonly WaitReason[] => {
  const passed = waiting.filter(
    (other) =>
      other.id !== item.id &&
      other.waitingSince >= item.waitingSince &&
      compareRank(other, item, policy) < 0,
  );
  const reasons: WaitReason[] = [];
  if (passed.some(isEmergency)) reasons.push('security_first');
  if (passed.some((other) => !isEmergency(other) && other.tier === 'vip')) reasons.push('vip_next');
  if (passed.some((other) => !isEmergency(other) && other.tier !== 'vip')) reasons.push('busy_now');
  if (onDuty < previous.agentsOnDuty) reasons.push('fewer_agents');
  return reasons;
};

const isOnDuty = ({ status }: RoutingAgent): boolean =>
  status === 'available' || status === 'wrap_up';

const unique = (reasons: readonly WaitReason[]): readonly WaitReason[] => [...new Set(reasons)];
