import { type CasePromise, SUPPORT_TIERS } from '../../core/conversation/case.ts';
import type { CaseCommand } from '../../core/conversation/case-command.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import {
  decidePromise,
  type Ended,
  type PromisePlan,
  promiseAfterLapse,
} from '../../core/promise/decide-promise.ts';
import type { Transaction } from '../../ports/database.ts';
import { type CommitRequest, noticeWordsOf } from '../conversation/index.ts';
import { beginOfStep } from './begin-of-step.ts';
import type { PromiseDeps } from './deps.ts';
import type { Gathered, GatherFacts } from './gather-facts.ts';
import { lapseWords } from './lapse-words.ts';
import { closeStep, moveStep, noteNext, noteWarning, openStep } from './store.ts';

type Plan<K extends PromisePlan['kind']> = Extract<PromisePlan, { kind: K }>;
type Asked = Pick<CommitRequest, 'command' | 'words' | 'alsoWrite'>;

/** Each plan leads to the next; more than these are a bug, and thrown. */
const MOST_PLANS = 12;

export const timerOf = (conversationId: ConversationId, dueAt: number) => ({
  key: `promise:${conversationId}:${dueAt}`,
  kind: 'keep_promise',
  payload: { conversationId },
  dueAt,
});

const closing = (trx: Transaction, { state, facts }: Gathered, ended: Ended): Promise<void> =>
  closeStep(
    trx,
    state.id,
    ended,
    facts.open === null ? 0 : facts.time.between(facts.open.beganAt, ended.at),
  );

const asksToEnd = (gathered: Gathered, { ended }: Plan<'end'>): Asked => ({
  command: { type: 'end_promise', outcome: ended.outcome },
  alsoWrite: async (trx) => {
    await closing(trx, gathered, ended);
    return ok(null);
  },
});

const asksToMake = (gathered: Gathered, plan: Plan<'make'>): Asked => {
  const { promise, because, ended, measured } = plan;
  const { facts, unit } = gathered;
  const made = { type: 'make_promise', promise, because } as const;
  const { expected } = facts;
  return {
    command: ended === null ? made : { ...made, ended: ended.outcome },
    alsoWrite: async (trx, state) => {
      if (ended !== null) await closing(trx, gathered, ended);
      const { dueAt, step } = promise;
      if (dueAt === null || step === 'customer_move' || expected === null) return ok(null);
      await openStep(trx, {
        conversationId: state.id,
        beganSeq: state.lastSeq,
        step,
        category: state.category,
        teamId: state.teamId,
        unit,
        load: facts.load,
        measured,
        byHand: false,
        beganAt: beginOfStep(expected, gathered.state, facts.since, facts.now),
        dueAt,
        at: facts.now,
      });
      return ok(null);
    },
  };
};

const asksToChange = ({ facts }: Gathered, { promise, because }: Plan<'change'>): Asked => ({
  command: { type: 'make_promise', promise, because },
  alsoWrite: async (trx, state) => {
    const dueAt = promise.dueAt ?? facts.now;
    await moveStep(trx, state.id, { dueAt, lapsed: false, byHand: false, at: facts.now });
    return ok(null);
  },
});

const asksToWarn = ({ facts }: Gathered, { dueAt }: Plan<'warn'>): Asked => ({
  command: { type: 'warn_promise', dueAt },
  alsoWrite: async (trx, state) => {
    await noteWarning(trx, state.id, dueAt, facts.now);
    return ok(null);
  },
});

/** Who has the case after it climbed, and what is promised in their name. */
const promiseAbove = async (
  deps: PromiseDeps,
  { state, facts, open }: Gathered,
  plan: Plan<'lapse'>,
): Promise<{ readonly promise: CasePromise; readonly toTeamId: Conversation['teamId'] | null }> => {
  // Where a department is late, whoever has the case keeps it: another team would have to wait as well.
  const ours = plan.promise.owner.kind !== 'department';
  const above = ours ? await deps.teamAbove(state) : null;
  const toTeamId = above === state.teamId ? null : above;
  if (toTeamId === null || open === null) return { promise: plan.promise, toTeamId: null };
  return { promise: promiseAfterLapse(facts, open, { kind: 'team', teamId: toTeamId }), toTeamId };
};

