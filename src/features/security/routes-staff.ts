import { z } from 'zod';
import { conversationParams, uuid } from '../../contract/conversation.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import {
  accountReply,
  approvalsReply,
  approvalView,
  askApproval as askApprovalBody,
  decideApproval as decideApprovalBody,
  extendReveals as extendRevealsBody,
  protect,
  protectReply,
  restrictionSecretsReply,
  revealField as revealFieldBody,
  revealReply,
  setTakeoverStep as setTakeoverStepBody,
  TAKEOVER_STEPS,
  takeoverReply,
} from '../../contract/security.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import { staffOf } from '../conversation/index.ts';
import { askApproval, decideApproval, readApprovals } from './approvals.ts';
import { protectAccount } from './protect-account.ts';
import { readAccount } from './read-account.ts';
import { readRestrictionSecrets } from './read-secrets.ts';
import { extendReveals, revealField } from './reveal-field.ts';
import type { SecurityDeps } from './staff-deps.ts';
import { readTakeover, setTakeoverStep } from './takeover.ts';

const TAG = 'Desk: security';
const idOf = (params: { readonly conversationId: string }): ConversationId =>
  params.conversationId as ConversationId;

const takeoverRoutes = (deps: SecurityDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/takeover',
    summary: 'The playbook of a takeover and how far the lock has come',
    tag: TAG,
    params: conversationParams,
    reply: takeoverReply,
    handle: ({ principal, params }) => readTakeover(deps, staffOf(principal), idOf(params)),
  }),
  defineRoute({
    key: 'PUT /api/desk/conversations/:conversationId/takeover/:step',
    summary: 'Tick a step of the playbook, with what was found',
    tag: TAG,
    params: conversationParams.extend({ step: z.enum(TAKEOVER_STEPS).exclude(['account_locked']) }),
    body: setTakeoverStepBody,
    reply: takeoverReply,
    handle: ({ principal, params, body }) =>
      setTakeoverStep(deps, staffOf(principal), idOf(params), params.step, body),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/protect',
    summary: 'Lock, sign out everywhere, revoke API keys or cancel withdrawals',
    tag: TAG,
    params: conversationParams,
    body: protect,
    reply: protectReply,
    handle: ({ principal, params, body }) =>
      protectAccount(deps, staffOf(principal), idOf(params), body),
  }),
];

const accountRoutes = (deps: SecurityDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/account',
    summary: 'The account of the case in hand, masked. Opening it is recorded',
    tag: TAG,
    params: conversationParams,
    reply: accountReply,
    handle: ({ principal, params }) => readAccount(deps, staffOf(principal), idOf(params)),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/reveals',
    summary: 'Open one masked field, with a reason. A day has a limit of customers',
    tag: TAG,
    params: conversationParams,
    body: revealFieldBody,
    reply: revealReply,
    handle: ({ principal, params, body }) =>
      revealField(deps, staffOf(principal), idOf(params), body),
  }),
  defineRoute({
    key: 'POST /api/desk/agents/:agentId/reveal-extension',
    summary: 'Let an agent reveal more customers today, once',
    tag: TAG,
    params: z.strictObject({ agentId: z.string().max(64) }),
    body: extendRevealsBody,
    reply: 'empty',
    handle: ({ principal, params, body }) =>
      extendReveals(deps, staffOf(principal), params.agentId as AgentId, body),
  }),
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/restriction-secrets',
    summary: 'What must not be told of a restriction, for compliance. Opening it is recorded',
    tag: TAG,
    params: conversationParams,
    reply: restrictionSecretsReply,
    handle: async ({ principal, params }) => {
      const read = await readRestrictionSecrets(deps, staffOf(principal), idOf(params));
      if (!read.ok) return read;
      const { asOf, restrictions } = read.value;
      return ok({
        asOf,
        restrictions: restrictions.map(({ restrictionId, internalReason, references }) => ({
          restrictionId,
          internalReason,
          references: [...references],
        })),
      });
    },
  }),
];

const approvalRoutes = (deps: SecurityDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/approvals',
    summary: 'Ask that an account be unlocked or its second factor reset',
    tag: TAG,
    params: conversationParams,
    body: askApprovalBody,
    reply: approvalView,
    handle: ({ principal, params, body }) =>
      askApproval(deps, staffOf(principal), idOf(params), body),
  }),
  defineRoute({
    key: 'GET /api/desk/approvals',
    summary: 'What waits for a second person, and what was decided lately',
    tag: TAG,
    reply: approvalsReply,
    handle: async ({ principal }) =>
      ok({ approvals: [...(await readApprovals(deps, staffOf(principal)))] }),
  }),
  defineRoute({
    key: 'POST /api/desk/approvals/:approvalId/decision',
    summary: 'Approve or refuse, as the second person',
    tag: TAG,
    params: z.strictObject({ approvalId: uuid }),
    body: decideApprovalBody,
    reply: approvalView,
    handle: ({ principal, params, body }) =>
      decideApproval(deps, staffOf(principal), params.approvalId, body),
  }),
];

/** The staff's side of accounts: playbook, masked data, and what needs two people. */
export const securityRoutes = (deps: SecurityDeps): readonly Route[] => [
  ...takeoverRoutes(deps),
  ...accountRoutes(deps),
  ...approvalRoutes(deps),
];
