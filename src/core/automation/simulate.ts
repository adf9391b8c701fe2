import { appendEvents } from '../conversation/append.ts';
import type { RuleCause } from '../conversation/case-event.ts';
import { decide } from '../conversation/decide.ts';
import type { LoggedEvent } from '../conversation/event.ts';
import { type Field, isAskedIn } from '../fields/field.ts';
import { missingFields } from '../fields/match-value.ts';
import type { AtMs, MessageId } from '../ids.ts';
import type { RuleBook } from './compile-rules.ts';
import { type Due, decideRules, type Stopped } from './decide-rules.ts';
import { type BusinessTime, decideTimeRules, nextDue, timedRules } from './decide-time-rules.ts';
import { type Happening, happeningsOf } from './moments.ts';
import { follow, type GivenValues, NO_VALUES, type Situation } from './situation.ts';
import {
  commandOf,
  type Lookups,
  type Planned,
  planSteps,
  solvesAs,
  withoutSolving,
  withoutUnsaid,
} from './steps.ts';

/** What a rule would have done at one moment. */
export interface WouldApply {
  readonly ruleId: string;
  readonly version: number;
  readonly cause: RuleCause;
  readonly chain: readonly string[];
  readonly at: AtMs;
  readonly actions: readonly string[];
  readonly refused: readonly string[];
}

export interface Trial {
  readonly book: RuleBook;
  readonly hours: BusinessTime;
  readonly lookups: Lookups;
  /** Fields without which nothing is solved, wherever they are asked. */
  readonly needed: readonly Field[];
  /** Nothing acts before or after. */
  readonly from: AtMs;
  readonly to: AtMs;
  /** Only this rule acts; what the others did is in the log already. Null: all act. */
  readonly only: string | null;
}

interface Told {
  readonly happening: Happening;
  readonly situation: Situation;
}

/** Happenings and moments without end would be a bug of the rules' own limits. */
const MOST_ROUNDS = 200;

class Simulation {
  readonly found: WouldApply[] = [];
  readonly stopped: Stopped[] = [];
  readonly held = new Set<string>();
  #situation: Situation | undefined;
  readonly #trial: Trial;
  readonly #fields: GivenValues;

  constructor(trial: Trial, fields: GivenValues) {
    this.#trial = trial;
    this.#fields = fields;
  }

  /** What really happened: it is folded onto whatever the rules under trial have changed. */
  take(happening: Happening): void {
    for (const entry of happening.logged)
      this.#situation = follow(this.#situation, entry, this.#fields);
    if (this.#situation !== undefined) this.#react([{ happening, situation: this.#situation }]);
  }

  /** Time passes: what falls due after `after`, before `until`. */
  pass(after: AtMs, until: AtMs): void {
    const { book, hours } = this.#trial;
    if (book.onTime.length === 0) return;
    let checked = after;
    let known = this.#situation;
    let timed = known === undefined ? [] : timedRules(book, known, hours);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const situation = this.#situation;
      if (situation === undefined) return;
      // Most moments pass without anybody acting: then nothing falls due otherwise than before.
      if (situation !== known) timed = timedRules(book, situation, hours);
      known = situation;
      const next = nextDue(timed, checked);
      if (next === null || next >= until) return;
      const due = decideTimeRules(
        timed.filter(({ dueAt }) => dueAt === next),
        ({ compiled, dueAt }) => compiled.holds(situation, dueAt),
      );
      for (const { rule } of due) this.held.add(rule.ruleId);
      checked = next;
      this.#react(this.#apply(due, next));
    }
  }

  #react(first: readonly Told[]): void {
    const waiting = [...first];
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const told = waiting.shift();
      if (told === undefined) return;
      const { due, stopped } = decideRules(this.#trial.book, told.happening, told.situation);
      for (const { rule } of due) this.held.add(rule.ruleId);
      for (const { ruleId } of stopped) this.held.add(ruleId);
      this.stopped.push(...stopped);
      waiting.push(...this.#apply(due, told.happening.logged.at(-1)?.at ?? 0));
    }
  }

  /** Each rule's steps, one commit after the other; gives what they brought about. */
  #apply(all: readonly Due[], at: AtMs): readonly Told[] {
    const { only, from, to } = this.#trial;
    if (at < from || at > to) return [];
    return all
      .filter(({ rule }) => only === null || rule.ruleId === only)
      .flatMap((due) => this.#commit(due, at) ?? []);
  }

  #commit(due: Due, at: AtMs): Told | null {
    const before = this.#situation;
    if (before === undefined) return null;
    const { state } = before;
    const asked = withoutUnsaid(
      planSteps(due.rule.definition.actions, null, this.#trial.lookups, at, (index) => ({
        messageId: `trial-${index}` as MessageId,
        clientMessageId: `trial-${index}`,
      })),
      state.status,
    );
    const planned = this.#allowed(asked, before);
    const decided = decide(state, commandOf(due, planned), at);
    if (!decided.ok) return null;
    const { logged } = appendEvents(state.id, state, decided.value, { kind: 'system' }, at);
    return this.#note(due, logged, at);
  }

  /** As it is when it is done in earnest: nothing is solved that misses a field. */
  #allowed(planned: Planned, { state, fields }: Situation): Planned {
    const category = solvesAs(planned.steps, state);
    if (category === null) return planned;
    const needed = this.#trial.needed.filter((field) => isAskedIn(field, category));
    return missingFields(needed, fields).length === 0
      ? planned
      : withoutSolving(planned, 'fields_missing');
  }

  #note(due: Due, logged: readonly LoggedEvent[], at: AtMs): Told | null {
    const last = logged.at(-1)?.event;
    if (last?.type !== 'rule_applied') return null;
    for (const entry of logged) this.#situation = follow(this.#situation, entry);
    this.found.push({
      ruleId: due.rule.ruleId,
      version: due.rule.version,
      cause: due.cause,
      chain: due.chain,
      at,
      actions: last.actions,
      refused: last.refused,
    });
    const [happening] = happeningsOf(logged);
    return happening === undefined || this.#situation === undefined
      ? null
      : { happening, situation: this.#situation };
  }
}

/** What would have been done, and where rules led to each other for too long. */
export interface Explored {
  readonly found: readonly WouldApply[];
  readonly stopped: readonly Stopped[];
  /** Rules whose condition held once at least when they were asked: without the others all would be the same. */
  readonly held: ReadonlySet<string>;
}

/**
 * What rules would have done in a request, given its whole log. What `trial.only` did in it before is left out, so
 * that a new version is compared with nothing. Pure, and without any effect. Yields between one happening and the
 * next, so that whoever goes through many can let others have their turn.
 */
export function* exploring(
  trial: Trial,
  logged: readonly LoggedEvent[],
  fields: GivenValues = NO_VALUES,
): Generator<undefined, Explored> {
  const ours = (ruleId: string | null): boolean =>
    ruleId !== null && (trial.only === null || ruleId === trial.only);
  const happenings = happeningsOf(logged).filter(({ ruleId }) => !ours(ruleId));
  const simulation = new Simulation(trial, fields);
  for (const [index, happening] of happenings.entries()) {
    simulation.take(happening);
    const at = happening.logged.at(-1)?.at ?? 0;
    simulation.pass(at, happenings[index + 1]?.logged[0]?.at ?? trial.to + 1);
    yield;
  }
  return simulation;
}

/** The same at once, without where it was stopped. */
export const simulate = (...asked: Parameters<typeof exploring>): readonly WouldApply[] => {
  const going = exploring(...asked);
  let step = going.next();
  while (step.done !== true) step = going.next();
  return step.value.found;
};
