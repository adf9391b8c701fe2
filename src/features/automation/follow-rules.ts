import type { RuleBook } from '../../core/automation/compile-rules.ts';
import { type Decided, type Due, decideRules } from '../../core/automation/decide-rules.ts';
import { movesTimers, nextDue, timedRules } from '../../core/automation/decide-time-rules.ts';
import { happeningsOf, namesOf } from '../../core/automation/moments.ts';
import { follow, type GivenValues, type Situation } from '../../core/automation/situation.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Transaction } from '../../ports/database.ts';
import type { DueItem } from '../../ports/due-work.ts';
import { writeAudit } from '../audit/index.ts';
import type { Follower, Moved } from '../following/index.ts';
import type { AutomationDeps } from './deps.ts';
import { readFields, readLog, situationAfter } from './read-situation.ts';
import { createRecentSituations, type RecentSituations } from './recent-situations.ts';
import type { CurrentRules } from './rule-book.ts';

/** What is written into due work: which rules act, by their versions. */
export interface DuePayload {
  readonly ruleId: string;
  readonly version: number;
  readonly cause: Due['cause'];
  readonly chain: readonly string[];
}

export const toPayload = ({ rule, cause, chain }: Due): DuePayload => ({
  ruleId: rule.ruleId,
  version: rule.version,
  cause,
  chain,
});

/** The one standing duty of a conversation whose rules on time are to be looked at. */
export const timerOf = (conversationId: ConversationId, dueAt: number): DueItem => ({
  key: `rule-timer:${conversationId}`,
  kind: 'rule_timer',
  payload: { conversationId },
  dueAt,
  again: true,
});

const concerns = (book: RuleBook, { logged }: Moved): boolean =>
  logged.some((entry) => namesOf(entry).some((name) => book.byEvent.has(name)));

const auditStopped = async (
  trx: Transaction,
  conversationId: ConversationId,
  stopped: Decided['stopped'],
): Promise<void> => {
  for (const { ruleId, chain, why } of stopped)
    await writeAudit(trx, {
      actor: { kind: 'system', id: null },
      action: 'rule_chain_stopped',
      subject: { kind: 'conversation', id: conversationId },
      data: { ruleId, chain: [...chain], why },
    });
};

interface RuleFollowerDeps extends Pick<AutomationDeps, 'readGiven'> {
  readonly recent: RecentSituations;
}

/** Rules that put security first must not stand behind others. */
const isPressing = ({ state }: Situation): boolean =>
  state.category === 'security' || state.category === 'fraud' || state.priority === 'urgent';

/** How it stood before the news. */
const standing = async (
  { recent, readGiven }: RuleFollowerDeps,
  trx: Transaction,
  book: RuleBook,
  { state: { id }, logged }: Moved,
): Promise<{ readonly fields: GivenValues; readonly situation: Situation | undefined }> => {
  const end = (logged[0]?.seq ?? 1) - 1;
  const known = recent.before(id, end);
  const between = await readLog(trx, id, known?.seq, end);
  const fields = await readFields({ readGiven }, trx, book, id);
  return { fields, situation: situationAfter(between, fields, known?.situation) };
};

/** Each commit of the news with what the rules make of it, on the log as it was then. */
const decideNews = async (
  deps: RuleFollowerDeps,
  trx: Transaction,
  book: RuleBook,
  moved: Moved,
): Promise<{ readonly items: readonly DueItem[]; readonly situation: Situation | undefined }> => {
  const { state, logged, at } = moved;
  const { fields, situation: before } = await standing(deps, trx, book, moved);
  let situation = before;
  const items: DueItem[] = [];
  for (const happening of happeningsOf(logged)) {
    for (const entry of happening.logged) situation = follow(situation, entry, fields);
    if (situation === undefined) continue;
    const { due, stopped } = decideRules(book, happening, situation);
    await auditStopped(trx, state.id, stopped);
    if (due.length > 0)
      items.push({
        key: `rules:${state.id}:${happening.seq}`,
        kind: 'apply_rules',
        payload: { conversationId: state.id, due: due.map(toPayload) },
        dueAt: at,
        urgency: isPressing(situation) ? 'security' : 'usual',
      });
  }
  const seq = logged.at(-1)?.seq;
  if (situation !== undefined && seq !== undefined) deps.recent.keep(state.id, { seq, situation });
  return { items, situation };
};

/** Asks the published rules about everything that happens; what they are to do is due work. */
export const createRuleFollower = (
  deps: Pick<AutomationDeps, 'dueWork' | 'readHours' | 'readGiven'>,
  rules: CurrentRules,
  recent: RecentSituations = createRecentSituations(),
): Follower => ({
  name: 'automation',
  wants: (moved) => {
    const book = rules.book();
    return concerns(book, moved) || movesTimers(book, moved.logged);
  },
  take: async (trx, moved) => {
    const book = rules.book();
    const { items, situation } = await decideNews({ ...deps, recent }, trx, book, moved);
    const last = moved.logged.at(-1)?.at ?? moved.at;
    const next =
      situation === undefined
        ? null
        : nextDue(timedRules(book, situation, await deps.readHours(trx)), last);
    const timers = next === null ? [] : [timerOf(moved.state.id, next)];
    await deps.dueWork.schedule(trx, [...items, ...timers]);
  },
});
