import assert from 'node:assert/strict';
import { join } from 'node:path';
import { systemClock } from '../src/adapters/system/clock.ts';
import { openTexts } from '../src/adapters/texts-icu/icu-texts.ts';
import type { OpenIncident } from '../src/contract/incidents.ts';
import type { AgentId, ConversationId, CustomerId, IncidentId } from '../src/core/ids.ts';
import { type Category, LOCALES, type Locale } from '../src/core/vocabulary.ts';
import {
  findConversation,
  readTalk,
  startConversation,
} from '../src/features/conversation/index.ts';
import { CurrentStatus } from '../src/features/incidents/current-status.ts';
import type { IncidentsDeps } from '../src/features/incidents/deps.ts';
import { openIncident, tellIncident } from '../src/features/incidents/publish.ts';
import { insertDueWork } from '../src/platform/jobs/store.ts';
import { createMemoryLimits } from '../src/platform/limits/memory-limits.ts';
import type { Database } from '../src/ports/database.ts';
import type { OutgoingMail } from '../src/ports/mail.ts';
import { addCustomer, contentOf, conversationWorld } from './conversation-world.ts';
import { fakePush } from './fakes/push.ts';

const texts = openTexts(join(import.meta.dirname, '../content/texts/server'));
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
export const LEAD = { agentId: 'lead' as AgentId, role: 'supervisor', teamIds: [] } as const;

/** Incidents on a test database: everything real but mail, push and the key wrapper. */
export const worldOn = (database: Database) => {
  const mails: OutgoingMail[] = [];
  const push = fakePush();
  const deps: IncidentsDeps = {
    ...conversationWorld(database),
    dueWork: { schedule: insertDueWork, wake: () => undefined },
    clock: systemClock,
    texts,
    log: quiet,
    mail: { send: async (mail) => void mails.push(mail) },
    push,
    limits: createMemoryLimits(systemClock),
    hash: (text) => Buffer.from(`hashed ${text}`),
    exchangeName: 'Norvik',
    publicOrigin: 'https://support.norvik.example',
  };
  return { deps, mails, push, current: new CurrentStatus(deps) };
};
export type World = ReturnType<typeof worldOn>;

/** A new request. */
export const asked = async (
  { deps }: World,
  locale: Locale = 'en',
  category: Category = 'withdrawal',
): Promise<{ id: ConversationId; customerId: CustomerId }> => {
  const customerId = await addCustomer(deps.database);
  const starter = { customerId, kind: 'customer', tier: 'standard' } as const;
  const full = conversationWorld(deps.database);
  const started = await startConversation({ ...full, ...deps }, starter, {
    ...contentOf('Where is it?'),
    category,
    locale,
  });
  assert.ok(started.ok);
  return { id: started.value.state.id, customerId };
};

export const inAll = (words: string) =>
  Object.fromEntries(LOCALES.map((locale) => [locale, `${words} ${locale}`]));

export const INPUT: OpenIncident = {
  kind: 'withdrawals',
  impact: 'partial',
  categories: ['withdrawal'],
  entities: [],
  componentIds: [],
  titles: inAll('Title'),
  texts: inAll('Looking'),
  writtenIn: 'en',
  isPublic: true,
  hasBanner: true,
  greetsNew: true,
  expectedAt: null,
  suggestionId: null,
};

export const opened = async (
  world: World,
  input: Partial<OpenIncident> = {},
): Promise<IncidentId> => {
  const outcome = await openIncident(world.deps, LEAD.agentId, { ...INPUT, ...input });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  await world.current.read();
  return outcome.value.incidentId;
};

export const tell = async (
  { deps }: World,
  incidentId: IncidentId,
  stage: 'found' | 'resolved',
  words: OpenIncident['texts'] = inAll('Now'),
): Promise<string> => {
  const updateId = deps.ids.uuid();
  const input = { updateId, stage, texts: words, writtenIn: 'en', expectedAt: null } as const;
  assert.ok((await tellIncident(deps, LEAD.agentId, incidentId, input)).ok);
  return updateId;
};

export const noticesOf = async ({ deps }: World, id: ConversationId): Promise<readonly string[]> =>
  (await readTalk(deps, id, 100))
    .filter(({ logged }) => logged.event.type === 'notice_given')
    .map(({ text }) => text);

export const stateOf = async ({ deps }: World, id: ConversationId) => {
  const state = await findConversation(deps.database, id);
  assert.ok(state !== undefined);
  return state;
};
