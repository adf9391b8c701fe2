import type { BulkActionInput, BulkPreview } from '../../contract/bulk.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { type BulkAction, type BulkActor, MOST_AT_ONCE, planRow } from '../../core/bulk/plan.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, AtMs, ConversationId, TeamId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { type Category, isLeadRole } from '../../core/vocabulary.ts';
import { actingAgentOf, findStates } from '../conversation/index.ts';
import type { ReadyMacro } from '../macros/index.ts';
import type { Asker, BulkDeps } from './deps.ts';

/** Rows that are told one by one. */
export const TOLD_ROWS = 100;

/** As it can be done: tags in their one form, units that exist. Failures: `bulk_too_many`, `forbidden`, `team_not_found`, `agent_not_found`, `nothing_to_change`, `tag_not_allowed`, `macro_not_found`, `macro_outdated`. */
export const readAction = async (
  deps: BulkDeps,
  staff: StaffPrincipal,
  input: BulkActionInput,
  count: number,
): Promise<Outcome<BulkAction>> => {
  if (count > MOST_AT_ONCE) return fail('limit_reached', 'bulk_too_many', { most: MOST_AT_ONCE });
  switch (input.kind) {
    case 'assign': {
      const agentId = input.agentId as AgentId;
      if (!isLeadRole(staff.role)) return fail('forbidden', 'forbidden');
      const to = await deps.askerOf(agentId);
      return to === undefined || to.agent.outside === true
        ? fail('not_found', 'agent_not_found')
        : ok({ kind: 'assign', agentId });
    }
    case 'team': {
      const teamId = input.teamId as TeamId;
      return (await deps.hasTeam(teamId))
        ? ok({ kind: 'team', teamId })
        : fail('not_found', 'team_not_found');
    }
    case 'tags': {
      const add = await deps.readTags(input.add);
      if (!add.ok) return add;
      if (add.value.length + input.remove.length === 0) return fail('invalid', 'nothing_to_change');
      return ok({ kind: 'tags', add: add.value, remove: input.remove });
    }
    case 'macro': {
      const asker = { view: staff, agent: actingAgentOf(staff) };
      const ready = await deps.readyMacro(asker, input.macroId);
      return ready.ok ? ok(input) : ready;
    }
    default:
      return ok(input);
  }
};

/** What acts, for deciding; the macro of such an action is `ready`. */
export const actorFor = async (
  deps: Pick<BulkDeps, 'teamOf'>,
  agent: BulkActor['agent'],
  action: BulkAction,
  ready: ReadyMacro | null,
): Promise<BulkActor> => {
  const team = action.kind === 'category' ? await deps.teamOf(action.to) : undefined;
  return {
    agent,
    macro: ready,
    teamOf: (_category: Category) => {
      if (team === undefined) throw new Error('no category was asked for');
      return team;
    },
  };
};

/** The macro of an action; null where it is another action. */
export const readyFor = async (
  deps: Pick<BulkDeps, 'readyMacro'>,
  asker: Asker,
  action: BulkAction,
): Promise<Outcome<ReadyMacro | null>> =>
  action.kind === 'macro' ? deps.readyMacro(asker, action.macroId) : ok(null);

/** The category in which it would be solved; null where it would not. */
export const solvingAs = (
  state: Conversation,
  action: BulkAction,
  ready: ReadyMacro | null,
  at: AtMs,
): Category | null => {
  if (action.kind === 'macro')
    return ready === null ? null : ready.solvesAs(ready.plan(state, at), state);
  const solves = action.kind === 'status' && action.to === 'solved' && state.status !== 'solved';
  return solves ? state.category : null;
};

type Planned = ReturnType<typeof planRow>;

const planned = async (
  deps: BulkDeps,
  state: Conversation,
  action: BulkAction,
  actor: BulkActor,
  ready: ReadyMacro | null,
): Promise<Planned> => {
  const at = deps.clock.now();
  const plan = planRow(state, action, actor, at);
  const category = plan.outcome === 'changed' ? solvingAs(state, action, ready, at) : null;
  if (category === null) return plan;
  const solvable = await deps.database
    .transaction()
    .execute((trx) => deps.checkSolvable(trx, { ...state, category }));
  return solvable.ok ? plan : { outcome: 'refused', code: solvable.failure.code, steps: [] };
};

type Row = BulkPreview['rows'][number];

/** Those that are left out first. */
const leftOutFirst = (rows: readonly Row[]): Row[] => [
  ...rows.filter(({ outcome }) => outcome !== 'changed'),
  ...rows.filter(({ outcome }) => outcome === 'changed'),
];

/** How many would change, which would not and why, without changing anything. */
export const previewBulk = async (
  deps: BulkDeps,
  staff: StaffPrincipal,
  conversationIds: readonly string[],
  input: BulkActionInput,
): Promise<Outcome<BulkPreview>> => {
  const ids = [...new Set(conversationIds)] as ConversationId[];
  const action = await readAction(deps, staff, input, ids.length);
  if (!action.ok) return action;
  const agent = actingAgentOf(staff);
  const ready = await readyFor(deps, { view: staff, agent }, action.value);
  if (!ready.ok) return ready;
  const actor = await actorFor(deps, agent, action.value, ready.value);
  const found = await findStates(deps.database, ids);
  const states = new Map(found.map(({ state }) => [state.id, state]));
  const counts = { changed: 0, unchanged: 0, refused: 0, gone: 0 };
  const rows: Row[] = [];
  for (const conversationId of ids) {
    const state = states.get(conversationId);
    if (state === undefined || !staffMaySee(staff, state)) {
      counts.gone++;
      rows.push({ conversationId, number: null, outcome: 'gone', code: null, steps: [] });
      continue;
    }
    const { outcome, code, steps } = await planned(deps, state, action.value, actor, ready.value);
    counts[outcome]++;
    if (outcome !== 'changed' || steps.length > 0)
      rows.push({ conversationId, number: state.number, outcome, code, steps: [...steps] });
  }
  return ok({ ...counts, rows: leftOutFirst(rows).slice(0, TOLD_ROWS) });
};
