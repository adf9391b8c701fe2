import { NEW_CASE } from '../src/core/conversation/case.ts';
import type { DepartmentId, TeamId } from '../src/core/ids.ts';
import {
  decidePromise,
  type OpenStep,
  type PromiseFacts,
} from '../src/core/promise/decide-promise.ts';
import type { StepSample } from '../src/core/promise/estimate.ts';
import { loadOf } from '../src/core/promise/load.ts';
import type { PromisePolicy } from '../src/core/promise/policy.ts';
import type { ExpectedStep } from '../src/core/promise/step.ts';
import { EventHeap } from '../src/core/routing/event-heap.ts';
import { openHoursOf } from '../src/core/sla/open-hours.ts';
import type { Category } from '../src/core/vocabulary.ts';
import {
  BEGIN,
  Centre,
  DAY_MS,
  DAYS,
  HOUR_MS,
  MINUTE_MS,
  WARM_UP_DAYS,
} from './promises-centre-world.ts';
import type { LoadFacts } from './promises-facts-world.ts';
import { Line } from './promises-line-world.ts';

type Step = 'first_answer' | 'answer' | 'department_result' | 'resolution';

/** What became of one promise. */
export interface Judged {
  readonly step: Step;
  readonly beganAt: number;
  readonly firstDueAt: number;
  readonly endedAt: number;
  /** Moved before it was late, and said why. */
  readonly moved: boolean;
  readonly lapses: number;
  readonly measured: boolean;
}

interface Case {
  readonly category: Category;
  step: Step;
  beganAt: number;
  firstDueAt: number;
  open: OpenStep | null;
  lapses: number;
  measured: boolean;
  /** Business time counts for departments. */
  loadAtBegin: number;
}

/** How many cases take which way after an answer. */
const TO_DEPARTMENT = 0.12;
const NEEDS_ANOTHER_LOOK = 0.1;
const CUSTOMER_ASKS_AGAIN = 0.35;
/** How often a case comes before an agent, on the average of these ways. */
const PASSES = 1.88;
/** The first answer is written in this share of the work. */
const UNTIL_WORDS = 0.3;
const CUSTOMER_MS = 3 * HOUR_MS;
const DEPARTMENT_WORK_MS = 35 * MINUTE_MS;
const HISTORY_ROWS = 800;

const DEPARTMENT_HOURS = openHoursOf({
  id: 'office',
  name: 'Office',
  timeZone: 'Asia/Seoul',
  shifts: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '09:00', to: '12:30' },
    { weekday, from: '13:30', to: '19:00' },
  ]),
  holidays: [],
});
const ALWAYS = {
  add: (from: number, ms: number): number => from + ms,
  between: (from: number, to: number): number => to - from,
};

const KIND = { arrive: 0, words: 1, free: 2, asks: 3, look: 4, department: 5, staff: 6 } as const;

/** A month of a support centre, with the real decisions on promises in it. */
export class Month {
  readonly judged: Judged[] = [];
  readonly #centre: Centre;
  readonly #policy: PromisePolicy;
  readonly #events = new EventHeap();
  readonly #cases: Case[] = [];
  readonly #line = new Line();
  readonly #department = new Line();
  readonly #history = new Map<Step, StepSample[]>();
  readonly #departmentSize: number;
  #busy = 0;
  #departmentBusy = 0;
  #now = BEGIN;

