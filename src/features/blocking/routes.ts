import {
  appealDecisionReply,
  appealDecisionRequest,
  appealListQuery,
  appealListReply,
  appealParams,
  appealRequest,
  appealStatusReply,
  blockParams,
  blockReply,
  blockRequest,
} from '../../contract/blocking.ts';
import type { CustomerPrincipal, Principal, StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { CustomerId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import { decideAppeal, getAppealStatus, sendAppeal, showAppeals } from './appeal.ts';
import { blockCustomer, unblockCustomer } from './block-customer.ts';
import type { BlockingOptions } from './blocking-options.ts';

const TAG = 'Blocking';

/** The access table lets nobody else through; these two only tell the compiler. */
const customerOf = (principal: Principal): CustomerPrincipal => {
  if (principal.kind === 'customer' || principal.kind === 'visitor') return principal;
  throw new TypeError(`a customer's route was reached by ${principal.kind}`);
};
const staffOf = (principal: Principal): StaffPrincipal => {
  if (principal.kind === 'staff') return principal;
  throw new TypeError(`a staff route was reached by ${principal.kind}`);
};

const customerRoutes = (options: BlockingOptions): readonly Route[] => [
  defineRoute({
    key: 'GET /api/appeal',
    summary: 'Whether I am blocked, and what became of my appeal',
    tag: TAG,
    reply: appealStatusReply,
    handle: async ({ principal }) =>
      ok(await getAppealStatus(options, customerOf(principal).customerId)),
  }),
  defineRoute({
    key: 'POST /api/appeal',
    summary: 'Ask for the block to be lifted; once for each block',
    tag: TAG,
    body: appealRequest,
    reply: appealStatusReply,
    handle: ({ principal, body }) => sendAppeal(options, customerOf(principal), body.text),
  }),
];

const staffRoutes = (options: BlockingOptions): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/customers/:customerId/block',
    summary: 'Block a customer: they may read and appeal, and nothing else',
    tag: TAG,
    params: blockParams,
    body: blockRequest,
    reply: blockReply,
    handle: ({ principal, params, body }) =>
      blockCustomer(options, staffOf(principal), params.customerId as CustomerId, body),
  }),
  defineRoute({
    key: 'DELETE /api/desk/customers/:customerId/block',
    summary: 'Lift a block',
    tag: TAG,
    params: blockParams,
    reply: 'empty',
    handle: ({ principal, params }) =>
      unblockCustomer(options, staffOf(principal), params.customerId as CustomerId),
  }),
  defineRoute({
    key: 'GET /api/desk/appeals',
    summary: 'Appeals, waiting or decided',
    tag: TAG,
    query: appealListQuery,
    reply: appealListReply,
    handle: async ({ principal, query }) =>
      ok(await showAppeals(options, staffOf(principal), query.state)),
  }),
  defineRoute({
    key: 'POST /api/desk/appeals/:appealId/decision',
    summary: 'Grant an appeal, which lifts the block, or refuse it',
    tag: TAG,
    params: appealParams,
    body: appealDecisionRequest,
    reply: appealDecisionReply,
    handle: ({ principal, params, body }) =>
      decideAppeal(options, staffOf(principal), params.appealId, body.decision),
  }),
];

export const blockingRoutes = (options: BlockingOptions): readonly Route[] => [
  ...customerRoutes(options),
  ...staffRoutes(options),
];