const asksToLapse = async (
  deps: PromiseDeps,
  gathered: Gathered,
  plan: Plan<'lapse'>,
): Promise<Asked> => {
  const { state, facts, open } = gathered;
  if (open === null) throw new Error('a promise lapsed that nobody made');
  const { dueAt } = open;
  const { promise, toTeamId } = await promiseAbove(deps, gathered, plan);
  const climbs = state.case.supportTier < (SUPPORT_TIERS.at(-1) ?? 1);
  const timeZone = await deps.timeZoneOf(state.customerId);
  const { owner } = promise;
  const department =
    owner.kind === 'department'
      ? await deps.departmentName(owner.departmentId, state.locale)
      : null;
  const words = noticeWordsOf(deps, {
    notice: 'promise_lapsed',
    text: lapseWords(deps.texts, state, { dueAt, promise, climbs, timeZone, department }),
    key: `${state.id}-${dueAt}`,
    // Of one promise nobody is told twice that it lapsed, whoever notices.
    clientMessageId: `lapse-${state.id}-${dueAt}`,
    sameBy: ['promise_lapsed', state.id, String(dueAt)],
  });
  const { messageId, clientMessageId } = words;
  const command: CaseCommand = {
    type: 'lapse_promise',
    dueAt,
    messageId,
    clientMessageId,
    promise,
    toTeamId,
  };
  return {
    command,
    words,
    alsoWrite: async (trx) => {
      const to = promise.dueAt ?? facts.now;
      await moveStep(trx, state.id, { dueAt: to, lapsed: true, byHand: false, at: facts.now });
      return ok(null);
    },
  };
};

const asksFor = async (
  deps: PromiseDeps,
  gathered: Gathered,
  plan: Exclude<PromisePlan, { kind: 'wait' }>,
): Promise<Asked> => {
  switch (plan.kind) {
    case 'end':
      return asksToEnd(gathered, plan);
    case 'make':
      return asksToMake(gathered, plan);
    case 'change':
      return asksToChange(gathered, plan);
    case 'warn':
      return asksToWarn(gathered, plan);
    case 'lapse':
      return asksToLapse(deps, gathered, plan);
  }
};

const waitUntil = async (
  { database, dueWork }: PromiseDeps,
  conversationId: ConversationId,
  nextAt: number,
): Promise<void> => {
  await database.transaction().execute(async (trx) => {
    await noteNext(trx, conversationId, nextAt);
    await dueWork.schedule(trx, [timerOf(conversationId, nextAt)]);
  });
};

/** What was decided holds only for the log that it was decided by. */
const unmoved =
  (state: Conversation) =>
  async (_: Transaction, locked: Conversation | undefined): Promise<Outcome<null>> =>
    locked?.lastSeq === state.lastSeq ? ok(null) : fail('conflict', 'log_moved');

/** The row follows the log: a promise that somebody else made, moved or ended is taken as it is. True when it differed. */
const followsLog = async (
  { database }: PromiseDeps,
  { state, facts, open }: Gathered,
): Promise<boolean> => {
  const { promise } = state.case;
  if (open === null || (promise?.step === open.step && promise.dueAt === open.dueAt)) return false;
  await database.transaction().execute(async (trx) => {
    const { now: at } = facts;
    if (promise?.step === open.step && promise.dueAt !== null)
      await moveStep(trx, state.id, { dueAt: promise.dueAt, lapsed: false, byHand: true, at });
    else {
      const { end, time } = facts;
      const ended = end ?? { at, by: 'moot' as const };
      const late = ended.by === 'done' && ended.at > open.dueAt;
      const outcome = ended.by === 'moot' ? 'moot' : late ? 'lapsed' : 'kept';
      await closeStep(trx, state.id, { ...ended, outcome }, time.between(open.beganAt, ended.at));
    }
  });
  return true;
};

/** True when all is as it should be until the next timer. */
const keepOnce = async (
  deps: PromiseDeps,
  gather: GatherFacts,
  conversationId: ConversationId,
): Promise<boolean> => {
  const gathered = await gather(conversationId);
  if (gathered === undefined) return true;
  if (await followsLog(deps, gathered)) return false;
  const plan = decidePromise(gathered.facts);
  if (plan.kind === 'wait') {
    if (plan.nextAt !== null) await waitUntil(deps, conversationId, plan.nextAt);
    return true;
  }
  const committed = await deps.committer.commit({
    conversationId,
    actor: { kind: 'system' },
    maySee: () => true,
    guard: unmoved(gathered.state),
    ...(await asksFor(deps, gathered, plan)),
  });
  if (committed.ok || committed.failure.code === 'log_moved') return false;
  throw new Error(`the promise of ${conversationId} could not be kept: ${committed.failure.code}`);
};

/**
 * Sees to it that what is promised in a conversation is what should be: makes, moves and ends promises, warns before
 * they lapse, and says so when they do. It computes everything anew from the log, so that it may run as often as it
 * likes, at any time, and after any interruption: each promise is made, warned of and lapsed once.
 */
export const keepPromise = async (
  deps: PromiseDeps,
  gather: GatherFacts,
  conversationId: ConversationId,
): Promise<void> => {
  for (let plans = 0; plans < MOST_PLANS; plans++) {
    if (await keepOnce(deps, gather, conversationId)) return;
  }
  throw new Error(`the promise of ${conversationId} does not come to rest`);
};
