import type { StaffPrincipal } from '../../contract/principal.ts';
import type { SavedView, SavedViewInput, ViewSharing } from '../../contract/views.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { cleanText } from '../../core/text/clean-text.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import type { ViewsDeps } from './deps.ts';
import { mayChange, NOT_FOUND, toSavedView } from './read-views.ts';
import {
  countOwnViews,
  deleteView,
  findView,
  insertView,
  type StoredView,
  updateView,
} from './store.ts';

const MAX_NAME = 60;
const MAX_OWN = 100;
const FORBIDDEN = fail('forbidden', 'view_not_yours');

/** Everyone's list is kept by those who lead; a team's by its own people as well. */
const mayShare = (staff: StaffPrincipal, sharing: ViewSharing): boolean => {
  if (sharing.with === 'nobody' || isLeadRole(staff.role)) return true;
  return sharing.with === 'team' && staff.teamIds.some((teamId) => teamId === sharing.teamId);
};

const checked = (
  deps: ViewsDeps,
  staff: StaffPrincipal,
  input: SavedViewInput,
): Outcome<Pick<StoredView, 'name' | 'conditions' | 'sharing'>> => {
  if (!mayShare(staff, input.sharing)) return fail('forbidden', 'view_not_shareable');
  const { createdFrom, createdTo } = input.conditions;
  if (createdFrom !== undefined && createdTo !== undefined && createdFrom >= createdTo)
    return fail('invalid', 'view_empty_range');
  const name = cleanText(deps.guard.redact(input.name).text, MAX_NAME);
  if (!name.ok) return name;
  return ok({ name: name.value, conditions: input.conditions, sharing: input.sharing });
};

const audited = (
  trx: Transaction,
  staff: StaffPrincipal,
  action: 'view_created' | 'view_changed' | 'view_deleted',
  view: Pick<StoredView, 'id' | 'sharing'>,
): Promise<void> =>
  writeAudit(trx, {
    actor: { kind: 'staff', id: staff.agentId },
    action,
    subject: { kind: 'view', id: view.id },
    data: { sharing: view.sharing },
  });

const shown = (staff: StaffPrincipal, view: StoredView): Outcome<SavedView> => {
  const saved = toSavedView(staff, view);
  return saved === undefined ? NOT_FOUND : ok(saved);
};

/** Failures: `view_not_shareable`, `view_empty_range`, `too_many_views`, and those of the name. */
export const createView = async (
  deps: ViewsDeps,
  staff: StaffPrincipal,
  input: SavedViewInput,
): Promise<Outcome<SavedView>> => {
  const fields = checked(deps, staff, input);
  if (!fields.ok) return fields;
  const view = { ...fields.value, id: deps.ids.uuid(), ownerId: staff.agentId, version: 1 };
  return deps.database.transaction().execute(async (trx) => {
    if ((await countOwnViews(trx, staff.agentId)) >= MAX_OWN)
      return fail('limit_reached', 'too_many_views', { limit: MAX_OWN });
    await insertView(trx, view);
    await audited(trx, staff, 'view_created', view);
    return shown(staff, view);
  });
};

/** Failures: `view_not_found`, `view_not_yours`, `view_changed_meanwhile`, and those of a new one. */
export const changeView = async (
  deps: ViewsDeps,
  staff: StaffPrincipal,
  id: string,
  { version, ...input }: SavedViewInput & { readonly version: number },
): Promise<Outcome<SavedView>> => {
  const fields = checked(deps, staff, input);
  if (!fields.ok) return fields;
  return deps.database.transaction().execute(async (trx) => {
    const found = await findView(trx, staff, id);
    if (found === undefined) return NOT_FOUND;
    if (!mayChange(staff, found)) return FORBIDDEN;
    const view = { ...found, ...fields.value, version };
    if (!(await updateView(trx, view))) return fail('conflict', 'view_changed_meanwhile');
    await audited(trx, staff, 'view_changed', view);
    return shown(staff, { ...view, version: version + 1 });
  });
};

/** Failures: `view_not_found`, `view_not_yours`. */
export const removeView = async (
  deps: ViewsDeps,
  staff: StaffPrincipal,
  id: string,
): Promise<Outcome<undefined>> =>
  deps.database.transaction().execute(async (trx) => {
    const found = await findView(trx, staff, id);
    if (found === undefined) return NOT_FOUND;
    if (!mayChange(staff, found)) return FORBIDDEN;
    await deleteView(trx, id);
    await audited(trx, staff, 'view_deleted', found);
    return ok(undefined);
  });
