import { createWebhookHttp } from '../adapters/webhook-http/webhook-http.ts';
import type { StaffPrincipal } from '../contract/principal.ts';
import type { Route } from '../contract/route.ts';
import type { AgentId } from '../core/ids.ts';
import { ok } from '../core/outcome.ts';
import { createApiKeys, exposeRoutes, namesOfKeys } from '../features/apikeys/index.ts';
import { auditKeyOf, auditRoutes, createSealer } from '../features/audit/index.ts';
import { createBlockCheck } from '../features/blocking/index.ts';
import { type ConversationDeps, readWords, recordAccess } from '../features/conversation/index.ts';
import { exportRoutes } from '../features/exporting/index.ts';
import {
  ensureCustomer,
  findCustomer,
  findCustomerByExternalId,
} from '../features/identity/index.ts';
import { listImports } from '../features/importing/index.ts';
import { checkLease, dropLease, holdLease } from '../features/routing/index.ts';
import { listAdminMails, namesOfStaff } from '../features/staff/index.ts';
import { readPageOfView } from '../features/views/index.ts';
import { createWebhooks, sendsWords } from '../features/webhooks/index.ts';
import type { CareDeps, CarePart } from './care.ts';
import type { Infrastructure } from './infrastructure.ts';

const readPageOfConversations = async (
  views: Infrastructure & ConversationDeps,
  staff: StaffPrincipal,
  view: string,
  cursor: string | undefined,
  limit: number,
) => {
  const page = await readPageOfView(views, staff, {
    view,
    limit,
    ...(cursor !== undefined && { cursor }),
  });
  if (!page.ok) return page;
  const { rows, nextCursor: next } = page.value;
  return ok({ conversations: rows.map(({ conversation }) => conversation), next });
};

/** How other systems work with this one. */
export const createIntegration = (base: Infrastructure, conversation: ConversationDeps) => {
  const { config, database, clock } = base;
  const findCard = async (externalId: string) => {
    const known = await findCustomerByExternalId(database, externalId);
    const row = known && (await findCustomer(database, known.customerId));
    if (row === undefined) return undefined;
    const { customerId, tier, locale, timeZone, createdAt, lastOpenedAt: lastSeenAt } = row;
    return { customerId, tier, locale, timeZone, createdAt, lastSeenAt };
  };
  const apiKeys = createApiKeys({
    ...base,
    ...conversation,
    exchangeName: config.exchangeName,
    findCustomer: findCard,
    ensureCustomer: (externalId, locale) => ensureCustomer(base, externalId, locale),
    isBlocked: createBlockCheck(database, clock),
    pageOfView: (staff, view, cursor, limit) =>
      readPageOfConversations({ ...base, ...conversation }, staff, view, cursor, limit),
    listImports: () => listImports(database),
  });
  return {
    apiKeys,
    routes: apiKeys.routes,
    /** What keys may do of what the desk and customers may. */
    expose: (routes: readonly Route[]) =>
      exposeRoutes(routes, {
        database,
        hash: base.hash,
        ids: base.ids,
        exchangeName: config.exchangeName,
        findCustomer: findCard,
        webhookHasWords: (webhookId) => sendsWords(database, webhookId),
      }),
  };
};

/** What happens here, told to other systems. */
export const createWebhookParts = ({ base, conversation, dueWork }: CareDeps): CarePart => {
  const { config, database } = base;
  const webhooks = createWebhooks({
    ...base,
    dueWork,
    sender: createWebhookHttp({ internalHosts: config.http.webhookInternalHosts }),
    sealingKey: base.hash('webhook secrets'),
    exchangeName: config.exchangeName,
    adminMails: () => listAdminMails(database),
    openWords: async (connection, messageId, reader) => {
      const found = await readWords(conversation, connection, messageId);
      if (found === undefined) return undefined;
      await recordAccess(connection, {
        agentId: reader as AgentId,
        subjectKind: 'conversation',
        subjectId: messageId,
        customerId: found.customerId,
        reason: 'sent_by_webhook',
      });
      return found.text;
    },
  });
  return {
    routes: webhooks.routes,
    handlers: webhooks.handlers,
    followers: [webhooks.follower],
    start: async () => webhooks.lanes.start(),
    stop: webhooks.lanes.stop,
  };
};

/** Who did what: searched on the desk, and sealed against changes. */
export const createAuditParts = ({ base }: CareDeps): CarePart => {
  const { database, log, processId, config } = base;
  const sealer = createSealer({
    database,
    log,
    processId,
    key: auditKeyOf(config.secrets.hash),
    leases: { hold: holdLease, check: checkLease, drop: dropLease },
  });
  return {
    routes: auditRoutes({
      database,
      namesOf: async (ids) =>
        new Map([...(await namesOfStaff(database, ids)), ...(await namesOfKeys(database, ids))]),
    }),
    start: async () => sealer.start(),
    stop: sealer.stop,
  };
};

/** Files of conversations for those who lead. */
export const createExportParts = ({ base, conversation }: CareDeps): CarePart => {
  const views = { ...base, ...conversation };
  return {
    routes: exportRoutes({
      ...conversation,
      today: () => new Date(base.clock.now()).toISOString().slice(0, 10),
      pageOfView: (staff, view, cursor, limit) =>
        readPageOfConversations(views, staff, view, cursor ?? undefined, limit),
    }),
  };
};
