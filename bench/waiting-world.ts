import type { AgentId, ConversationId } from '../src/core/ids.ts';
import { estimateWait } from '../src/core/routing/estimate-waits.ts';
import { type HandlingSample, learnHandling } from '../src/core/routing/handling.ts';
import { match } from '../src/core/routing/match.ts';
import { DEFAULT_ROUTING_POLICY } from '../src/core/routing/policy.ts';
import { drawExponential, type Random, seededRandom } from '../src/core/routing/random.ts';
import { isEmergency } from '../src/core/routing/rank.ts';
import type { ArrivalRate, WaitInput, WorkInProgress } from '../src/core/routing/wait-input.ts';
import type { RoutingAgent, WaitingItem } from '../src/core/routing/work.ts';
import { makeAgent, makeItem, OVERFLOW, staffedTeam } from './routing-world.ts';

/** A day on a support floor, against which told waiting times are held. */
export interface WorldSettings {
  readonly seed: number;
  readonly agents: number;
  readonly capacity: number;
  /** Comings an hour at that time (ms from the start). */
  readonly perHour: (at: number) => number;
  readonly meanWorkMs: number;
  /** Standard deviation of the logarithm of the work of one conversation. */
  readonly logSpread: number;
  /** How much each further conversation at once slows an agent. */
  readonly slowdown: number;
  /** When every second agent stops taking work; Infinity for never. */
  readonly halveAt: number;
  /** Telling begins then, when there is some history. */
  readonly tellFrom: number;
  readonly until: number;
  /** All agents and conversations alike: one team, one language. */
  readonly plain: boolean;
}

/** What one person was told on coming, and what came true. */
export interface Told {
  readonly toldMs: number;
  readonly lowMs: number;
  readonly highMs: number;
  readonly realMs: number;
  readonly at: number;
  readonly place: number;
}

interface Chat {
  readonly item: WaitingItem;
  readonly startedAt: number;
  remaining: number;
  loadTime: number;
}
interface Desk {
  agent: RoutingAgent;
  readonly chats: Chat[];
  updatedAt: number;
}

/** Plays the world with the real matcher and collects what was told. */
export const playWorld = (settings: WorldSettings): readonly Told[] => new World(settings).play();

class World {
  readonly #settings: WorldSettings;
  readonly #random: Random;
  readonly #desks: Desk[];
  readonly #samples: HandlingSample[] = [];
  readonly #comings: WaitingItem[] = [];
  readonly #promises = new Map<ConversationId, Omit<Told, 'realMs'>>();
  readonly #told: Told[] = [];
  #waiting: WaitingItem[] = [];
  #count = 0;

