import type { Principal, StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import {
  createStaffReply,
  createStaffRequest,
  deskMeReply,
  preferences,
  type StaffMember,
  staffListReply,
  staffParams,
  updateStaffReply,
  updateStaffRequest,
} from '../../contract/staff.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { createStaff } from './create-staff.ts';
import type { StaffOptions } from './staff-options.ts';
import {
  type Abilities,
  type Account,
  findAbilities,
  findAccount,
  findTeams,
  listAccounts,
  setPreferences,
} from './store.ts';
import { updateStaff } from './update-staff.ts';

const TAG = 'Staff';

/** The access table lets nobody else through; this only tells the compiler. */
const staffOf = (principal: Principal): StaffPrincipal => {
  if (principal.kind === 'staff') return principal;
  throw new TypeError(`a staff route was reached by ${principal.kind}`);
};

const NONE: Abilities = { skills: [], languages: [] };

const toMember = (account: Account, abilities: Abilities): StaffMember => ({
  agentId: account.agentId,
  name: account.name,
  email: account.email,
  publicName: account.publicName,
  badge: account.badge,
  role: account.role,
  locale: account.locale,
  teamIds: [...account.teamIds],
  skills: [...abilities.skills],
  languages: [...abilities.languages],
  capacityUnits: account.capacityUnits,
  status: account.status,
  twoFactorEnabled: account.twoFactorEnabled,
  mustChangePassword: account.mustChangePassword,
  disabledAt: account.disabledAt,
});

const findMember = async (
  options: StaffOptions,
  agentId: string,
): Promise<Outcome<StaffMember>> => {
  const account = await findAccount(options.database, agentId);
  if (!account) return fail('not_found', 'not_found');
  const abilities = await findAbilities(options.database, [agentId]);
  return ok(toMember(account, abilities.get(agentId) ?? NONE));
};

const getMe = (options: StaffOptions): Route =>
  defineRoute({
    key: 'GET /api/desk/me',
    summary: 'The signed-in member of staff',
    tag: TAG,
    reply: deskMeReply,
    handle: async ({ principal }) => {
      const { agentId } = staffOf(principal);
      const account = await findAccount(options.database, agentId);
      if (!account) return fail('unauthorized', 'session_expired');
      const abilities = (await findAbilities(options.database, [agentId])).get(agentId) ?? NONE;
      const { teamIds, disabledAt, mustChangePassword, ...me } = account;
      const teams = await findTeams(options.database, teamIds);
      return ok({
        ...me,
        teams: [...teams],
        skills: [...abilities.skills],
        languages: [...abilities.languages],
      });
    },
  });

const putPreferences = (options: StaffOptions): Route =>
  defineRoute({
    key: 'PUT /api/desk/me/preferences',
    summary: 'Replace what the desk remembers for its user',
    tag: TAG,
    body: preferences,
    reply: preferences,
    handle: async ({ principal, body }) => {
      await setPreferences(options.database, staffOf(principal).agentId, body);
      return ok(body);
    },
  });

const getStaff = (options: StaffOptions): Route =>
  defineRoute({
    key: 'GET /api/desk/staff',
    summary: 'All staff accounts',
    tag: TAG,
    reply: staffListReply,
    handle: async () => {
      const accounts = await listAccounts(options.database);
      const ids = accounts.map((account) => account.agentId);
      const abilities = await findAbilities(options.database, ids);
      return ok({
        staff: accounts.map((account) => toMember(account, abilities.get(account.agentId) ?? NONE)),
      });
    },
  });

const postStaff = (options: StaffOptions): Route =>
  defineRoute({
    key: 'POST /api/desk/staff',
    summary: 'Make a staff account with a one-time password',
    tag: TAG,
    body: createStaffRequest,
    reply: createStaffReply,
    handle: async ({ principal, body }) => {
      const actor = { kind: 'staff', id: staffOf(principal).agentId } as const;
      const created = await createStaff(options, body, actor);
      if (!created.ok) return created;
      const member = await findMember(options, created.value.agentId);
      if (!member.ok) return member;
      return ok({ member: member.value, oneTimePassword: created.value.oneTimePassword ?? '' });
    },
  });

const putStaff = (options: StaffOptions): Route =>
  defineRoute({
    key: 'PUT /api/desk/staff/:agentId',
    summary: 'Change a staff account; named fields only',
    tag: TAG,
    params: staffParams,
    body: updateStaffRequest,
    reply: updateStaffReply,
    handle: async ({ principal, params, body }) => {
      const updated = await updateStaff(options, staffOf(principal), params.agentId, body);
      if (!updated.ok) return updated;
      const member = await findMember(options, params.agentId);
      return member.ok ? ok({ member: member.value, ...updated.value }) : member;
    },
  });

export const staffRoutes = (options: StaffOptions): readonly Route[] => [
  getMe(options),
  putPreferences(options),
  getStaff(options),
  postStaff(options),
  putStaff(options),
];
