import {
  complainBody,
  letterParams,
  letterQuery,
  ownComplaintReply,
} from '../../contract/complaints.ts';
import { conversationParams } from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { customerOf } from '../conversation/index.ts';
import type { ComplaintDeps } from './deps.ts';
import { letterReply } from './letter-reply.ts';
import { openComplaint } from './open-complaint.ts';
import { presentOwn } from './present.ts';
import { type Complaint, findComplaint, findOfConversation } from './store.ts';

const tag = 'Complaints';
const COMPLAINTS_PER_MINUTE = 3;
/** Drawing one takes a thread. */
const LETTERS_PER_MINUTE = 20;

const own = (complaint: Complaint | undefined, customerId: CustomerId): Outcome<Complaint> =>
  complaint?.customerId === customerId ? ok(complaint) : fail('not_found', 'complaint_not_found');

export const complaintCustomerRoutes = (deps: ComplaintDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/conversations/:conversationId/complaint',
    summary:
      'A formal complaint about one of my requests: a number, a term and a letter of receipt',
    tag,
    params: conversationParams,
    body: complainBody,
    reply: ownComplaintReply,
    perMinute: COMPLAINTS_PER_MINUTE,
    handle: async ({ principal, params, body }) => {
      const { customerId } = customerOf(principal);
      const opened = await openComplaint(
        deps,
        {
          kind: 'customer',
          id: customerId,
          actor: { kind: 'customer', id: customerId },
          maySee: (state) => state.customerId === customerId,
        },
        params.conversationId as ConversationId,
        body,
      );
      return opened.ok ? ok(await presentOwn(deps, opened.value)) : opened;
    },
  }),
  defineRoute({
    key: 'GET /api/conversations/:conversationId/complaint',
    summary: 'My complaint about this request, and its letters',
    tag,
    params: conversationParams,
    reply: ownComplaintReply,
    handle: async ({ principal, params }) => {
      const { customerId } = customerOf(principal);
      const id = params.conversationId as ConversationId;
      const found = await findOfConversation(deps.database, id);
      return ok(await presentOwn(deps, found?.customerId === customerId ? found : undefined));
    },
  }),
  defineRoute({
    key: 'GET /api/complaints/:complaintId/letters/:kind',
    summary: 'A letter about my complaint, as it was issued: a page to print, or a PDF',
    tag,
    params: letterParams,
    query: letterQuery,
    perMinute: LETTERS_PER_MINUTE,
    reply: 'binary',
    handle: async ({ principal, params, query }) => {
      const found = await findComplaint(deps.database, params.complaintId);
      const mine = own(found, customerOf(principal).customerId);
      if (!mine.ok) return mine;
      return letterReply(deps, mine.value, params.kind, query.format);
    },
  }),
];
