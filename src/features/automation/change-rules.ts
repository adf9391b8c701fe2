import { checkRule, mayBePublished, type Placed } from '../../core/automation/check-rules.ts';
import type { Problem } from '../../core/automation/problem.ts';
import { type Action, MOST, type RuleDefinition } from '../../core/automation/rule.ts';
import type { AgentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { databaseNow } from '../conversation/index.ts';
import type { AutomationDeps } from './deps.ts';
import { readKnown } from './lookups.ts';
import { planItem } from './run-timers.ts';
import {
  findVersion,
  goLive,
  insertRule,
  listRules,
  lockRule,
  lockRules,
  publishVersion,
  type RuleRow,
  removeRule,
  writeDraft,
  writeOrder,
} from './store-rules.ts';

const NOT_FOUND = fail('not_found', 'rule_not_found');

const audit = (
  trx: Transaction,
  by: AgentId,
  action: string,
  ruleId: string,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  writeAudit(trx, {
    actor: { kind: 'staff', id: by },
    action,
    subject: { kind: 'rule', id: ruleId },
    data,
  });

/** What staff write goes out to many: secrets are destroyed as in what people write. */
const guarded = (
  { guard }: Pick<AutomationDeps, 'guard'>,
  definition: RuleDefinition,
): RuleDefinition => ({
  ...definition,
  name: guard.redact(definition.name.trim()).text,
  actions: definition.actions.map(
    (action): Action =>
      action.kind === 'note' ? { ...action, words: guard.redact(action.words).text } : action,
  ),
});

/** The published rules in their order, with this one in its place, as it would be. */
const around = (
  rules: readonly RuleRow[],
  ruleId: string,
  definition: RuleDefinition,
): readonly Placed[] => {
  const placed = rules.flatMap((row): readonly Placed[] => {
    if (row.ruleId === ruleId) return [{ ruleId, definition }];
    return row.live === null ? [] : [{ ruleId: row.ruleId, definition: row.live }];
  });
  return placed.some((each) => each.ruleId === ruleId)
    ? placed
    : [...placed, { ruleId, definition }];
};

/** What is wrong with a rule as written; `ruleId` null for one that is not saved yet. */
export const problemsOf = async (
  deps: AutomationDeps,
  ruleId: string | null,
  definition: RuleDefinition,
): Promise<readonly Problem[]> => {
  const id = ruleId ?? 'new';
  const [rules, known] = await Promise.all([listRules(deps.database), readKnown(deps)]);
  return checkRule(id, around(rules, id, definition), known);
};

export const createRule = (
  deps: AutomationDeps,
  by: AgentId,
  definition: RuleDefinition,
): Promise<Outcome<string>> =>
  deps.database.transaction().execute(async (trx) => {
    await lockRules(trx);
    if ((await listRules(trx)).length >= MOST.rules)
      return fail('limit_reached', 'too_many_rules', { most: MOST.rules });
    const ruleId = deps.ids.uuid();
    await insertRule(trx, { ruleId, ready: null, draft: guarded(deps, definition), by });
    await audit(trx, by, 'rule_drafted', ruleId);
    return ok(ruleId);
  });

/** Saves what is being written. Nothing acts by it before it is published. */
export const draftRule = (
  deps: AutomationDeps,
  by: AgentId,
  ruleId: string,
  definition: RuleDefinition,
): Promise<Outcome<null>> =>
  deps.database.transaction().execute(async (trx) => {
    const rule = await lockRule(trx, ruleId);
    if (rule === undefined) return NOT_FOUND;
    const draft = guarded(deps, definition);
    const same = JSON.stringify(draft) === JSON.stringify(rule.live);
    await writeDraft(trx, ruleId, same ? null : draft, by);
    await audit(trx, by, 'rule_drafted', ruleId);
    return ok(null);
  });

/** What acts has changed: requests in which nothing moves get their timers, too. */
const planned = async (
  deps: AutomationDeps,
  trx: Transaction,
  definition: RuleDefinition,
): Promise<void> => {
  if (definition.trigger.kind !== 'time') return;
  const at = await databaseNow(trx);
  // Later than every process has read the rules again.
  await deps.dueWork.schedule(trx, [planItem(deps.ids.uuid(), at + 5_000, null)]);
};

/** Puts the draft live as the next version. Failures: `rule_has_problems` with them, `rule_not_found`, `nothing_to_publish`. */
export const publishRule = async (
  deps: AutomationDeps,
  by: AgentId,
  ruleId: string,
  note: string,
): Promise<Outcome<null>> => {
  const known = await readKnown(deps);
  return deps.database.transaction().execute(async (trx) => {
    await lockRules(trx);
    const rule = await lockRule(trx, ruleId);
    if (rule === undefined) return NOT_FOUND;
    if (rule.draft === null) return fail('precondition', 'nothing_to_publish');
    const problems = checkRule(ruleId, around(await listRules(trx), ruleId, rule.draft), known);
    if (!mayBePublished(problems)) return fail('invalid', 'rule_has_problems', { problems });
    const version = await publishVersion(trx, ruleId, {
      definition: rule.draft,
      note: deps.guard.redact(note).text,
      by,
    });
    await planned(deps, trx, rule.draft);
    await audit(trx, by, 'rule_published', ruleId, { version });
    return ok(null);
  });
};

/** Puts an earlier version live again. It is checked against what there is now. */
export const rollBackRule = async (
  deps: AutomationDeps,
  by: AgentId,
  ruleId: string,
  asked: { readonly version: number; readonly note: string },
): Promise<Outcome<null>> => {
  const known = await readKnown(deps);
  return deps.database.transaction().execute(async (trx) => {
    await lockRules(trx);
    const rule = await lockRule(trx, ruleId);
    const definition = await findVersion(trx, ruleId, asked.version);
    if (rule === undefined || definition === undefined) return NOT_FOUND;
    const problems = checkRule(ruleId, around(await listRules(trx), ruleId, definition), known);
    if (!mayBePublished(problems)) return fail('invalid', 'rule_has_problems', { problems });
    await goLive(trx, ruleId, asked.version);
    await planned(deps, trx, definition);
    const note = deps.guard.redact(asked.note).text;
    await audit(trx, by, 'rule_rolled_back', ruleId, { version: asked.version, note });
    return ok(null);
  });
};

/** Nothing acts by it any more; what it was can be put live again. */
export const switchOffRule = (
  deps: AutomationDeps,
  by: AgentId,
  ruleId: string,
): Promise<Outcome<null>> =>
  deps.database.transaction().execute(async (trx) => {
    const rule = await lockRule(trx, ruleId);
    if (rule === undefined) return NOT_FOUND;
    // What acted stays as a draft, so that it can be seen and published again.
    if (rule.draft === null && rule.live !== null) await writeDraft(trx, ruleId, rule.live, by);
    await goLive(trx, ruleId, null);
    await audit(trx, by, 'rule_switched_off', ruleId);
    return ok(null);
  });

export const deleteRule = (
  deps: AutomationDeps,
  by: AgentId,
  ruleId: string,
): Promise<Outcome<null>> =>
  deps.database.transaction().execute(async (trx) => {
    if ((await lockRule(trx, ruleId)) === undefined) return NOT_FOUND;
    await removeRule(trx, ruleId);
    await audit(trx, by, 'rule_removed', ruleId);
    return ok(null);
  });

export const orderRules = (
  deps: AutomationDeps,
  by: AgentId,
  ruleIds: readonly string[],
): Promise<Outcome<null>> =>
  deps.database.transaction().execute(async (trx) => {
    await lockRules(trx);
    await writeOrder(trx, ruleIds);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: by },
      action: 'rules_ordered',
      subject: { kind: 'rules', id: 'all' },
      data: { ruleIds: [...ruleIds] },
    });
    return ok(null);
  });