  constructor(settings: WorldSettings) {
    this.#settings = settings;
    this.#random = seededRandom(settings.seed);
    this.#desks = Array.from({ length: settings.agents }, (_, index) => {
      const agent = {
        ...makeAgent(
          `agent-${String(index).padStart(4, '0')}`,
          this.#random,
          staffedTeam(index >>> 1),
        ),
        capacity: settings.capacity,
      };
      const plain = {
        teamIds: ['general' as RoutingAgent['teamIds'][number]],
        locales: ['en' as const],
        skills: { other: 1 as const },
      };
      return { agent: settings.plain ? { ...agent, ...plain } : agent, chats: [], updatedAt: 0 };
    });
  }

  play(): readonly Told[] {
    let now = 0;
    let comes = this.#nextComing(0);
    let tick = 1_000;
    let halved = false;
    while (now < this.#settings.until) {
      const [desk, ends] = this.#nextEnd();
      now = Math.min(comes, ends, tick, halved ? Infinity : this.#settings.halveAt);
      if (now === ends && desk !== undefined) this.#end(desk, now);
      else if (now === comes) {
        this.#come(now);
        comes = this.#nextComing(now);
        continue;
      } else if (now === tick) tick += 2_000;
      else {
        halved = true;
        this.#halve();
      }
      this.#match(now);
    }
    return this.#told;
  }

  #nextComing(now: number): number {
    return now + drawExponential(3_600_000 / this.#settings.perHour(now), this.#random);
  }

  #come(now: number): void {
    const made = makeItem(`c${String(this.#count++).padStart(7, '0')}`, now, this.#random);
    const general = 'general' as WaitingItem['teamId'];
    const item: WaitingItem = this.#settings.plain
      ? {
          ...made,
          teamId: general,
          locale: 'en',
          category: 'other',
          level: 1,
          tier: 'standard',
          priority: 'normal',
          units: 1,
        }
      : made;
    this.#comings.push(item);
    this.#waiting.push(item);
    this.#match(now);
    if (now < this.#settings.tellFrom || this.#count % 2 === 0 || !this.#waiting.includes(item))
      return;
    const estimate = estimateWait(this.waitInput(now), item.id);
    if (estimate?.kind === 'estimate') this.#promises.set(item.id, { ...estimate, at: now });
  }

  waitInput(now: number): WaitInput {
    return {
      now,
      waiting: this.#waiting,
      agents: this.#desks.map(({ agent }) => agent),
      overflow: OVERFLOW,
      policy: DEFAULT_ROUTING_POLICY,
      inProgress: this.#inProgress(),
      handling: this.#learn(now),
      arrivals: this.#rates(now),
      random: seededRandom(this.#count),
    };
  }

  #learn(now: number) {
    const ongoing = this.#desks.flatMap(({ agent, chats }) =>
      chats.map(({ item, startedAt }) => ({
        category: item.category,
        elapsedMs: now - startedAt,
        load: agent.load,
      })),
    );
    return learnHandling(this.#samples.slice(-2_000), ongoing);
  }

  #inProgress(): readonly WorkInProgress[] {
    return this.#desks.flatMap(({ agent, chats }) =>
      chats.map(({ item, startedAt }) => ({
        agentId: agent.id as AgentId,
        category: item.category,
        startedAt,
        units: Math.min(item.units, agent.capacity),
      })),
    );
  }

  #rates(now: number): readonly ArrivalRate[] {
    const since = Math.max(0, now - 1_800_000);
    const kinds = new Map<string, { kind: WaitingItem; count: number }>();
    for (const item of this.#comings) {
      if (item.waitingSince < since) continue;
      const key = `${item.category}|${item.level}|${item.locale}|${item.tier}|${item.priority}`;
      const known = kinds.get(key);
      if (known === undefined) kinds.set(key, { kind: item, count: 1 });
      else known.count++;
    }
    const hours = Math.max(0.05, (now - since) / 3_600_000);
    return [...kinds.values()].map(({ kind, count }) => ({ kind, perHour: count / hours }));
  }

  #nextEnd(): [Desk | undefined, number] {
    let first: Desk | undefined;
    let at = Infinity;
    for (const desk of this.#desks) {
      for (const chat of desk.chats) {
        const end = desk.updatedAt + chat.remaining * this.#factor(desk);
        if (end < at) [first, at] = [desk, end];
      }
    }
    return [first, at];
  }

  #factor(desk: Desk): number {
    return 1 + this.#settings.slowdown * (Math.max(1, desk.agent.load) - 1);
  }

  #progress(desk: Desk, now: number): void {
    const passed = now - desk.updatedAt;
    for (const chat of desk.chats) {
      chat.remaining -= passed / this.#factor(desk);
      chat.loadTime += passed * desk.agent.load;
    }
    desk.updatedAt = now;
  }

  #end(desk: Desk, now: number): void {
    this.#progress(desk, now);
    const chat = desk.chats.reduce((least, other) =>
      other.remaining < least.remaining ? other : least,
    );
    desk.chats.splice(desk.chats.indexOf(chat), 1);
    const durationMs = now - chat.startedAt;
    this.#samples.push({
      category: chat.item.category,
      durationMs,
      meanLoad: chat.loadTime / Math.max(1, durationMs),
    });
    this.#carry(desk, now, desk.agent.emergencyRun);
  }

  #carry(desk: Desk, now: number, emergencyRun: number): void {
    const load = desk.chats.reduce(
      (sum, { item }) => sum + Math.min(item.units, desk.agent.capacity),
      0,
    );
    desk.agent = { ...desk.agent, load, idleSince: now, emergencyRun };
  }

  #halve(): void {
    this.#desks.forEach((desk, index) => {
      if (index % 2 === 1) desk.agent = { ...desk.agent, status: 'away' };
    });
  }

  #match(now: number): void {
    const decisions = match({
      now,
      waiting: this.#waiting,
      agents: this.#desks.map(({ agent }) => agent),
      overflow: OVERFLOW,
      policy: DEFAULT_ROUTING_POLICY,
    });
    if (decisions.length === 0) return;
    const items = new Map(this.#waiting.map((item) => [item.id, item]));
    for (const { itemId, agentId } of decisions) {
      const item = items.get(itemId);
      const desk = this.#desks.find(({ agent }) => agent.id === agentId);
      if (item === undefined || desk === undefined) throw new Error('decided for somebody unknown');
      items.delete(itemId);
      this.#progress(desk, now);
      desk.chats.push({ item, startedAt: now, remaining: this.#drawWork(), loadTime: 0 });
      this.#carry(desk, now, isEmergency(item) ? desk.agent.emergencyRun + 1 : 0);
      const promise = this.#promises.get(itemId);
      if (promise !== undefined) this.#told.push({ ...promise, realMs: now - item.waitingSince });
    }
    this.#waiting = [...items.values()];
  }

  #drawWork(): number {
    const normal =
      Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
    const { meanWorkMs, logSpread } = this.#settings;
    return meanWorkMs * Math.exp(logSpread * normal - (logSpread * logSpread) / 2);
  }
}

const HOUR = 3_600_000;

/**
 * A floor on a day of rush: for 45 minutes far more come than can be served, then about as many. When staffing
 * halves, comings halve a quarter of an hour later, as a line that long turns people away.
 */
export const busyFloor = (kind: {
  seed: number;
  plain: boolean;
  halved: boolean;
}): WorldSettings => ({
  seed: kind.seed,
  agents: kind.plain ? 10 : 48,
  capacity: 3,
  meanWorkMs: 5 * 60_000,
  logSpread: 0.5,
  slowdown: 0.3,
  perHour: (at) => {
    const served = kind.plain ? 225 : 1_000;
    if (at < 0.75 * HOUR) return served * (kind.plain ? 1.4 : 2);
    return served * (kind.halved && at > 2.25 * HOUR ? 0.45 : 0.95);
  },
  halveAt: kind.halved ? 2 * HOUR : Infinity,
  tellFrom: 0.75 * HOUR,
  until: 4.5 * HOUR,
  plain: kind.plain,
});

/** |told − real| / real of everyone who had to wait. */
export const relativeErrors = (told: readonly Told[]): readonly number[] =>
  told
    .filter(({ realMs }) => realMs > 0)
    .map(({ toldMs, realMs }) => Math.abs(toldMs - realMs) / realMs);
