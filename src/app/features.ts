import { createIsBusy } from '../adapters/system/event-loop.ts';
import type { Route } from '../contract/route.ts';
import type { ConversationId } from '../core/ids.ts';
import { DEFAULT_ROUTING_POLICY } from '../core/routing/policy.ts';
import { type Assistant, createAssistant, triage } from '../features/assistant/index.ts';
import { type Blocking, createBlockCheck, createBlocking } from '../features/blocking/index.ts';
import { cannedRoutes } from '../features/canned/index.ts';
import {
  type ConversationDeps,
  changeByTime,
  createCommitter,
  customerRoutes,
  customerSeenBy,
  databaseNow,
  deskRoutes,
  isPublicMessage,
  recordAccess,
  straightToPeople,
} from '../features/conversation/index.ts';
import { createNames, customersRoutes } from '../features/customers/index.ts';
import { createExchangeEvents, type ExchangeEventHandler } from '../features/exchange/index.ts';
import {
  attachFiles,
  discardFiles,
  type FilesDeps,
  fileJobs,
  fileRoutes,
  listAttachments,
} from '../features/files/index.ts';
import { createIdentity } from '../features/identity/index.ts';
import type { Incidents } from '../features/incidents/index.ts';
import { holdsLastingSecret } from '../features/intake/index.ts';
import type { Official } from '../features/official/index.ts';
import { createRouting, localesOnDuty } from '../features/routing/index.ts';
import { createKeepNames } from '../features/search/index.ts';
import type { SelfService } from '../features/selfservice/index.ts';
import { createStaffSlice, teamOfCategory } from '../features/staff/index.ts';
import { SurgeSwitch, triageInSurge } from '../features/surge/index.ts';
import { fileSeenInTask } from '../features/tasks/index.ts';
import { createDueWork } from '../platform/jobs/run-due-work.ts';
import type { DueHandler } from '../ports/due-work.ts';
import type { Understanding } from '../ports/understanding.ts';
import { createAssistantParts } from './assistant.ts';
import { conversationHooks } from './belonging.ts';
import { createCare } from './care.ts';
import type { Infrastructure } from './infrastructure.ts';
import { createIntegration } from './integration.ts';
import { createOfficialParts } from './official.ts';
import { createSecurity } from './security.ts';
import { createSelfServiceParts } from './self-service.ts';
import { createTracing } from './tracing.ts';

type Handlers = Map<string, DueHandler>;

/** New visitors a minute from one address. */
const VISITORS_PER_MINUTE = 20;

const createIdentities = (base: Infrastructure) => {
  const { config, database, clock } = base;
  const identity = createIdentity({
    ...base,
    audience: config.identity.audience,
    keys: { kind: 'keys', jwks: { keys: [...config.identity.keys.keys] } },
    sessionKey: config.secrets.session,
    isBlocked: createBlockCheck(database, clock),
    onProfile: createKeepNames(base.hash),
    visitorsPerMinute: Math.round(VISITORS_PER_MINUTE * config.http.floodScale),
  });
  const staff = createStaffSlice({
    ...base,
    publicOrigin: config.http.publicOrigin,
    secret: config.secrets.staff,
    secondFactorRequired: config.mode === 'production',
    floodScale: config.http.floodScale,
  });
  return { identity, staff };
};

const createFiles = (base: Infrastructure, dueWork: FilesDeps['dueWork']): FilesDeps => ({
  ...base,
  dueWork,
  redact: (text) => base.guard.redact(text).text,
  holdsSecret: holdsLastingSecret(base.guard),
  customerSeenBy: async (staff, ...where) =>
    (await customerSeenBy(base.database, staff, ...where)) ??
    (await fileSeenInTask(base.database, staff, ...where)),
  isPublicMessage: (messageId) => isPublicMessage(base.database, messageId),
  recordAccess,
  onChecked: ({ fileId, conversationId }) =>
    base.bus.publish({ kind: 'file_checked', fileId, conversationId }),
});

const createConversation = (
  base: Infrastructure,
  handlers: Handlers,
  understanding: Understanding,
  official: Official,
) => {
  const dueWork = createDueWork({ ...base, handlers, isBusy: createIsBusy() });
  const committer = createCommitter({ ...base, dueWork });
  const files = createFiles(base, dueWork);
  const surge = new SurgeSwitch(base);
  const hasAssistant = base.config.assistant.enabled;
  const deps: ConversationDeps = {
    ...base,
    committer,
    files: {
      attach: attachFiles,
      list: (connection, messageIds) => listAttachments(files, connection, messageIds),
      discard: (trx, messageId) => discardFiles(files, trx, messageId),
    },
    takeIn: base.intake.takeIn,
    contactsOf: official.contactsOf,
    checkOwnWords: official.checkOwnWords,
    mayBePart: base.intake.mayBePart,
    takeTogether: base.intake.takeTogether,
    ...conversationHooks(base),
    teamOf: (category) => teamOfCategory(base.database, category),
    nameOf: createNames(base),
    triage: triageInSurge(
      surge,
      hasAssistant ? (asked) => triage({ understanding, log: base.log }, asked) : straightToPeople,
      hasAssistant,
    ),
  };
  return { dueWork, committer, files, deps, surge };
};

