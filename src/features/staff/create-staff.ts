import type { CreateStaffRequest } from '../../contract/staff.ts';
import { findPasswordFault } from '../../core/identity/password-strength.ts';
import type { AgentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import { type AuditEntry, writeAudit } from '../audit/index.ts';
import { hashPassword } from './hash-password.ts';
import { findTeams } from './store.ts';
import { insertAccount, replaceLanguages, replaceSkills, replaceTeams } from './store-staff.ts';

export interface NewStaff extends CreateStaffRequest {
  /** Undefined makes one that the first sign-in must replace. */
  readonly password?: string;
  /** For example `M-2041`; undefined takes the next free one. */
  readonly badge?: string;
}

export interface CreatedStaff {
  readonly agentId: AgentId;
  /** Null where the caller chose the password. */
  readonly oneTimePassword: string | null;
}

interface Needs {
  readonly database: Database;
  readonly ids: Ids;
  readonly clock: { now(): number };
}

const GROUPS = 4;
const GROUP_CHARS = 5;
/** Without what is misread: almost 5 bits a character, 99 in all. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

export const makeOneTimePassword = (ids: Pick<Ids, 'random'>): string => {
  const chars = Array.from(
    ids.random(GROUPS * GROUP_CHARS),
    (byte) => ALPHABET[byte % ALPHABET.length],
  );
  return Array.from({ length: GROUPS }, (_, group) =>
    chars.slice(group * GROUP_CHARS, (group + 1) * GROUP_CHARS).join(''),
  ).join('-');
};

/** The first of `teamIds` that is no team; undefined where all are. */
export const findUnknownTeam = async (
  database: Database,
  teamIds: readonly string[],
): Promise<string | undefined> => {
  const known = new Set((await findTeams(database, teamIds)).map((team) => team.teamId));
  return teamIds.find((teamId) => !known.has(teamId));
};

/**
 * Makes a staff account. Failures: `unknown_team`, `email_taken`, `badge_taken`, and the password's faults where
 * one is given.
 */
export const createStaff = async (
  needs: Needs,
  request: NewStaff,
  actor: AuditEntry['actor'],
): Promise<Outcome<CreatedStaff>> => {
  const { password, badge, ...staff } = request;
  if (password !== undefined) {
    const fault = findPasswordFault(password, [staff.name, staff.email, staff.publicName]);
    if (fault !== undefined) return fail('invalid', fault);
  }
  const unknownTeam = await findUnknownTeam(needs.database, staff.teamIds);
  if (unknownTeam !== undefined) return fail('invalid', 'unknown_team');
  const oneTimePassword = password === undefined ? makeOneTimePassword(needs.ids) : null;
  const passwordHash = await hashPassword(password ?? oneTimePassword ?? '');
  const agentId = needs.ids.uuid() as AgentId;
  try {
    await needs.database.transaction().execute(async (transaction) => {
      await insertAccount(transaction, {
        ...staff,
        agentId,
        passwordHash,
        mustChangePassword: oneTimePassword !== null,
        badge,
        now: needs.clock.now(),
      });
      await replaceTeams(transaction, agentId, staff.teamIds);
      await replaceSkills(transaction, agentId, staff.skills);
      await replaceLanguages(transaction, agentId, staff.languages);
      await writeAudit(transaction, {
        actor,
        action: 'staff_created',
        subject: { kind: 'staff', id: agentId },
        data: { role: staff.role, teamIds: staff.teamIds },
      });
    });
  } catch (error) {
    const taken = takenBy(error);
    if (taken !== undefined) return fail('conflict', taken);
    throw error;
  }
  return ok({ agentId, oneTimePassword });
};

const UNIQUE_VIOLATION = '23505';

const takenBy = (error: unknown): 'email_taken' | 'badge_taken' | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, constraint_name: constraint } = error as Record<string, unknown>;
  if (code !== UNIQUE_VIOLATION) return undefined;
  if (constraint === 'staff_users_email_key') return 'email_taken';
  return constraint === 'agents_badge_key' ? 'badge_taken' : undefined;
};
