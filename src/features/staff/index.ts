import type { Route } from '../../contract/route.ts';
import type { AgentId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import { createStaffAuthenticator, type StaffAuthenticator } from './authenticate-staff.ts';
import { createSignInHandler } from './handle-sign-in.ts';
import { type PresenceProof, provePresence } from './prove-presence.ts';
import { staffRoutes } from './routes.ts';
import { BASE_PATH, createSignIn } from './sign-in.ts';
import type { StaffOptions } from './staff-options.ts';
import { deleteExpiredSignIns } from './store.ts';

export type { StaffAuthenticator } from './authenticate-staff.ts';
export { createStaff, type NewStaff } from './create-staff.ts';
export type { PresenceProof } from './prove-presence.ts';
export type { StaffOptions } from './staff-options.ts';
export { findStaff, listAdminMails, listLeads, namesOfStaff } from './store.ts';
export {
  type AgentRecord,
  type LockedAgent,
  listAgentRecords,
  listTeamRecords,
  lockAgent,
  noteAnswer,
  noteAssignment,
  overflowOf,
  type TeamRecord,
  writePresence,
  writeStatus,
} from './store-duty.ts';
export { namesOf, type StaffName } from './store-names.ts';
export { ensureTeams, type NewTeam, revealsADay, teamOfCategory } from './store-teams.ts';

export interface Staff {
  readonly routes: readonly Route[];
  /** Sign-in, sign-out, password and second factor: everything below /api/auth. */
  readonly webHandler: {
    readonly prefix: typeof BASE_PATH;
    readonly bodyLimitBytes: number;
    readonly handle: (request: Request, ip: string) => Promise<Outcome<Response>>;
  };
  readonly authenticator: StaffAuthenticator;
  /** Is it still the signed-in person? See prove-presence.ts. */
  provePresence(agentId: AgentId, proof: PresenceProof): Promise<Outcome<null>>;
  /** Deletes ended sessions and half-done sign-ins; to be called from time to time. Returns how many rows went. */
  purgeExpired(): Promise<number>;
  close(): void;
}

const BODY_LIMIT_BYTES = 8 * 1024;

/** Staff: sign-in by password and TOTP, roles, accounts. */
export const createStaffSlice = (options: StaffOptions): Staff => {
  const signIn = createSignIn(options);
  const authenticator = createStaffAuthenticator(options, signIn);
  return {
    routes: staffRoutes(options),
    webHandler: {
      prefix: BASE_PATH,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      handle: createSignInHandler(options, signIn),
    },
    authenticator,
    provePresence: (agentId, proof) => provePresence(options, agentId, proof),
    purgeExpired: () => deleteExpiredSignIns(options.database, options.clock.now()),
    close: authenticator.close,
  };
};
