import type { StaffPrincipal } from '../../contract/principal.ts';
import type { UpdateStaffRequest } from '../../contract/staff.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { findUnknownTeam, makeOneTimePassword } from './create-staff.ts';
import { hashPassword } from './hash-password.ts';
import type { StaffOptions } from './staff-options.ts';
import {
  deleteSessionsOf,
  lockAgent,
  replaceLanguages,
  replaceSkills,
  replaceTeams,
  resetAccount,
  updateAgent,
} from './store-staff.ts';

/** Nobody may lock themselves out: else the last admin could. */
const harmsOwnAccount = (change: UpdateStaffRequest): boolean =>
  change.disabled === true ||
  change.resetSignIn === true ||
  (change.role !== undefined && change.role !== 'admin');

const apply = async (
  options: StaffOptions,
  transaction: Transaction,
  agentId: string,
  change: UpdateStaffRequest,
  passwordHash: string | null,
): Promise<readonly string[]> => {
  const now = options.clock.now();
  await updateAgent(transaction, agentId, change, now);
  if (change.teamIds) await replaceTeams(transaction, agentId, change.teamIds);
  if (change.skills) await replaceSkills(transaction, agentId, change.skills);
  if (change.languages) await replaceLanguages(transaction, agentId, change.languages);
  if (passwordHash !== null) await resetAccount(transaction, agentId, passwordHash, now);
  const endsSessions = change.disabled === true || passwordHash !== null;
  return endsSessions ? deleteSessionsOf(transaction, agentId) : [];
};

/**
 * Changes a staff account. Disabling it, or resetting its sign-in, ends its sessions at once. Failures:
 * `not_found`, `unknown_team`, `own_account`.
 */
export const updateStaff = async (
  options: StaffOptions,
  actor: StaffPrincipal,
  agentId: string,
  change: UpdateStaffRequest,
): Promise<Outcome<{ readonly oneTimePassword: string | null }>> => {
  if (agentId === actor.agentId && harmsOwnAccount(change)) return fail('conflict', 'own_account');
  const unknownTeam = await findUnknownTeam(options.database, change.teamIds ?? []);
  if (unknownTeam !== undefined) return fail('invalid', 'unknown_team');
  const oneTimePassword = change.resetSignIn === true ? makeOneTimePassword(options.ids) : null;
  const passwordHash = oneTimePassword === null ? null : await hashPassword(oneTimePassword);
  const ended = await options.database.transaction().execute(async (transaction) => {
    if (!(await lockAgent(transaction, agentId))) return undefined;
    const sessions = await apply(options, transaction, agentId, change, passwordHash);
    await writeAudit(transaction, {
      actor: { kind: 'staff', id: actor.agentId },
      action: 'staff_changed',
      subject: { kind: 'staff', id: agentId },
      data: { fields: Object.keys(change), role: change.role, disabled: change.disabled },
    });
    return sessions;
  });
  if (ended === undefined) return fail('not_found', 'not_found');
  options.bus.publish({ kind: 'agent_changed', agentId: agentId as StaffPrincipal['agentId'] });
  for (const sessionId of ended) options.bus.publish({ kind: 'session_revoked', sessionId });
  return ok({ oneTimePassword });
};
