import { apiCustomerParams } from '../../contract/apikeys.ts';
import type { CustomerPrincipal, KeyPrincipal, Principal } from '../../contract/principal.ts';
import type { Route } from '../../contract/route.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Scope } from '../../core/integration/scopes.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Locale, Tier } from '../../core/vocabulary.ts';
import { writeAudit } from '../audit/index.ts';
import { findConversation, recordAccess } from '../conversation/index.ts';
import { type AnswerOnceDeps, answerOnce } from './answer-once.ts';
import { actorIdOfKey, asStaff, keyOf } from './callers.ts';
import { EXPOSED, type Exposed } from './exposed.ts';
import { tagOf } from './tag-of.ts';

type Params = Readonly<Record<string, string>> | undefined;

interface Asked {
  readonly principal: Principal;
  readonly params: Params;
  readonly body: unknown;
}

export interface ExposeDeps extends AnswerOnceDeps {
  readonly exchangeName: string;
  readonly findCustomer: (externalId: string) => Promise<
    | {
        readonly customerId: CustomerId;
        readonly tier: Tier;
        readonly locale: Locale;
      }
    | undefined
  >;
  /** Whether a webhook is sent the words of messages. */
  readonly webhookHasWords: (webhookId: string) => Promise<boolean>;
}

/** Whom the request is about: the customer of the conversation, or the one with the exchange's id. */
const customerIn = async (
  { database, findCustomer }: ExposeDeps,
  params: Params,
): Promise<Outcome<Pick<CustomerPrincipal, 'kind' | 'customerId' | 'tier' | 'locale'>>> => {
  const { conversationId, externalId } = params ?? {};
  if (externalId !== undefined) {
    const card = await findCustomer(externalId);
    if (card === undefined) return fail('not_found', 'customer_not_found');
    const { customerId, tier, locale } = card;
    return ok({ kind: 'customer', customerId, tier, locale });
  }
  const state = await findConversation(database, conversationId as ConversationId);
  if (state === undefined) return fail('not_found', 'conversation_not_found');
  const { customerKind: kind, customerId, tier, locale } = state;
  return ok({ kind, customerId, tier, locale });
};

/** What the customer sees of it, read by a key; that it was read is written down. */
const asCustomer = async (
  deps: ExposeDeps,
  key: KeyPrincipal,
  params: Params,
): Promise<Outcome<CustomerPrincipal>> => {
  const found = await customerIn(deps, params);
  if (!found.ok) return found;
  const { customerId } = found.value;
  const conversationId = params?.conversationId;
  await recordAccess(deps.database, {
    agentId: actorIdOfKey(key),
    subjectKind: conversationId === undefined ? 'customer' : 'conversation',
    subjectId: conversationId ?? customerId,
    customerId,
    reason: 'read_by_key',
  });
  const { sessionId } = key;
  return ok({ ...found.value, sessionId, assurance: 'none', blocked: false });
};

/** That a key asks for a change is written down before it is tried; what came of it stands in the log of the case. */
const noteAsked = (
  { database }: ExposeDeps,
  key: KeyPrincipal,
  { key: route }: Exposed,
  params: Params,
): Promise<void> => {
  const [kind = 'route', id = route] = Object.entries(params ?? {})[0] ?? [];
  return writeAudit(database, {
    actor: { kind: 'key', id: key.keyId },
    action: 'change_asked_by_key',
    subject: { kind: kind.replace(/Id$/, ''), id },
    data: { route },
  });
};

/** Whoever may not read words may not have them sent to a place of their own choice either. */
const wordsIn = async (deps: ExposeDeps, { key }: Exposed, asked: Asked): Promise<boolean> => {
  const body = asked.body as { readonly withWords?: boolean } | undefined;
  if (key === 'POST /api/v1/webhooks') return body?.withWords === true;
  if (key !== 'PUT /api/v1/webhooks/:webhookId') return false;
  return body?.withWords === true || deps.webhookHasWords(asked.params?.webhookId ?? '');
};

const mayMore = async (
  deps: ExposeDeps,
  key: KeyPrincipal,
  exposed: Exposed,
  asked: Asked,
): Promise<Outcome<null>> => {
  const words: readonly Scope[] = (await wordsIn(deps, exposed, asked)) ? ['messages:read'] : [];
  const missing = [...exposed.also, ...words].filter((scope) => !key.scopes.includes(scope));
  return missing.length === 0 ? ok(null) : fail('forbidden', 'scope_missing', { scopes: missing });
};

const expose = (deps: ExposeDeps, exposed: Exposed, route: Route): Route => ({
  ...route,
  ...(exposed.key.includes(':externalId') && { params: apiCustomerParams }),
  key: exposed.key,
  summary:
    exposed.also.length === 0
      ? route.summary
      : `${route.summary} (with ${exposed.also.join(', ')} besides)`,
  tag: tagOf(exposed.key),
  handle: async (input) => {
    const asked = input as Asked;
    const { principal, params } = asked;
    const key = keyOf(principal);
    const may = await mayMore(deps, key, exposed, asked);
    if (!may.ok) return may;
    if (!exposed.key.startsWith('GET ')) await noteAsked(deps, key, exposed, params);
    const who =
      exposed.as === 'staff'
        ? ok(asStaff(key, deps.exchangeName))
        : await asCustomer(deps, key, params);
    return who.ok ? route.handle({ ...asked, principal: who.value } as never) : who;
  },
});

/** Throws where a route that should be exposed is not there: the start fails then. */
export const exposeRoutes = (routes: readonly Route[], deps: ExposeDeps): readonly Route[] => {
  const known = new Map(routes.map((route) => [route.key, route]));
  return EXPOSED.map((exposed) => {
    const route = known.get(exposed.of);
    if (route === undefined)
      throw new Error(`${exposed.of} is to be exposed to keys and is not there`);
    return answerOnce(deps, expose(deps, exposed, route));
  });
};
