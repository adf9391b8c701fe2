import type { RoutingDeps } from './deps.ts';
import { MatcherRounds } from './matcher-round.ts';
import { dropLease, holdLease, type Lease } from './store-lease.ts';
import { purgeHistory } from './store-queue.ts';
import { sweep } from './sweep.ts';

const LEASE = 'matcher';
const LEASE_MS = 8_000;
const RENEW_AFTER_MS = 2_000;
/** Hints within this time make one round. */
const COALESCE_MS = 30;
const TICK_MS = 1_000;
const SWEEP_EVERY_MS = 5_000;
const PURGE_EVERY_MS = 3_600_000;
const KEEP_HISTORY_DAYS = 30;
/** A round is followed by a rest as long as it took, up to half a second, so that matching never takes over. */
const REST_MAX_MS = 500;

export interface Matcher {
  /** Something changed that may let somebody be served. */
  wake(): void;
  /** One round at once, for tests and start-up; false when another process leads. */
  runOnce(): Promise<boolean>;
  /** Ends after the round under way, and lets another process lead at once. */
  stop(): Promise<void>;
}

/**
 * The loop that gives work to agents, in whichever process holds the lease; the others stand by. Woken by hints and
 * by a tick of one second, for relaxing by time and for lost hints.
 */
export const runMatcher = (deps: RoutingDeps): Matcher => new MatcherLoop(deps);

class MatcherLoop implements Matcher {
  readonly #deps: RoutingDeps;
  readonly #holder: string;
  readonly #durations;
  readonly #tick: NodeJS.Timeout;
  #lease: Lease | undefined;
  #renewedAt = Number.NEGATIVE_INFINITY;
  #leadingSince = 0;
  #rounds: MatcherRounds | undefined;
  #sweptAt = Number.NEGATIVE_INFINITY;
  #purgedAt = performance.now();
  #restUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<boolean> | undefined;
  #wanted = false;
  #stopped = false;

  constructor(deps: RoutingDeps) {
    this.#deps = deps;
    this.#holder = deps.ids.uuid();
    this.#durations = deps.metrics.histogram(
      'mainstay_matcher_round_seconds',
      'One round of the matcher, from the look to the last offer',
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    );
    this.#tick = setInterval(() => this.#schedule(0), TICK_MS);
    this.#schedule(0);
  }

  wake(): void {
    if (this.#lease !== undefined) this.#schedule(COALESCE_MS);
  }

  async runOnce(): Promise<boolean> {
    await this.#running;
    this.#running ??= this.#round().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#tick);
    clearTimeout(this.#timer);
    await this.#running?.catch(() => undefined);
    await this.#rounds?.told();
    if (this.#lease === undefined) return;
    await dropLease(this.#deps.database, this.#lease).catch((error: unknown) =>
      this.#deps.log.warn({ error }, 'matcher lease not dropped'),
    );
  }

  #schedule(inMs: number): void {
    this.#wanted = true;
    if (this.#timer !== undefined || this.#running !== undefined || this.#stopped) return;
    const restMs = this.#restUntil - performance.now();
    this.#timer = setTimeout(() => void this.#go(), Math.max(inMs, restMs));
  }

  async #go(): Promise<void> {
    this.#timer = undefined;
    this.#wanted = false;
    try {
      await this.runOnce();
    } catch (error) {
      this.#deps.log.error({ error }, 'matcher round failed');
    }
    if (this.#wanted) this.#schedule(COALESCE_MS);
  }

  async #round(): Promise<boolean> {
    if (this.#stopped || !(await this.#lead())) return false;
    const startedAt = performance.now();
    const rounds = this.#rounds;
    const lease = this.#lease;
    if (rounds === undefined || lease === undefined) return false;
    if (startedAt - this.#sweptAt >= SWEEP_EVERY_MS) {
      await sweep(this.#deps, lease, startedAt - this.#leadingSince);
      this.#sweptAt = startedAt;
    }
    const { refused } = await rounds.run();
    const tookMs = performance.now() - startedAt;
    this.#durations.observe(tookMs / 1_000);
    this.#restUntil = performance.now() + Math.min(REST_MAX_MS, tookMs);
    if (refused > 0) this.#wanted = true;
    await this.#purge();
    return true;
  }

  /** Takes or renews the lease. What was remembered under another epoch is forgotten. */
  async #lead(): Promise<boolean> {
    if (this.#lease !== undefined && performance.now() - this.#renewedAt < RENEW_AFTER_MS)
      return true;
    const askedAt = performance.now();
    const lease = await holdLease(this.#deps.database, LEASE, this.#holder, LEASE_MS);
    if (lease === undefined || lease.epoch !== this.#lease?.epoch) this.#rounds = undefined;
    if (lease !== undefined && this.#rounds === undefined) this.#leadingSince = askedAt;
    if (lease !== undefined) this.#rounds ??= new MatcherRounds(this.#deps, lease);
    this.#lease = lease;
    this.#renewedAt = askedAt;
    return lease !== undefined;
  }

  async #purge(): Promise<void> {
    if (performance.now() - this.#purgedAt < PURGE_EVERY_MS) return;
    this.#purgedAt = performance.now();
    await purgeHistory(this.#deps.database, KEEP_HISTORY_DAYS);
  }
}
