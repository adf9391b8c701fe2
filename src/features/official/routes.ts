import { conversationParams } from '../../contract/conversation.ts';
import {
  allowedHostInput,
  allowedHostParams,
  conversationCode,
  officialIdentity,
  officialIdentityInput,
  officialIdentityParams,
  officialRegistry,
  verifyQuery,
  verifyReply,
} from '../../contract/official.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { customerMaySee, staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { customerOf, findConversation, staffOf } from '../conversation/index.ts';
import { allowHost, disallowHost, putIdentity, removeIdentity } from './change-registry.ts';
import { type CodeWords, codeOf } from './code-words.ts';
import type { CurrentBook } from './current-book.ts';
import type { OfficialDeps } from './deps.ts';
import { listIdentities } from './store.ts';
import { countPhishingLists, listAllowedHosts } from './store-hosts.ts';
import { verify } from './verify.ts';

const tag = 'Desk: what is official';
const CHECKS_PER_MINUTE = 30;

const codeRoutes = (deps: OfficialDeps, words: CodeWords): Route[] => {
  const codeFor = async (
    id: ConversationId,
    maySee: (state: Conversation) => boolean,
  ): Promise<Outcome<ReturnType<typeof codeOf>>> => {
    const state = await findConversation(deps.database, id);
    return state === undefined || !maySee(state)
      ? fail('not_found', 'conversation_not_found')
      : ok(codeOf(words, deps.hash, id, state.locale));
  };
  const shared = { params: conversationParams, reply: conversationCode };
  return [
    defineRoute({
      ...shared,
      key: 'GET /api/conversations/:conversationId/code',
      summary: 'The three words by which both sides of a request know each other',
      tag: 'Customer: conversations',
      handle: ({ principal, params }) => {
        const { customerId } = customerOf(principal);
        return codeFor(params.conversationId as ConversationId, (state) =>
          customerMaySee(customerId, state),
        );
      },
    }),
    defineRoute({
      ...shared,
      key: 'GET /api/desk/conversations/:conversationId/code',
      summary: 'The three words of a conversation, as the customer sees them and in English',
      tag: 'Desk: conversations',
      handle: ({ principal, params }) => {
        const staff = staffOf(principal);
        return codeFor(params.conversationId as ConversationId, (state) =>
          staffMaySee(staff, state),
        );
      },
    }),
  ];
};

const readingRoutes = (deps: OfficialDeps, current: CurrentBook): Route[] => [
  defineRoute({
    key: 'GET /api/verify',
    summary: 'Is a link, address, number, handle, badge or app ours? Unknown never means safe',
    tag: 'Is it official',
    query: verifyQuery,
    reply: verifyReply,
    perMinute: CHECKS_PER_MINUTE,
    handle: async ({ query: { q } }) => ok({ answer: verify(current.book, q, deps.clock.now()) }),
  }),
  defineRoute({
    key: 'GET /api/desk/official',
    summary: 'All that is ours, and the hosts that may be linked',
    tag,
    reply: officialRegistry,
    handle: async () => {
      const [identities, allowedHosts, phishingLists] = await Promise.all([
        listIdentities(deps.database),
        listAllowedHosts(deps.database),
        countPhishingLists(deps.database),
      ]);
      return ok({
        identities: [...identities],
        allowedHosts: [...allowedHosts],
        phishingLists: [...phishingLists],
        badges: current.book.badges.size,
      });
    },
  }),
];

/** What was changed counts at once here, and within seconds in other processes. */
const then = async <T>(current: CurrentBook, change: Promise<Outcome<T>>): Promise<Outcome<T>> => {
  const outcome = await change;
  if (outcome.ok) await current.read();
  return outcome;
};

const identityRoutes = (deps: OfficialDeps, current: CurrentBook): Route[] => [
  defineRoute({
    key: 'POST /api/desk/official/identities',
    summary: 'Say that something is ours',
    tag,
    body: officialIdentityInput,
    reply: officialIdentity,
    handle: ({ principal, body }) => {
      const { agentId } = staffOf(principal);
      return then(current, putIdentity(deps, agentId, deps.ids.uuid(), body, true));
    },
  }),
  defineRoute({
    key: 'PUT /api/desk/official/identities/:identityId',
    summary: 'Change what is ours, or until when',
    tag,
    params: officialIdentityParams,
    body: officialIdentityInput,
    reply: officialIdentity,
    handle: ({ principal, params, body }) => {
      const { agentId } = staffOf(principal);
      return then(current, putIdentity(deps, agentId, params.identityId, body, false));
    },
  }),
  defineRoute({
    key: 'DELETE /api/desk/official/identities/:identityId',
    summary: 'Take something off the list of what is ours',
    tag,
    params: officialIdentityParams,
    reply: 'empty',
    handle: ({ principal, params }) => {
      const { agentId } = staffOf(principal);
      return then(current, removeIdentity(deps, agentId, params.identityId));
    },
  }),
];

const hostRoutes = (deps: OfficialDeps, current: CurrentBook): Route[] => [
  defineRoute({
    key: 'POST /api/desk/official/allowed-hosts',
    summary: 'Let messages link to a host that is not ours',
    tag,
    body: allowedHostInput,
    reply: 'empty',
    handle: ({ principal, body }) =>
      then(current, allowHost(deps, staffOf(principal).agentId, body)),
  }),
  defineRoute({
    key: 'DELETE /api/desk/official/allowed-hosts/:host',
    summary: 'Let messages link to a host no longer',
    tag,
    params: allowedHostParams,
    reply: 'empty',
    handle: ({ principal, params }) =>
      then(current, disallowHost(deps, staffOf(principal).agentId, params.host)),
  }),
];

export const officialRoutes = (
  deps: OfficialDeps,
  current: CurrentBook,
  words: CodeWords,
): readonly Route[] => [
  ...codeRoutes(deps, words),
  ...readingRoutes(deps, current),
  ...identityRoutes(deps, current),
  ...hostRoutes(deps, current),
];
