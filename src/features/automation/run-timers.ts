import { decideTimeRules, nextDue, timedRules } from '../../core/automation/decide-time-rules.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import { databaseNow, listLiving } from '../conversation/index.ts';
import { applyRule } from './apply-rule.ts';
import type { AutomationDeps } from './deps.ts';
import { timerOf, toPayload } from './follow-rules.ts';
import { readFields, readLog, situationAfter } from './read-situation.ts';
import type { CurrentRules } from './rule-book.ts';

/**
 * The handler of `rule_timer`: has those rules on time act that have fallen due, held then and hold still, all read
 * from the log anew; and sets the timer for what falls due next.
 */
export const runTimers = async (
  deps: AutomationDeps,
  rules: CurrentRules,
  conversationId: ConversationId,
): Promise<void> => {
  const book = rules.book();
  const logged = await readLog(deps.database, conversationId);
  const fields = await readFields(deps, deps.database, book, conversationId);
  const now = situationAfter(logged, fields);
  if (now === undefined) return;
  const at = await databaseNow(deps.database);
  const timed = timedRules(book, now, await deps.readHours(deps.database));
  const next = nextDue(timed, at);
  if (next !== null) await deps.dueWork.schedule(deps.database, [timerOf(conversationId, next)]);
  const due = decideTimeRules(
    timed.filter(({ dueAt }) => dueAt <= at),
    ({ compiled, dueAt }) => {
      const then = situationAfter(
        logged.filter((entry) => entry.at <= dueAt),
        fields,
      );
      return then !== undefined && compiled.holds(then, dueAt) && compiled.holds(now, at);
    },
  );
  for (const one of due) await applyRule(deps, conversationId, toPayload(one));
};

const PAGE = 500;

/**
 * The handler of `plan_rule_timers`: a new rule on time also concerns requests in which nothing moves. Each gets a
 * timer, a page at a time.
 */
export const planTimers = async (
  deps: AutomationDeps,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const after = typeof payload.after === 'string' ? (payload.after as ConversationId) : null;
  const ids = await listLiving(deps.database, after, PAGE);
  const at = await databaseNow(deps.database);
  await deps.dueWork.schedule(
    deps.database,
    ids.map((id) => timerOf(id, at)),
  );
  const last = ids.at(-1);
  if (ids.length === PAGE && last !== undefined)
    await deps.dueWork.schedule(deps.database, [planItem(String(payload.change), at, last)]);
};

export const planItem = (change: string, dueAt: AtMs, after: ConversationId | null) => ({
  key: `plan-rule-timers:${change}:${after ?? 'first'}`,
  kind: 'plan_rule_timers',
  payload: { change, after },
  dueAt,
  urgency: 'later' as const,
});
