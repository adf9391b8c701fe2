import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { OpenTime, PromiseFacts } from '../../core/promise/decide-promise.ts';
import { type ExpectedStep, endOf, expectedStep } from '../../core/promise/step.ts';
import { databaseNow, findConversation, readLogged } from '../conversation/index.ts';
import type { PromiseDeps, PromiseTerms } from './deps.ts';
import { createLoadMeter } from './measure-load.ts';
import { countOpen, findOpen, findStanding, type OpenRow, readHistory } from './store.ts';

type Owed = ExpectedStep & { readonly step: Exclude<ExpectedStep['step'], 'customer_move'> };

/** All that the promise of a case follows from, as it was at one moment. */
export interface Gathered {
  readonly state: Conversation;
  readonly open: OpenRow | null;
  readonly facts: PromiseFacts;
  readonly unit: string;
}

const LOG_MOST = 5_000;
/** Where nothing is promised, so much of the log says what happened last. */
const LAST_EVENTS = 30;
const HISTORY_KEPT_MS = 15_000;

const ALWAYS: OpenTime = { add: (from, ms) => from + ms, between: (from, to) => to - from };
const NO_TERMS: PromiseTerms = { time: ALWAYS, policyMs: null };

export const isOwed = (expected: ExpectedStep | null): expected is Owed =>
  expected !== null && expected.step !== 'customer_move';

/** Which unit's history speaks: a department's own, or that of the teams. */
export const unitOf = (expected: ExpectedStep | null): string =>
  expected?.owner.kind === 'department' ? expected.owner.departmentId : '';

const afterLastPromise = (logged: readonly LoggedEvent[]): readonly LoggedEvent[] =>
  logged.slice(logged.findLastIndex(({ event }) => event.type === 'promise_made') + 1);

/** What such steps have taken, kept for some seconds: many promises are made by the same history. */
const createHistory = (deps: PromiseDeps) => {
  const kept = new Map<
    string,
    { readonly at: number; readonly read: ReturnType<typeof readHistory> }
  >();
  return (step: Owed['step'], unit: string) => {
    const key = `${step}:${unit}`;
    const now = performance.now();
    const known = kept.get(key);
    if (known !== undefined && now - known.at < HISTORY_KEPT_MS) return known.read;
    const read = readHistory(deps.database, step, unit);
    kept.set(key, { at: now, read });
    read.catch(() => kept.delete(key));
    return read;
  };
};

export type GatherFacts = (conversationId: ConversationId) => Promise<Gathered | undefined>;

export const createGatherFacts = (deps: PromiseDeps): GatherFacts => {
  const historyOf = createHistory(deps);
  const loadOf = createLoadMeter(deps.database);
  const forStep = async (state: Conversation, expected: Owed, at: AtMs) => {
    const [history, load, terms, standing] = await Promise.all([
      historyOf(expected.step, unitOf(expected)),
      expected.owner.kind === 'department'
        ? countOpen(deps.database, unitOf(expected))
        : loadOf(state.teamId),
      deps.termsOf(state, expected, at),
      expected.step === 'resolution' ? findStanding(deps.database, state.id, 'resolution') : null,
    ]);
    return { history, load, ...terms, standing };
  };
  return async (conversationId) => {
    const state = await findConversation(deps.database, conversationId);
    if (state === undefined) return undefined;
    const open = await findOpen(deps.database, conversationId);
    const after = open?.beganSeq ?? Math.max(0, state.lastSeq - LAST_EVENTS);
    const logged = (await readLogged(deps.database, conversationId, after, LOG_MOST)).filter(
      ({ seq }) => seq <= state.lastSeq,
    );
    const now = await databaseNow(deps.database);
    const expected = expectedStep(state, await deps.decisionDueAt(state));
    const step = isOwed(expected)
      ? await forStep(state, expected, now)
      : { history: [], load: 0, ...NO_TERMS, standing: null };
    const facts: PromiseFacts = {
      state,
      expected,
      open,
      end: open === null ? null : endOf(open.step, logged),
      since: afterLastPromise(logged),
      policy: deps.policy,
      now,
      ...step,
    };
    return { state, open, facts, unit: unitOf(expected) };
  };
};
