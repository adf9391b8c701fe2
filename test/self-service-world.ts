import { join } from 'node:path';
import { sql } from 'kysely';
import { systemIds } from '../src/adapters/system/ids.ts';
import { openTexts } from '../src/adapters/texts-icu/icu-texts.ts';
import { type Card, card as cardSchema } from '../src/contract/cards.ts';
import type { AssetNetwork, Deposit } from '../src/contract/exchange/transfers.ts';
import type { Conversation } from '../src/core/conversation/state.ts';
import type { ConversationId, CustomerId } from '../src/core/ids.ts';
import type { Locale } from '../src/core/vocabulary.ts';
import { createAssistant, triage } from '../src/features/assistant/index.ts';
import {
  findConversation,
  readStretch,
  readTalk,
  recordAccess,
  sendAsCustomer,
  startConversation,
} from '../src/features/conversation/index.ts';
import { spendReveal } from '../src/features/security/index.ts';
import { createSelfService, type SelfServiceDeps } from '../src/features/selfservice/index.ts';
import { revealsADay } from '../src/features/staff/index.ts';
import { insertDueWork } from '../src/platform/jobs/store.ts';
import { createMetrics } from '../src/platform/metrics/create-metrics.ts';
import type { Chain } from '../src/ports/chain.ts';
import type { Database } from '../src/ports/database.ts';
import type { Exchange, ExchangeUserId } from '../src/ports/exchange.ts';
import type { Knowledge } from '../src/ports/knowledge.ts';
import type { Log } from '../src/ports/log.ts';
import type { Understanding } from '../src/ports/understanding.ts';
import { contentOf, conversationWorld } from './conversation-world.ts';
import { fakeChain } from './fakes/chain.ts';
import { createBook } from './fakes/exchange-book.ts';
import { createExchangeFake } from './fakes/exchange-fake.ts';

const TEXTS = openTexts(join(import.meta.dirname, '../content/texts/server'));
const quiet = (): void => undefined;
const LOG = { debug: quiet, info: quiet, warn: quiet, error: quiet, fatal: quiet };

/** What the fake exchange says of Ether on the fake chain. */
export const ETHER: AssetNetwork = {
  asset: 'ETH',
  network: 'Ethereum',
  family: 'evm',
  chain: 'fake',
  contract: null,
  decimals: 18,
  needsMemo: false,
  depositMinimum: '0.002',
  withdrawalFee: '0.0012',
  withdrawalMinimum: '0.005',
  confirmationsNeeded: 12,
  depositsOpen: true,
  withdrawalsOpen: true,
  opensAt: null,
  recovery: {
    covers: ['missing_memo', 'wrong_network'],
    fee: '0.004',
    feeAsset: 'ETH',
    minimum: '0.05',
    workingDays: 5,
  },
};

/** A deposit of Ether that the exchange has seen. */
export const depositOf = (given: Partial<Deposit>): Deposit => ({
  depositId: 'dep-1',
  asset: 'ETH',
  network: 'Ethereum',
  amount: '1.25',
  txid: null,
  outputIndex: null,
  address: '0x00000000000000000000000000000000000000aa',
  memo: null,
  state: 'confirming',
  confirmations: 0,
  confirmationsNeeded: 12,
  seenAt: Date.now() - 5 * 60_000,
  creditedAt: null,
  restrictionId: null,
  recovery: null,
  ...given,
});

const NO_ARTICLES: Knowledge = {
  find: () => [],
  article: () => undefined,
  passage: () => undefined,
};

export interface Said {
  readonly seq: number;
  readonly kind: string;
  readonly reply: Record<string, unknown> & { readonly kind: string };
  readonly turnId: string;
  readonly text: string;
}

const addUser = async (database: Database, userId: string | null, locale: Locale) => {
  const id = systemIds.uuid() as CustomerId;
  const kind = userId === null ? 'visitor' : 'customer';
  await sql`INSERT INTO customers (customer_id, kind, external_id, tier, locale)
    VALUES (${id}, ${kind}, ${userId}, 'standard', ${locale})`.execute(database);
  return id;
};

/**
 * The assistant with its tools on a test database: everything real but the exchange, the chain and, unless they are
 * given, the understanding and the articles.
 */
