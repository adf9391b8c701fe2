import type { StaffPrincipal } from '../../contract/principal.ts';
import { type DeskListReply, type SavedView, viewConditions } from '../../contract/views.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { requirementOf, type ViewConditions } from '../../core/views/conditions.ts';
import { isReadyMade, READY_MADE, READY_MADE_VIEWS } from '../../core/views/ready-made.ts';
import { type Category, isLeadRole } from '../../core/vocabulary.ts';
import { countMeeting, listDesk } from '../conversation/index.ts';
import type { ViewsDeps } from './deps.ts';
import { findView, listViews, type StoredView } from './store.ts';

export const NOT_FOUND = fail('not_found', 'view_not_found');

/** Its maker may change it; those who lead may as well, where it is shared. */
export const mayChange = (staff: StaffPrincipal, view: StoredView): boolean =>
  view.ownerId === staff.agentId || (isLeadRole(staff.role) && view.sharing.with !== 'nobody');

/** What was stored by an earlier release and is not known any more is left out rather than guessed. */
const conditionsOf = (view: StoredView): ViewConditions | undefined => {
  const read = viewConditions.safeParse(view.conditions);
  return read.success ? read.data : undefined;
};

export const toSavedView = (staff: StaffPrincipal, view: StoredView): SavedView | undefined => {
  const conditions = viewConditions.safeParse(view.conditions);
  if (!conditions.success) return undefined;
  return {
    id: view.id,
    name: view.name,
    conditions: conditions.data,
    sharing: view.sharing,
    own: view.ownerId === staff.agentId,
    mayChange: mayChange(staff, view),
    version: view.version,
  };
};

export const readSavedViews = async (
  deps: ViewsDeps,
  staff: StaffPrincipal,
): Promise<readonly SavedView[]> =>
  (await listViews(deps.database, staff)).flatMap((view) => toSavedView(staff, view) ?? []);

const findConditions = async (
  deps: ViewsDeps,
  staff: StaffPrincipal,
  name: string,
): Promise<ViewConditions | undefined> => {
  if (isReadyMade(name)) return READY_MADE[name];
  const view = await findView(deps.database, staff, name);
  return view && conditionsOf(view);
};

/** The page of a view, ready-made or saved. Failures: `view_not_found`, `bad_cursor`. */
export const readPage = async (
  deps: ViewsDeps,
  staff: StaffPrincipal,
  input: {
    readonly view: string;
    readonly category?: Category | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<Outcome<DeskListReply>> => {
  const found = await findConditions(deps, staff, input.view);
  if (found === undefined) return NOT_FOUND;
  const { category, cursor, limit } = input;
  if (category !== undefined && found.category?.includes(category) === false)
    return ok({ rows: [], nextCursor: null });
  const conditions = category === undefined ? found : { ...found, category: [category] };
  const requirement = requirementOf(conditions, staff.agentId, deps.clock.now());
  return listDesk(deps, staff, { requirement, cursor, limit });
};

/** How many conversations are in each of these. */
export const countConditions = async (
  deps: ViewsDeps,
  staff: StaffPrincipal,
  conditions: readonly ViewConditions[],
): Promise<readonly number[]> => {
  const now = deps.clock.now();
  return countMeeting(
    deps.database,
    staff,
    conditions.map((one) => requirementOf(one, staff.agentId, now)),
  );
};

/** Views counted at once; more than people keep, and the time for it stays bounded. */
const MAX_COUNTED = 60;

/** The counts of all views that this person has, by name or id. */
export const readCounts = async (
  deps: ViewsDeps,
  staff: StaffPrincipal,
): Promise<Readonly<Record<string, number>>> => {
  const saved = (await readSavedViews(deps, staff)).slice(0, MAX_COUNTED);
  const named: readonly (readonly [string, ViewConditions])[] = [
    ...READY_MADE_VIEWS.map((name) => [name, READY_MADE[name]] as const),
    ...saved.map((view) => [view.id, view.conditions] as const),
  ];
  const counts = await countConditions(
    deps,
    staff,
    named.map(([, conditions]) => conditions),
  );
  return Object.fromEntries(named.map(([name], at) => [name, counts[at] ?? 0]));
};
