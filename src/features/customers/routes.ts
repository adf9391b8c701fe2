import { z } from 'zod';
import { uuid } from '../../contract/conversation.ts';
import { type DeskCustomer, deskCustomer } from '../../contract/desk.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { presentToStaff } from '../../core/conversation/present.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { maskValue } from '../../core/security/mask.ts';
import type { Database } from '../../ports/database.ts';
import { listStatesOfCustomer, recordAccess, staffOf } from '../conversation/index.ts';
import { readCustomer } from '../identity/index.ts';
import type { Vault } from '../vault/index.ts';

export interface CustomersDeps {
  readonly database: Database;
  readonly vault: Vault;
  /** The block in force, or null. */
  readonly blockOf: (customerId: CustomerId) => Promise<DeskCustomer['block']>;
}

const MAX_CONVERSATIONS = 20;

/**
 * The customer beside the conversation. Seen only by those who may see one of the customer's conversations:
 * nobody looks at a person without a case that needs it. Each look is recorded first.
 */
const openCustomer = async (
  deps: CustomersDeps,
  staff: StaffPrincipal,
  customerId: CustomerId,
): Promise<Outcome<DeskCustomer>> =>
  deps.database.transaction().execute(async (trx) => {
    const states = await listStatesOfCustomer(trx, customerId, 200);
    const seen = states.filter((state) => staffMaySee(staff, state));
    if (seen.length === 0) return fail('not_found', 'customer_not_found');
    const { agentId } = staff;
    await recordAccess(trx, {
      agentId,
      subjectKind: 'customer',
      subjectId: customerId,
      customerId,
      reason: 'opened',
    });
    const card = await readCustomer(trx, deps.vault, customerId);
    if (card === undefined) return fail('not_found', 'customer_not_found');
    return ok({
      customerId,
      kind: card.kind,
      externalId: card.externalId,
      name: card.name,
      // Whole only as a revealed field of the account, with a reason.
      email: card.email === null ? null : maskValue(card.email, 'text'),
      tier: card.tier,
      locale: card.locale,
      timeZone: card.timeZone,
      createdAt: card.createdAt,
      lastSeenAt: card.lastSeenAt,
      block: await deps.blockOf(customerId),
      conversations: seen.slice(0, MAX_CONVERSATIONS).map(presentToStaff),
    });
  });

export const customersRoutes = (deps: CustomersDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/customers/:customerId',
    summary: 'The customer beside a conversation. Opening it is recorded',
    tag: 'Desk: customers',
    params: z.strictObject({ customerId: uuid }),
    reply: deskCustomer,
    handle: ({ principal, params }) =>
      openCustomer(deps, staffOf(principal), params.customerId as CustomerId),
  }),
];