const idOf = (payload: Readonly<Record<string, unknown>>): ConversationId =>
  String(payload.conversationId) as ConversationId;

/** News of the exchange. Slices that want them set themselves into `subscribers` before the start. */
const createExchangeNews = (
  base: Infrastructure,
  handlers: Handlers,
  { dueWork }: ReturnType<typeof createConversation>,
) => {
  const subscribers = new Map<string, ExchangeEventHandler>();
  const news = createExchangeEvents({
    ...base,
    dueWork,
    webhookSecrets: base.config.exchange?.webhookSecrets ?? [],
    subscribers,
  });
  for (const [kind, handler] of news.handlers) handlers.set(kind, handler);
  return { news, subscribers };
};

/** Every kind of due work with what does it. */
const fillHandlers = (
  handlers: Handlers,
  { deps, files }: ReturnType<typeof createConversation>,
  assistant: Assistant,
  incidents: Pick<Incidents, 'greetFirst'>,
): void => {
  handlers.set('close_conversation', (payload) =>
    changeByTime(deps, idOf(payload), { type: 'close' }),
  );
  handlers.set('end_snooze', (payload) =>
    changeByTime(deps, idOf(payload), { type: 'end_snooze' }),
  );
  handlers.set('assistant_turn', async (payload) => {
    await incidents.greetFirst(idOf(payload));
    await assistant.takeTurn(idOf(payload), Number(payload.seq));
  });
  handlers.set('assistant_rest', (payload) => assistant.letRest(idOf(payload)));
  for (const [kind, handler] of fileJobs(files)) handlers.set(kind, handler);
};

const assistantOf = (
  base: Infrastructure,
  conversation: ReturnType<typeof createConversation>,
  { understanding, library }: ReturnType<typeof createAssistantParts>,
  selfService: SelfService,
): Assistant =>
  createAssistant({
    ...base,
    ...conversation.deps,
    selfService,
    understanding,
    knowledge: library.knowledge,
    localesOnDuty: (teamId) => localesOnDuty(base.database, teamId),
  });

/** What staff do for a case besides answering: locks and accounts, stolen funds. */
const createCaseWork = (
  base: Infrastructure,
  handlers: Handlers,
  { dueWork, deps }: ReturnType<typeof createConversation>,
  who: ReturnType<typeof createIdentities>,
) => {
  const security = createSecurity(base, { dueWork, conversation: deps, ...who });
  const tracing = createTracing(base, dueWork, deps);
  for (const [kind, handler] of [...security.handlers, ...tracing.handlers]) {
    handlers.set(kind, handler);
  }
  return { security, tracing };
};

/** What stands beside the conversation: files, saved texts, the customer, notification. */
const sideRoutes = (
  base: Infrastructure,
  conversation: ReturnType<typeof createConversation>,
  blocking: Blocking,
): readonly Route[] => [
  ...fileRoutes(conversation.files),
  ...cannedRoutes(base),
  ...blocking.routes,
  ...customersRoutes({ ...base, blockOf: blocking.readBlock }),
];

const blockingOf = (base: Infrastructure): Blocking =>
  createBlocking({ ...base, redact: (text) => base.guard.redact(text).text, recordAccess });

/** All slices, wired to what they stand on and to each other. */
export const createFeatures = (base: Infrastructure) => {
  const handlers: Handlers = new Map();
  const { identity, staff } = createIdentities(base);
  const parts = createAssistantParts(base);
  const { library, understanding } = parts;
  const official = createOfficialParts(base);
  const conversation = createConversation(base, handlers, understanding, official);
  const exchange = createExchangeNews(base, handlers, conversation);
  const care = createCare(
    {
      base,
      conversation: conversation.deps,
      dueWork: conversation.dueWork,
      files: conversation.files,
      surge: conversation.surge,
    },
    handlers,
  );
  const blocking = blockingOf(base);
  const routing = createRouting({
    ...base,
    committer: conversation.committer,
    policy: DEFAULT_ROUTING_POLICY,
  });
  const selfService = createSelfServiceParts(base, { ...conversation, ...exchange, handlers });
  const assistant = assistantOf(base, conversation, parts, selfService);
  fillHandlers(handlers, conversation, assistant, care.incidents);
  const { security, tracing } = createCaseWork(base, handlers, conversation, { identity, staff });
  const integration = createIntegration(base, conversation.deps);
  const { news } = exchange;
  const slices = [identity, staff, assistant, selfService, library, routing, official, tracing];
  const routes: readonly Route[] = [
    ...[...slices, security, care, news, integration].flatMap((slice) => slice.routes),
    ...customerRoutes(conversation.deps),
    ...deskRoutes(conversation.deps),
    ...sideRoutes(base, conversation, blocking),
  ];
  const answers = async (): Promise<boolean> => (await databaseNow(base.database)) > 0;
  return {
    identity,
    staff,
    conversation,
    care,
    routing,
    news,
    official,
    tracing,
    security,
    parts,
    integration,
    routes: [...routes, ...integration.expose(routes)],
    answers,
  };
};

export type Features = ReturnType<typeof createFeatures>;
