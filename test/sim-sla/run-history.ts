import type { LoggedEvent } from '../../src/core/conversation/event.ts';
import type { ConversationId } from '../../src/core/ids.ts';
import { checkBook } from '../../src/core/sla/check-book.ts';
import { clocksAt, newsAt, nextNewsAt } from '../../src/core/sla/clocks.ts';
import type { SlaBook } from '../../src/core/sla/policy.ts';
import { type SlaProgress, takeEvent } from '../../src/core/sla/progress.ts';
import { type Timeline, timelineOf } from '../../src/core/sla/timeline.ts';
import { makeHistory } from './make-history.ts';
import { Oracle, type OracleClock } from './oracle.ts';
import { Chance } from './random.ts';
import type { World, WorldEntry } from './world.ts';

export interface HistoryResult {
  readonly seed: number;
  /** Every difference from the oracle, in words. */
  readonly wrong: readonly string[];
  readonly clocks: number;
  readonly breaches: number;
  readonly warnings: number;
  /** The most that a breach was recorded after it came about, ms. */
  readonly latestMs: number;
}

/** How late a timer of the simulation may be: as late as the product's may. */
const LATE_MOST_MS = 2_000;

const logged = ({ seq, at, by, event }: WorldEntry): LoggedEvent =>
  ({
    conversationId: 'simulated' as ConversationId,
    seq,
    previousPublicSeq: 0,
    at,
    actor: by === 'customer' || by === 'agent' ? { kind: by, id: by } : { kind: by },
    audience: 'everyone',
    event,
  }) as unknown as LoggedEvent;

const iso = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString());

interface Told {
  readonly kind: 'warned' | 'breached';
  readonly span: string;
  readonly dueAt: number;
  readonly at: number;
}

/** The product's side: a log that is followed as it grows, timers that come late, and what they record. */
class Follower {
  readonly told: Told[] = [];
  progress: SlaProgress | undefined;
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #versions: readonly number[];
  #now = 0;
  #rings: number | null = null;

