import type { AgentId, CustomerId, TeamId } from '../ids.ts';
import { isLeadRole, type StaffRole } from '../vocabulary.ts';
import type { Conversation } from './state.ts';

export interface StaffView {
  readonly agentId: AgentId;
  readonly role: StaffRole;
  readonly teamIds: readonly TeamId[];
}

type Seen = Pick<Conversation, 'teamId' | 'assignee' | 'customerId'>;

/** Agents see what their teams answer and what is in their hands; leads see all. */
export const staffMaySee = (staff: StaffView, state: Pick<Seen, 'teamId' | 'assignee'>): boolean =>
  isLeadRole(staff.role) ||
  state.assignee?.id === staff.agentId ||
  staff.teamIds.includes(state.teamId);

export const customerMaySee = (customerId: CustomerId, state: Pick<Seen, 'customerId'>): boolean =>
  state.customerId === customerId;
