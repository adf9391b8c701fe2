import { MACRO_ACTIONS, type Macro, type MacroInput } from '../../contract/automation.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { checkSetTwice } from '../../core/automation/check-actions.ts';
import { checkAction, type Known } from '../../core/automation/check-form.ts';
import { type Action, ALWAYS } from '../../core/automation/rule.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import { writeAudit } from '../audit/index.ts';
import type { MacrosDeps } from './deps.ts';
import { deleteMacro, findMacro, listAllMacros, type StoredMacro, saveMacro } from './store.ts';

const NOT_FOUND = fail('not_found', 'macro_not_found');

/** One's own, those of one's teams, and everyone's. Those who lead see all but what is somebody's alone. */
export const maySeeMacro = (staff: StaffView, macro: StoredMacro): boolean => {
  if (macro.visibility === 'me') return macro.ownerId === staff.agentId;
  if (macro.visibility === 'all' || isLeadRole(staff.role)) return true;
  return macro.teamId !== null && (staff.teamIds as readonly string[]).includes(macro.teamId);
};

/** One's own alone are one's own to change; those that others use are kept by those who lead. */
const mayChange = (staff: StaffPrincipal, macro: Pick<StoredMacro, 'visibility' | 'ownerId'>) =>
  macro.visibility === 'me' ? macro.ownerId === staff.agentId : isLeadRole(staff.role);

const present = (staff: StaffPrincipal, macro: StoredMacro): Macro => ({
  ...macro,
  mine: mayChange(staff, macro),
});

export const listMacrosFor = async (
  deps: Pick<MacrosDeps, 'database'>,
  staff: StaffPrincipal,
): Promise<readonly Macro[]> =>
  (await listAllMacros(deps.database))
    .filter((macro) => maySeeMacro(staff, macro))
    .map((macro) => present(staff, macro));

/** The actions of macros that everyone may use, by id: for rules. */
export const listSharedActions = async (
  deps: Pick<MacrosDeps, 'database'>,
): Promise<ReadonlyMap<string, readonly Action[]>> =>
  new Map(
    (await listAllMacros(deps.database))
      .filter(({ visibility }) => visibility === 'all')
      .map(({ id, actions }) => [id, actions]),
  );

/** What a macro does must be sound in itself: nothing set twice, nothing that is not there. */
const checkMacro = async (deps: MacrosDeps, input: MacroInput): Promise<Outcome<null>> => {
  const strange = input.actions.find(
    ({ kind }) => !(MACRO_ACTIONS as readonly string[]).includes(kind),
  );
  if (strange !== undefined)
    return fail('invalid', 'macro_action_not_allowed', { action: strange.kind });
  const teams = new Set(await deps.listTeamIds());
  const none: ReadonlySet<string> = new Set();
  const known: Known = {
    teams,
    agents: none,
    departments: none,
    texts: none,
    macros: new Map(),
    fields: new Map(),
  };
  const problems = [
    ...input.actions.flatMap((action, index) => checkAction(action, known, `actions.${index}`)),
    ...checkSetTwice({
      name: '',
      trigger: { kind: 'event', events: [] },
      condition: ALWAYS,
      actions: input.actions,
      stop: false,
    }),
  ];
  if (problems.length > 0) return fail('invalid', 'rule_has_problems', { problems });
  const says = Object.values(input.texts).some((text) => text.trim() !== '');
  if (!says && input.actions.length === 0) return fail('invalid', 'macro_empty');
  if ((input.visibility === 'team') !== (input.teamId !== null))
    return fail('invalid', 'macro_team_missing');
  return input.teamId === null || teams.has(input.teamId)
    ? ok(null)
    : fail('not_found', 'team_not_found');
};

const guarded = ({ guard }: MacrosDeps, input: MacroInput): MacroInput => ({
  ...input,
  title: guard.redact(input.title).text,
  texts: Object.fromEntries(
    Object.entries(input.texts).map(([locale, text]) => [locale, guard.redact(text).text]),
  ),
  actions: input.actions.map((action) =>
    action.kind === 'note' ? { ...action, words: guard.redact(action.words).text } : action,
  ),
});

/** `id` null: a new one, which is the asker's. */
export const keepMacro = async (
  deps: MacrosDeps,
  staff: StaffPrincipal,
  id: string | null,
  input: MacroInput,
): Promise<Outcome<Macro>> => {
  const checked = await checkMacro(deps, input);
  if (!checked.ok) return checked;
  const before = id === null ? undefined : await findMacro(deps.database, id);
  if (id !== null && (before === undefined || !maySeeMacro(staff, before))) return NOT_FOUND;
  const ownerId = before?.ownerId ?? staff.agentId;
  if (before !== undefined && !mayChange(staff, before)) return fail('forbidden', 'not_your_macro');
  if (!mayChange(staff, { visibility: input.visibility, ownerId }))
    return fail('forbidden', 'macro_for_leads');
  return deps.database.transaction().execute(async (trx) => {
    const twin = (await listAllMacros(trx)).find(
      (other) => other.shortcut === input.shortcut && other.id !== id && maySeeMacro(staff, other),
    );
    if (twin !== undefined) return fail('conflict', 'shortcut_taken');
    const macro = { ...guarded(deps, input), id: id ?? deps.ids.uuid(), ownerId };
    await saveMacro(trx, macro);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'macro_saved',
      subject: { kind: 'macro', id: macro.id },
      data: { shortcut: macro.shortcut, visibility: macro.visibility },
    });
    return ok(present(staff, { ...macro, used: before?.used ?? 0 }));
  });
};

export const removeMacro = (
  deps: Pick<MacrosDeps, 'database'>,
  staff: StaffPrincipal,
  id: string,
): Promise<Outcome<undefined>> =>
  deps.database.transaction().execute(async (trx) => {
    const macro = await findMacro(trx, id);
    if (macro === undefined || !maySeeMacro(staff, macro)) return NOT_FOUND;
    if (!mayChange(staff, macro)) return fail('forbidden', 'not_your_macro');
    await deleteMacro(trx, id);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'macro_deleted',
      subject: { kind: 'macro', id },
    });
    return ok(undefined);
  });