  constructor(seed: number, facts: LoadFacts, scale: number, policy: PromisePolicy) {
    this.#centre = new Centre(seed, facts, scale);
    this.#policy = policy;
    const perDay = facts.contactsPerDay * scale * TO_DEPARTMENT * 1.4;
    this.#departmentSize = Math.max(
      1,
      Math.ceil((perDay * DEPARTMENT_WORK_MS) / (9 * HOUR_MS * 0.88 * (5 / 7))),
    );
  }

  run(): this {
    this.#events.push(BEGIN, KIND.arrive, 0);
    for (let hour = 1; hour < DAYS * 24; hour++)
      this.#events.push(BEGIN + hour * HOUR_MS, KIND.staff, 0);
    while (this.#events.pop()) {
      const { time, kind, value } = this.#events;
      this.#now = Math.ceil(time);
      if (kind === KIND.arrive) this.#arrive();
      else if (kind === KIND.words) this.#words(value);
      else if (kind === KIND.free) this.#free(value);
      else if (kind === KIND.asks) this.#queue(value, 'answer');
      else if (kind === KIND.look) this.#look(value);
      else if (kind === KIND.department) this.#departmentDone(value);
      else this.#serve();
    }
    return this;
  }

  /** Contacts come as a Poisson process whose rate moves with the hour: drawn at its most, and thinned. */
  #arrive(): void {
    const most = this.#centre.mostRate();
    let at = this.#now;
    do at += -Math.log(1 - this.#centre.random()) / most;
    while (this.#centre.random() * most > this.#centre.rateAt(at));
    if (at < BEGIN + DAYS * DAY_MS) this.#events.push(at, KIND.arrive, 0);
    const id = this.#cases.length;
    this.#cases.push({
      category: this.#centre.category(),
      step: 'first_answer',
      beganAt: this.#now,
      firstDueAt: 0,
      open: null,
      lapses: 0,
      measured: false,
      loadAtBegin: 0,
    });
    this.#queue(id, 'first_answer');
  }

  #agents(): number {
    return this.#centre.agentsAt(this.#now, PASSES, this.#line.length);
  }

  #queue(id: number, step: Step): void {
    this.#begin(id, step);
    this.#line.push(id);
    this.#serve();
  }

  #serve(): void {
    while (this.#busy < this.#agents()) {
      const id = this.#line.shift();
      if (id === undefined) return;
      this.#busy++;
      const one = this.#caseOf(id);
      const work = this.#centre.handling(one.category);
      const spoken = one.step === 'resolution' ? work : work * UNTIL_WORDS;
      this.#events.push(this.#now + spoken, KIND.words, id);
      this.#events.push(this.#now + work, KIND.free, id);
    }
  }

  #words(id: number): void {
    this.#end(id);
  }

  #free(id: number): void {
    this.#busy--;
    const one = this.#caseOf(id);
    if (one.step === 'resolution') {
      this.#serve();
      return;
    }
    const draw = this.#centre.random();
    if (draw < TO_DEPARTMENT) this.#toDepartment(id);
    else if (draw < TO_DEPARTMENT + NEEDS_ANOTHER_LOOK) this.#queue(id, 'resolution');
    else if (draw < TO_DEPARTMENT + NEEDS_ANOTHER_LOOK + CUSTOMER_ASKS_AGAIN)
      this.#events.push(this.#now + this.#centre.work(CUSTOMER_MS, 1), KIND.asks, id);
    this.#serve();
  }

  #toDepartment(id: number): void {
    this.#begin(id, 'department_result');
    this.#department.push(id);
    this.#serveDepartment();
  }

  #serveDepartment(): void {
    while (this.#departmentBusy < this.#departmentSize) {
      const id = this.#department.shift();
      if (id === undefined) return;
      this.#departmentBusy++;
      const done = DEPARTMENT_HOURS.add(
        this.#now,
        Math.round(this.#centre.work(DEPARTMENT_WORK_MS, 0.6)),
      );
      this.#events.push(done ?? this.#now, KIND.department, id);
    }
  }

  #departmentDone(id: number): void {
    this.#departmentBusy--;
    this.#end(id);
    this.#queue(id, 'resolution');
    this.#serveDepartment();
  }

  #caseOf(id: number): Case {
    const found = this.#cases[id];
    if (found === undefined) throw new Error(`no case ${id}`);
    return found;
  }

  #load(step: Step): number {
    return step === 'department_result'
      ? loadOf(this.#department.length + this.#departmentBusy, this.#departmentSize)
      : loadOf(this.#line.length, this.#agents());
  }

  #facts(one: Case): PromiseFacts {
    const department = one.step === 'department_result';
    const owner = department
      ? ({ kind: 'department', departmentId: 'risk-control' as DepartmentId } as const)
      : ({ kind: 'team', teamId: 'general' as TeamId } as const);
    const expected: ExpectedStep = { step: one.step, owner, saidFor: null };
    const promise = one.open === null ? null : { step: one.step, owner, dueAt: one.open.dueAt };
    return {
      state: { category: one.category, case: { ...NEW_CASE, promise } },
      expected,
      open: one.open,
      end: null,
      since: [],
      standing: null,
      history: this.#history.get(one.step) ?? [],
      load: this.#load(one.step),
      time: department ? DEPARTMENT_HOURS : ALWAYS,
      policyMs: null,
      policy: this.#policy,
      now: Math.ceil(this.#now),
    };
  }

  #begin(id: number, step: Step): void {
    const one = this.#caseOf(id);
    Object.assign(one, { step, beganAt: this.#now, open: null, lapses: 0 });
    const facts = this.#facts(one);
    const plan = decidePromise(facts);
    if (plan.kind !== 'make' || plan.promise.dueAt === null)
      throw new Error(`no promise: ${plan.kind}`);
    const { dueAt } = plan.promise;
    one.firstDueAt = dueAt;
    one.measured = plan.measured;
    one.loadAtBegin = facts.load;
    one.open = {
      step,
      beganAt: this.#now,
      firstDueAt: dueAt,
      dueAt,
      load: facts.load,
      byHand: false,
      changes: 0,
      warnedFor: null,
    };
    this.#look(id);
  }

  /** What the product does at a timer: waits, warns, moves it, or says that it lapsed. */
  #look(id: number): void {
    const one = this.#caseOf(id);
    for (let open = one.open; open !== null; open = one.open) {
      const plan = decidePromise(this.#facts(one));
      if (plan.kind === 'wait') {
        if (plan.nextAt !== null) this.#events.push(plan.nextAt, KIND.look, id);
        return;
      }
      if (plan.kind === 'warn') one.open = { ...open, warnedFor: plan.dueAt };
      else if ((plan.kind === 'change' || plan.kind === 'lapse') && plan.promise.dueAt !== null) {
        const { dueAt } = plan.promise;
        // A sooner time is what it is judged by from then on; a later one changes nothing.
        one.firstDueAt = Math.min(one.firstDueAt, dueAt);
        one.open = { ...open, dueAt, changes: open.changes + 1 };
        if (plan.kind === 'lapse') one.lapses++;
      } else throw new Error(`a step that goes on was ended: ${plan.kind}`);
    }
  }

  #end(id: number): void {
    const one = this.#caseOf(id);
    const { open, step, beganAt, firstDueAt, measured } = one;
    if (open === null) return;
    const time = step === 'department_result' ? DEPARTMENT_HOURS : ALWAYS;
    const rows = this.#history.get(step) ?? [];
    rows.unshift({
      category: one.category,
      load: one.loadAtBegin,
      ms: time.between(beganAt, this.#now),
    });
    if (rows.length > HISTORY_ROWS) rows.pop();
    this.#history.set(step, rows);
    one.open = null;
    if (beganAt < BEGIN + WARM_UP_DAYS * DAY_MS) return;
    this.judged.push({
      step,
      beganAt,
      firstDueAt,
      endedAt: this.#now,
      moved: open.changes > one.lapses,
      lapses: one.lapses,
      measured,
    });
  }

  get surge(): Centre['surge'] {
    return this.#centre.surge;
  }
}
