import type { AtMs } from '../ids.ts';
import type { RoutingPolicy } from './policy.ts';
import type { WaitingItem } from './work.ts';

/** What decides the place of a conversation in the waiting line. */
export type Ranked = Pick<WaitingItem, 'id' | 'category' | 'priority' | 'tier' | 'waitingSince'>;

/** Accounts under attack and what somebody marked urgent go before all else. */
export const isEmergency = (item: Pick<WaitingItem, 'category' | 'priority'>): boolean =>
  item.category === 'security' || item.priority === 'urgent';

/** The time by which a conversation ranks within its band. Emergencies have no classes: only age counts. */
export const rankTime = (item: Omit<Ranked, 'id'>, policy: RoutingPolicy): AtMs =>
  isEmergency(item)
    ? item.waitingSince
    : item.waitingSince -
      policy.headStartMs.tier[item.tier] -
      policy.headStartMs.priority[item.priority];

/**
 * The order of the waiting line: emergencies, then by `rankTime`, then by age, then by id.
 * It does not depend on the present time, so two conversations never change places while they wait.
 */
export const compareRank = (left: Ranked, right: Ranked, policy: RoutingPolicy): number =>
  Number(isEmergency(right)) - Number(isEmergency(left)) ||
  rankTime(left, policy) - rankTime(right, policy) ||
  left.waitingSince - right.waitingSince ||
  compareIds(left.id, right.id);

/** Sorts a copy, best first. */
export const rankItems = <T extends Ranked>(
  items: readonly T[],
  policy: RoutingPolicy,
): readonly T[] => {
  const count = items.length;
  const order = new Uint32Array(count);
  const bands = new Uint8Array(count);
  const times = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const item = items[index] as T;
    order[index] = index;
    bands[index] = isEmergency(item) ? 0 : 1;
    times[index] = rankTime(item, policy);
  }
  order.sort((a, b) => {
    const band = (bands[a] as number) - (bands[b] as number);
    if (band !== 0) return band;
    const time = (times[a] as number) - (times[b] as number);
    if (time !== 0) return time;
    const left = items[a] as T;
    const right = items[b] as T;
    return left.waitingSince - right.waitingSince || compareIds(left.id, right.id);
  });
  return Array.from(order, (index) => items[index] as T);
};

/** Whether the fair share speaks for it: no emergency, and waited beyond the limit. */
export const isOverdue = (item: Ranked, now: AtMs, policy: RoutingPolicy): boolean =>
  !isEmergency(item) && now - item.waitingSince > policy.overdueAfterMs;

const compareIds = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0;