export const selfServiceWorld = (
  database: Database,
  parts: {
    readonly understanding: Understanding;
    readonly knowledge?: Knowledge;
    /** Real ones instead of the fakes. */
    readonly real?: {
      readonly exchange: Exchange;
      readonly chains: ReadonlyMap<string, Chain>;
    };
  },
) => {
  const world = conversationWorld(database);
  const book = createBook();
  const fake = createExchangeFake(book);
  const chain = fakeChain();
  const clock = { now: () => Date.now() + clockAhead };
  let clockAhead = 0;
  const users = new Map<CustomerId, ExchangeUserId | null>();
  const deps: SelfServiceDeps = {
    ...world,
    exchange: parts.real?.exchange ?? fake.exchange,
    hasExchange: true,
    chains: parts.real?.chains ?? new Map([['fake', chain.chain]]),
    texts: TEXTS,
    clock,
    dueWork: { schedule: insertDueWork, wake: () => undefined },
    log: LOG as unknown as Log,
    metrics: createMetrics({ processMetrics: false }),
    spendReveal: (opened) => spendReveal({ database, clock, recordAccess, revealsADay }, opened),
    holderOf: async (customerId) => ({ userId: users.get(customerId) ?? null, timeZone: null }),
  };
  const selfService = createSelfService(deps);
  const assistant = createAssistant({
    ...deps,
    knowledge: parts.knowledge ?? NO_ARTICLES,
    understanding: parts.understanding,
    selfService,
    localesOnDuty: async () => ['en'],
  });
  book.set('assets', {}, [ETHER]);

  const addCustomer = async (userId: string | null, locale: Locale = 'en') => {
    const customerId = await addUser(database, userId, locale);
    users.set(customerId, userId as ExchangeUserId | null);
    if (userId !== null) book.addUser(userId);
    return customerId;
  };
  const stateOf = async (id: ConversationId): Promise<Conversation> => {
    const state = await findConversation(database, id);
    if (state === undefined) throw new Error('no such conversation');
    return state;
  };
  const talkOf = (id: ConversationId) => readTalk(deps, id, 60);
  const start = async (customerId: CustomerId, text: string, locale: Locale = 'en') => {
    const starter = { customerId, tier: 'standard' as const };
    const kind = users.get(customerId) == null ? ('visitor' as const) : ('customer' as const);
    const asked = {
      ...world,
      triage: (given: Parameters<typeof triage>[1]) =>
        triage({ understanding: parts.understanding, log: LOG as unknown as Log }, given),
    };
    const started = await startConversation(
      asked,
      { ...starter, kind },
      { ...contentOf(text), locale },
    );
    if (!started.ok) throw new Error(started.failure.code);
    await assistant.takeTurn(started.value.state.id, 2);
    return started.value.state.id;
  };
  const say = async (customerId: CustomerId, id: ConversationId, text: string) => {
    const sent = await sendAsCustomer(world, customerId, id, contentOf(text));
    if (!sent.ok) throw new Error(sent.failure.code);
    await assistant.takeTurn(id, sent.value.state.lastCustomerSeq);
  };
  /** Calls a route as this customer, and lets the assistant answer what came of it. */
  const call = async (customerId: CustomerId, id: ConversationId, name: string, body: unknown) => {
    const route = selfService.routes.find(({ key }) => key.endsWith(`/selfservice/${name}`));
    if (route?.body === undefined) throw new Error(`no route ${name}`);
    const kind = users.get(customerId) == null ? 'visitor' : 'customer';
    const outcome = await route.handle({
      principal: {
        kind,
        customerId,
        sessionId: 's',
        tier: 'standard',
        locale: 'en',
        assurance: kind === 'visitor' ? 'channel' : 'session',
        blocked: false,
      },
      params: { conversationId: id },
      query: undefined,
      body: route.body.parse(body),
      request: {},
    } as never);
    const talk = await talkOf(id);
    const tapped = talk.findLast(({ logged }) => logged.event.type === 'step_taken');
    if (
      outcome.ok &&
      tapped !== undefined &&
      tapped ===
        talk.findLast(
          ({ logged }) =>
            logged.event.type === 'step_taken' || logged.event.type === 'assistant_replied',
        )
    )
      await assistant.takeTurn(id, tapped.logged.seq);
    return outcome;
  };
  const repliesOf = async (id: ConversationId): Promise<readonly Said[]> =>
    (await talkOf(id)).flatMap(({ logged, text }) =>
      logged.event.type === 'assistant_replied'
        ? [
            {
              seq: logged.seq,
              kind: logged.event.reply.kind,
              reply: { ...logged.event.reply },
              turnId: logged.event.turnId,
              text,
            },
          ]
        : [],
    );
  /** What staff read first when it was handed over. */
  const summaryOf = async (id: ConversationId): Promise<string> => {
    const stretch = await readStretch(deps, id, { limit: 100 }, 'staff', () => true);
    const handed = stretch.ok
      ? stretch.value.events.find(({ event }) => event.type === 'conversation_handed_over')
      : undefined;
    return handed?.body?.text ?? '';
  };
  const lastReply = async (id: ConversationId): Promise<Said> => {
    const said = (await repliesOf(id)).at(-1);
    if (said === undefined) throw new Error('the assistant said nothing');
    return said;
  };
  /** Cards as they are now. */
  const cardsOf = async (id: ConversationId): Promise<readonly Card[]> =>
    (await talkOf(id)).flatMap(({ logged, text }) =>
      logged.event.type === 'card_shown' ? [cardSchema.parse(JSON.parse(text))] : [],
    );
  const agree = async (customerId: CustomerId, id: ConversationId) =>
    call(customerId, id, 'consent', { turnId: (await lastReply(id)).turnId, given: true });
  /** All that is watched is looked at now. */
  const recheck = async (): Promise<void> => {
    const { rows } = await sql<{ card_id: string }>`SELECT card_id FROM followed_cards`.execute(
      database,
    );
    for (const { card_id } of rows)
      await selfService.handlers.get('selfservice_check')?.({ cardId: card_id });
  };
  return {
    deps,
    selfService,
    assistant,
    book,
    fake,
    chain,
    addCustomer,
    start,
    say,
    call,
    agree,
    stateOf,
    talkOf,
    repliesOf,
    lastReply,
    summaryOf,
    cardsOf,
    recheck,
    /** The clock that cards and proofs go by. */
    pass: (ms: number): void => {
      clockAhead += ms;
    },
  };
};

export type SelfServiceWorld = ReturnType<typeof selfServiceWorld>;
