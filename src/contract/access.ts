import type { StaffRole } from '../core/vocabulary.ts';
import type { RouteKey } from './route.ts';

/** Who may call a route. Deny by default: a route without a row here stops the start, and so does a row without a route. */
export type Caller = 'public' | 'visitor' | 'customer' | StaffRole;

const EVERY_CUSTOMER = ['visitor', 'customer'] as const;
const EVERY_STAFF = ['agent', 'compliance', 'supervisor', 'admin'] as const;
const LEADS = ['supervisor', 'admin'] as const;

/** The one table of route × role. */
export const ACCESS: Readonly<Record<RouteKey, readonly Caller[]>> = {
  // Customers: session
  'POST /api/session': ['public'],
  'GET /api/session': EVERY_CUSTOMER,
  'DELETE /api/session': EVERY_CUSTOMER,
  // Customers: conversations
  'GET /api/conversations': EVERY_CUSTOMER,
  'POST /api/conversations': EVERY_CUSTOMER,
  'GET /api/conversations/:conversationId': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/messages': EVERY_CUSTOMER,
  'PATCH /api/conversations/:conversationId/messages/:messageId': EVERY_CUSTOMER,
  'DELETE /api/conversations/:conversationId/messages/:messageId': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/marks': EVERY_CUSTOMER,
  'GET /api/conversations/:conversationId/queue': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/leave': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/end': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/reopen': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/rating': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/assistant/choice': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/assistant/judgement': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/assistant/person': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/selfservice/consent': ['customer'],
  'POST /api/conversations/:conversationId/selfservice/choice': ['customer'],
  'POST /api/conversations/:conversationId/selfservice/detail': ['customer'],
  'POST /api/conversations/:conversationId/selfservice/action': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/selfservice/network-check': EVERY_CUSTOMER,
  'POST /api/conversations/:conversationId/selfservice/step-up': ['customer'],
  'POST /api/conversations/:conversationId/selfservice/step-up/check': ['customer'],
  'GET /api/waiting-times': EVERY_CUSTOMER,
  // Customers: files, notification, appeal
  'POST /api/files': EVERY_CUSTOMER,
  'GET /api/files/:fileId': EVERY_CUSTOMER,
  'GET /api/files/:fileId/content': EVERY_CUSTOMER,
  'GET /api/push/key': EVERY_CUSTOMER,
  'POST /api/push/subscriptions': EVERY_CUSTOMER,
  'DELETE /api/push/subscriptions': EVERY_CUSTOMER,
  'GET /api/appeal': EVERY_CUSTOMER,
  'POST /api/appeal': EVERY_CUSTOMER,
  // The exchange itself: signed
  'POST /api/exchange/events': ['public'],
  // Customers: safety
  'POST /api/lock': EVERY_CUSTOMER,
  'GET /api/lock': EVERY_CUSTOMER,
  'POST /api/lock/signed-out': ['public'],
  'POST /api/lock/link': ['public'],
  'GET /api/safety': EVERY_CUSTOMER,
  // Official or not
  'GET /api/verify': ['public'],
  'GET /api/conversations/:conversationId/code': EVERY_CUSTOMER,
  'GET /api/desk/conversations/:conversationId/code': EVERY_STAFF,
  'GET /api/desk/official': EVERY_STAFF,
  'POST /api/desk/official/identities': ['admin'],
  'PUT /api/desk/official/identities/:identityId': ['admin'],
  'DELETE /api/desk/official/identities/:identityId': ['admin'],
  'POST /api/desk/official/allowed-hosts': ['admin'],
  'DELETE /api/desk/official/allowed-hosts/:host': ['admin'],
  // Everybody: the help centre
  'GET /api/help/search': ['public'],
  'GET /api/help/articles/:articleId': ['public'],
  'POST /api/help/articles/:articleId/rating': ['public'],
  // Staff: me
  'GET /api/desk/me': EVERY_STAFF,
  'PUT /api/desk/me/status': EVERY_STAFF,
  'PUT /api/desk/me/preferences': EVERY_STAFF,
  // Staff: conversations
  'GET /api/desk/conversations': EVERY_STAFF,
  'GET /api/desk/conversations/:conversationId': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/messages': EVERY_STAFF,
  'PATCH /api/desk/conversations/:conversationId/messages/:messageId': EVERY_STAFF,
  'DELETE /api/desk/conversations/:conversationId/messages/:messageId': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/messages/:messageId/recall': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/cards': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/notes': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/marks': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/claim': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/accept': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/release': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/transfer': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/assign': LEADS,
  'PUT /api/desk/conversations/:conversationId/status': EVERY_STAFF,
  'PUT /api/desk/conversations/:conversationId/priority': EVERY_STAFF,
  'PUT /api/desk/conversations/:conversationId/category': EVERY_STAFF,
  'PUT /api/desk/conversations/:conversationId/snooze': EVERY_STAFF,
  'GET /api/desk/customers/:customerId': EVERY_STAFF,
  'POST /api/desk/customers/:customerId/block': LEADS,
  'DELETE /api/desk/customers/:customerId/block': LEADS,
  'GET /api/desk/appeals': LEADS,
  'POST /api/desk/appeals/:appealId/decision': LEADS,
  'POST /api/desk/files': EVERY_STAFF,
  'GET /api/desk/files/:fileId': EVERY_STAFF,
  'GET /api/desk/files/:fileId/content': EVERY_STAFF,
  // Staff: security
  'GET /api/desk/conversations/:conversationId/takeover': EVERY_STAFF,
  'PUT /api/desk/conversations/:conversationId/takeover/:step': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/protect': EVERY_STAFF,
  'GET /api/desk/conversations/:conversationId/account': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/reveals': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/approvals': EVERY_STAFF,
  'GET /api/desk/conversations/:conversationId/restriction-secrets': ['compliance'],
  'GET /api/desk/approvals': EVERY_STAFF,
  'POST /api/desk/approvals/:approvalId/decision': EVERY_STAFF,
  'POST /api/desk/agents/:agentId/reveal-extension': LEADS,
  // Staff: following stolen funds
  'GET /api/desk/chains': EVERY_STAFF,
  'GET /api/desk/conversations/:conversationId/traces': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/traces': EVERY_STAFF,
  'GET /api/desk/conversations/:conversationId/traces/:traceId': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/traces/:traceId/stop': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/traces/:traceId/show': EVERY_STAFF,
  'POST /api/desk/conversations/:conversationId/traces/:traceId/reports': EVERY_STAFF,
  'GET /api/desk/conversations/:conversationId/traces/:traceId/reports/:reportId': EVERY_STAFF,
  // Staff: the assistant
  'GET /api/desk/conversations/:conversationId/turns': LEADS,
  'GET /api/desk/assistant/results': LEADS,
  // Staff: canned responses, colleagues, live queue
  'GET /api/desk/canned-responses': EVERY_STAFF,
  'POST /api/desk/canned-responses': LEADS,
  'PUT /api/desk/canned-responses/:cannedResponseId': LEADS,
  'DELETE /api/desk/canned-responses/:cannedResponseId': LEADS,
  'GET /api/desk/articles/search': EVERY_STAFF,
  'GET /api/desk/teams': EVERY_STAFF,
  'GET /api/desk/agents': EVERY_STAFF,
  'GET /api/desk/queue': LEADS,
  // Staff: administration
  'GET /api/desk/staff': ['admin'],
  'POST /api/desk/staff': ['admin'],
  'PUT /api/desk/staff/:agentId': ['admin'],
};
