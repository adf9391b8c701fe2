import {
  CATEGORIES,
  DEPARTMENTS,
  LOCALES,
  makeBook,
  PRIORITIES,
  TEAMS,
  TIERS,
  ZONES,
} from './make-book.ts';
import { Chance } from './random.ts';
import type { World, WorldEntry, WorldVersion } from './world.ts';
import { zoneOf } from './zone.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2019, 0, 1);
const TEN_YEARS_DAYS = 3_652;

/** Half of the histories begin shortly before their zone's clocks are changed, if they are at all. */
const someStart = (chance: Chance, zone: string): number => {
  const start = FIRST_DAY + chance.between(0, TEN_YEARS_DAYS) * DAY_MS + chance.between(0, DAY_MS);
  if (chance.happens(0.5)) return start;
  const offset = (at: number): number => zoneOf(zone).offsetAt(Math.floor(at / MINUTE_MS));
  for (let day = 1; day < 250; day++) {
    const at = start + day * DAY_MS;
    if (offset(at) !== offset(at - DAY_MS)) return at - chance.between(0, 3 * DAY_MS);
  }
  return start;
};

type Event = WorldEntry['event'];
type By = WorldEntry['by'];

/** Plays customer, staff and assistant in an order that the product allows. */
class Play {
  readonly log: WorldEntry[] = [];
  readonly #chance: Chance;
  #at: number;
  #status = 'new';
  #assistant = false;
  #tasks: string[] = [];
  #taskCount = 0;

  constructor(chance: Chance, start: number) {
    this.#chance = chance;
    this.#at = start;
  }

  get at(): number {
    return this.#at;
  }

  begin(): void {
    const chance = this.#chance;
    const teamId = chance.pick(TEAMS);
    this.#add('customer', {
      type: 'conversation_started',
      category: chance.pick(CATEGORIES),
      priority: chance.pick(PRIORITIES),
      tier: chance.pick(TIERS),
      channel: 'livechat',
      locale: chance.pick(LOCALES),
      teamId,
    });
    this.#add('customer', { type: 'message_sent' });
    if (chance.happens(0.4)) {
      this.#assistant = true;
      this.#add('customer', { type: 'assistant_engaged' });
    } else this.#add('customer', { type: 'conversation_queued', teamId, reason: 'started' });
  }

  /** Some time passes, often little, sometimes days, sometimes none at all. */
  wait(): void {
    const chance = this.#chance;
    const most = chance.pick([0, 5_000, 90_000, 20 * MINUTE_MS, 5 * 60 * MINUTE_MS, 4 * DAY_MS]);
    this.#at += chance.happens(0.2)
      ? Math.floor(most / MINUTE_MS) * MINUTE_MS
      : chance.between(0, most);
  }

  act(): void {
    if (this.#status === 'closed') return;
    const chance = this.#chance;
    const acts: readonly (() => void)[] = [
      () => this.#customerWrites(),
      () => this.#agentWrites(),
      () => this.#agentWrites(),
      () => this.#moves(),
      () => this.#moves(),
      () => this.#describes(),
      () => this.#hands(),
      () => this.#asksDepartment(),
    ];
    if (this.#assistant && chance.happens(0.7)) this.#assistantTurn();
    else chance.pick(acts)();
  }

  #add(by: By, event: Event): void {
    this.log.push({ seq: this.log.length + 1, at: this.#at, by, event });
  }

  #become(by: By, to: string): void {
    if (to === this.#status) return;
    this.#add(by, { type: 'status_changed', from: this.#status, to });
    this.#status = to;
  }

  #customerWrites(): void {
    const solved = this.#status === 'solved';
    this.#add('customer', { type: 'message_sent' });
    if (solved || this.#status === 'pending' || this.#status === 'on_hold')
      this.#become('customer', 'open');
    if (solved) this.#queue('reopened');
  }

  #queue(reason: string): void {
    this.#assistant = false;
    this.#add('system', {
      type: 'conversation_queued',
      teamId: this.#chance.pick(TEAMS),
      reason,
    });
  }

  #agentWrites(): void {
    if (this.#status === 'solved') return;
    if (this.#assistant) {
      this.#assistant = false;
      this.#add('agent', { type: 'assignment_accepted' });
    }
    this.#add('agent', { type: 'message_sent' });
    if (this.#chance.happens(0.5)) this.#become('agent', this.#chance.pick(['pending', 'open']));
  }

  #moves(): void {
    const chance = this.#chance;
    if (this.#status !== 'solved') {
      this.#become('agent', chance.pick(['open', 'pending', 'on_hold', 'solved']));
    } else if (chance.happens(0.3)) this.#become('system', 'closed');
    else {
      this.#become(chance.pick(['customer', 'agent']), 'open');
      this.#queue('reopened');
    }
  }

  #describes(): void {
    const chance = this.#chance;
    const teamId = chance.pick(TEAMS);
    this.#add(
      'agent',
      chance.happens(0.5)
        ? { type: 'priority_changed', to: chance.pick(PRIORITIES) }
        : { type: 'category_changed', to: chance.pick(CATEGORIES), teamId },
    );
  }

  #hands(): void {
    if (this.#status === 'solved') return;
    const toTeamId = this.#chance.pick(TEAMS);
    this.#assistant = false;
    this.#add('agent', { type: 'conversation_transferred', toTeamId });
    this.#add('agent', { type: 'conversation_queued', teamId: toTeamId, reason: 'transferred' });
  }

  #asksDepartment(): void {
    const chance = this.#chance;
    const taskId = this.#tasks[0];
    if (taskId !== undefined && chance.happens(0.6)) {
      this.#tasks = this.#tasks.slice(1);
      this.#add('agent', { type: 'task_ended', taskId, outcome: 'done' });
      if (this.#status === 'on_hold') this.#become('agent', 'open');
      return;
    }
    if (this.#status === 'solved') return;
    this.#taskCount++;
    this.#tasks.push(`task-${this.#taskCount}`);
    this.#add('agent', {
      type: 'task_opened',
      taskId: `task-${this.#taskCount}`,
      departmentId: chance.pick(DEPARTMENTS),
      expectedAt: null,
    });
    if (chance.happens(0.6)) this.#become('agent', 'on_hold');
  }

  #assistantTurn(): void {
    const chance = this.#chance;
    if (chance.happens(0.4)) this.#customerWrites();
    else if (chance.happens(0.3)) this.#queue('handed_over');
    else if (chance.happens(0.15)) this.#become('customer', 'solved');
    else if (this.#status !== 'solved')
      this.#add('assistant', { type: 'assistant_replied', reply: { kind: 'answer', article: {} } });
  }
}

/** A history from its seed: books that change, a case that goes on for minutes or weeks. */
export const makeHistory = (seed: number): World => {
  const chance = new Chance(seed);
  const zone = chance.pick(ZONES);
  const start = someStart(chance, zone);
  const play = new Play(chance, start);
  play.begin();
  const acts = chance.between(2, 24);
  for (let act = 0; act < acts; act++) {
    play.wait();
    play.act();
  }
  play.wait();
  const length = play.at - start;
  const changes = chance.pick([0, 0, 1, 1, 2, 3]);
  const times = Array.from({ length: changes }, () => start + chance.between(0, length + DAY_MS));
  const versions: WorldVersion[] = [start - DAY_MS, ...times.sort((a, b) => a - b)].map(
    (from, index) => ({ version: index + 1, from, book: makeBook(chance, zone, start) }),
  );
  return { versions, log: play.log, end: play.at + chance.pick([0, 1, 60_000, 3 * DAY_MS]) };
};