  constructor(world: World, chance: Chance) {
    this.#timeline = timelineOf(
      world.versions.map((one) => ({ ...one, book: one.book as unknown as SlaBook })),
    );
    this.#versions = world.versions.map(({ from }) => from);
    this.#chance = chance;
  }

  get timeline(): Timeline {
    return this.#timeline;
  }

  take(entry: WorldEntry): void {
    this.progress = takeEvent(this.progress, logged(entry), this.#timeline);
    // What is kept between two events is kept as text.
    if (this.#chance.happens(0.3)) this.progress = JSON.parse(JSON.stringify(this.progress));
    this.#now = entry.at;
  }

  /** Timers ring until then; a new book rings for everybody. */
  ringUntil(until: number): void {
    for (let guard = 0; guard < 1_000; guard++) {
      if (this.progress === undefined) return;
      const next = nextNewsAt(this.progress, this.#timeline, this.#now);
      const change = this.#versions.find((from) => from > this.#now) ?? Number.POSITIVE_INFINITY;
      const due = next === null ? Number.POSITIVE_INFINITY : next;
      if (change < due) {
        if (change > until) return;
        this.#now = change;
        continue;
      }
      // A timer that is on its way rings when it would have, whatever happens meanwhile.
      if (this.#rings === null || this.#rings < due || this.#rings > due + LATE_MOST_MS)
        this.#rings = due + this.#chance.between(0, LATE_MOST_MS);
      const rings = this.#rings;
      if (rings > until) return;
      this.#rings = null;
      this.#now = rings;
      this.#record(rings);
    }
    throw new Error('timers ring without end');
  }

  #record(at: number): void {
    if (this.progress === undefined) return;
    for (const { kind, target, span, dueAt } of newsAt(this.progress, this.#timeline, at)) {
      this.told.push({ kind, span, dueAt, at });
      const event = {
        type: kind === 'warned' ? 'sla_warned' : 'sla_breached',
        target,
        span,
        dueAt,
      };
      this.take({ seq: 0, at, by: 'system', event });
    }
  }
}

const differences = (
  follower: Follower,
  clocks: readonly OracleClock[],
  at: number,
): readonly string[] => {
  const { progress, timeline } = follower;
  if (progress === undefined) return ['nothing was followed'];
  const ours = new Map(clocksAt(progress, timeline, at).map((clock) => [clock.key, clock]));
  const wrong: string[] = [];
  for (const theirs of clocks) {
    const clock = ours.get(theirs.key);
    const shown = theirs.targetMs !== null || theirs.late !== null;
    // Of answers that were given, the product keeps the last.
    if (clock === undefined) {
      if (shown && !(theirs.ended && theirs.target === 'next_response'))
        wrong.push(`${theirs.key} is missing`);
      continue;
    }
    const dueAt = theirs.late === null ? theirs.dueAt : theirs.late.dueAt;
    const pairs: readonly (readonly [string, unknown, unknown])[] = [
      ['state', clock.state, theirs.state],
      ['dueAt', iso(clock.dueAt), iso(dueAt)],
      ['lateAt', iso(clock.lateAt), iso(theirs.late?.at ?? null)],
      ['consumedMs', clock.consumedMs, theirs.consumedMs],
      ['warnAt', iso(clock.warnAt), iso(theirs.ended ? null : theirs.warnAt)],
    ];
    for (const [name, is, should] of pairs)
      if (is !== should) wrong.push(`${theirs.key}.${name} is ${is}, should be ${should}`);
  }
  return wrong;
};

const breachesWrong = (
  told: readonly Told[],
  clocks: readonly OracleClock[],
  until: number,
): { readonly wrong: readonly string[]; readonly latestMs: number } => {
  const wrong: string[] = [];
  let latestMs = 0;
  for (const { key, late } of clocks) {
    const mine = told.filter(({ kind, span }) => kind === 'breached' && span === key);
    const warned = told.filter(({ kind, span }) => kind === 'warned' && span === key);
    if (warned.length > 1) wrong.push(`${key} was warned of ${warned.length} times`);
    if (late === null) {
      if (mine.length > 0) wrong.push(`${key} was called late at ${iso(mine[0]?.at ?? null)}`);
      continue;
    }
    const [first] = mine;
    if (first === undefined) {
      if (late.at + 1 + LATE_MOST_MS < until) wrong.push(`${key}, late at ${iso(late.at)}, untold`);
      continue;
    }
    if (mine.length > 1) wrong.push(`${key} was called late ${mine.length} times`);
    if (first.dueAt !== late.dueAt) wrong.push(`${key} was due ${iso(late.dueAt)}`);
    if (first.at <= late.at) wrong.push(`${key} was called late ${late.at - first.at} ms early`);
    if (warned.some(({ at }) => at >= first.at)) wrong.push(`${key} was warned of too late`);
    latestMs = Math.max(latestMs, first.at - late.at - 1);
  }
  if (latestMs > LATE_MOST_MS) wrong.push(`a breach was told ${latestMs} ms late`);
  return { wrong, latestMs };
};

/** Plays the history of a seed, and compares what the product says of it with what the oracle says. */
export const runHistory = (seed: number): HistoryResult => {
  const world = makeHistory(seed);
  const wrong: string[] = [];
  const isZone = (): boolean => true;
  for (const { book } of world.versions) {
    const known = checkBook(book as unknown as SlaBook, isZone).filter(
      ({ code }) => code !== 'policy_unreachable' && code !== 'holiday_twice',
    );
    for (const { path, code } of known) wrong.push(`the book was refused: ${path} ${code}`);
  }
  const chance = new Chance(seed + 1_000_000);
  const follower = new Follower(world, chance);
  const middle = world.log[chance.between(0, world.log.length - 1)]?.at ?? world.end;
  let looked = false;
  for (const entry of world.log) {
    if (!looked && entry.at > middle) {
      looked = true;
      wrong.push(...differences(follower, new Oracle(world).look(middle), middle));
    }
    follower.ringUntil(entry.at);
    follower.take(entry);
  }
  follower.ringUntil(world.end);
  const clocks = new Oracle(world).look(world.end);
  const told = breachesWrong(follower.told, clocks, world.end);
  wrong.push(...differences(follower, clocks, world.end), ...told.wrong);
  const count = (kind: Told['kind']) => follower.told.filter((one) => one.kind === kind).length;
  return {
    seed,
    wrong,
    clocks: clocks.length,
    breaches: count('breached'),
    warnings: count('warned'),
    latestMs: told.latestMs,
  };
};
