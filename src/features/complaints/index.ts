import type { Route } from '../../contract/route.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { ComplaintDeps } from './deps.ts';
import { complaintCustomerRoutes } from './routes-customer.ts';
import { complaintDeskRoutes } from './routes-desk.ts';
import { complaintRulesRoutes } from './routes-rules.ts';
import { findOfConversation } from './store.ts';
import { complaintHandlers } from './tell.ts';

export type { ComplaintDeps } from './deps.ts';

/** By when the complaint of a case must be decided; null where none is open. */
export const decisionDueOf = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<AtMs | null> => {
  const complaint = await findOfConversation(connection, conversationId);
  return complaint?.state === 'open' || complaint?.state === 'proposed' ? complaint.dueAt : null;
};

/** Formal complaints: number, statutory term, letters, decision, register. */
export const createComplaints = (
  deps: ComplaintDeps,
): {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
} => ({
  routes: [
    ...complaintCustomerRoutes(deps),
    ...complaintDeskRoutes(deps),
    ...complaintRulesRoutes(deps),
  ],
  handlers: complaintHandlers(deps),
});
