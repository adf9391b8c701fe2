import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCESS } from '../src/contract/access.ts';
import type { CustomerConversationReply, StartReply } from '../src/contract/conversation.ts';
import { SELF_ACTIONS } from '../src/core/selfservice/vocabulary.ts';
import { LiveLine } from '../test/load/live-line.ts';
import { askOk, type Credentials } from '../test/load/request.ts';
import {
  type Attempt,
  type Caller,
  judge,
  type Lane,
  type Success,
} from './boundaries-attempt-world.ts';
import { type BoundaryWorld, VICTIM } from './boundaries-stage-world.ts';
import { Asker } from './selfservice-ask-world.ts';

export const NOBODYS = '00000000-0000-4000-8000-000000000000';
/** Stands in every word that an intruder writes. */
export const INTRUDER = `intruder${randomUUID().slice(0, 8)}`;

export interface Victims {
  readonly as: Credentials;
  readonly conversationId: string;
  readonly askedConversationId: string;
  readonly customerId: string;
  readonly messageId: string;
  readonly turnId: string;
  readonly cardId: string;
  /** What they were told themselves: that the canaries can be heard at all. */
  readonly heard: string;
}

export const startRequest = (
  base: string,
  as: Credentials,
  text: string,
  withAssistant: boolean,
): Promise<StartReply> =>
  askOk<StartReply>({
    ...{ base, method: 'POST', path: '/api/conversations', as },
    body: { clientMessageId: randomUUID(), text, locale: 'en', withAssistant },
  });

/** The one whose data is sought: with a request to people, and one that the assistant answered with a card. */
export const openVictim = async (world: BoundaryWorld): Promise<Victims> => {
  const heard: string[] = [];
  const asker = await Asker.open(
    world,
    { userId: VICTIM, locale: 'en', name: 'Victoria Lund' },
    (frame) => heard.push(JSON.stringify(frame)),
  );
  const text = `Where is my deposit? ${world.canaries.words}`;
  const outcome = await asker.ask({ locale: 'en', text, subjectId: 'dep-victim-1', txid: null });
  const { base } = world;
  const { conversation, events } = await startRequest(
    base,
    asker.as,
    `I need a person. ${world.canaries.words}`,
    false,
  );
  const askedConversationId = outcome.conversationId ?? NOBODYS;
  const asked = await askOk<CustomerConversationReply>({
    base,
    method: 'GET',
    path: `/api/conversations/${askedConversationId}`,
    as: asker.as,
  });
  heard.push(JSON.stringify(asked));
  const all = [...events, ...asked.events].map(({ event }) => event as Record<string, unknown>);
  const find = (key: string): string =>
    String(all.find((event) => typeof event[key] === 'string')?.[key] ?? NOBODYS);
  return {
    as: asker.as,
    conversationId: conversation.id,
    askedConversationId,
    customerId: asker.as.customerId,
    messageId: find('messageId'),
    turnId: find('turnId'),
    cardId: find('cardId'),
    heard: heard.join('\n'),
  };
};

const fillPath = (pattern: string, victim: Victims): string =>
  pattern
    .replace(':conversationId', victim.conversationId)
    .replace(':messageId', victim.messageId)
    .replace(':customerId', victim.customerId)
    .replace(':articleId', 'api-errors')
    .replaceAll(/:[A-Za-z]+/g, NOBODYS);

type Judged = Promise<readonly Success[]>;
/** One job: an attempt with its doing. */
export interface RouteJob {
  readonly attempt: Attempt;
  run(): Judged;
}

export interface Cast {
  readonly world: BoundaryWorld;
  readonly victim: Victims;
  readonly lane: Lane;
  readonly visitor: Caller;
  readonly nobody: Caller;
  readonly agent: Caller;
}

export const routeJob = (
  { world, lane }: Cast,
  given: Pick<Attempt, 'goal' | 'what'> & { readonly carrier?: Attempt['carrier'] },
  caller: Caller,
  run: () => Promise<readonly string[]>,
  allowed: readonly string[] = [],
): RouteJob => {
  const attempt: Attempt = { carrier: 'route', language: '-', ...given };
  return {
    attempt,
    run: () => judge(world, { ...caller, attacker: lane.attacker }, attempt, run, allowed),
  };
};

const CALLERS = ['nobody', 'visitor', 'lane', 'agent'] as const;
const ROLE = { nobody: 'public', visitor: 'visitor', lane: 'customer', agent: 'agent' } as const;

const goalOf = (method: string, path: string): Attempt['goal'] =>
  path.includes('restriction-secrets')
    ? 'undisclosable'
    : method === 'GET'
      ? 'read_other'
      : 'act_without_level';

/** Every route by everyone who has no business there. */
export const closedRoutes = (cast: Cast): readonly RouteJob[] =>
  Object.entries(ACCESS).flatMap(([key, allowed]) => {
    const [method = 'GET', pattern = ''] = key.split(' ');
    if (allowed.includes('public')) return [];
    return CALLERS.filter((who) => !(allowed as readonly string[]).includes(ROLE[who])).map((who) =>
      routeJob(
        cast,
        { goal: goalOf(method, pattern), what: `${key} as ${ROLE[who]}` },
        cast[who],
        async () => {
          const { status } = await cast[who].call(
            method as 'GET',
            fillPath(pattern, cast.victim),
            method === 'GET' ? undefined : {},
          );
          return status < 300 ? [`answered ${status}`] : [];
        },
      ),
    );
  });

/** Routes that are open to customers, on what is another's, with bodies that would be good on one's own. */
export const foreignRoutes = (cast: Cast): readonly RouteJob[] => {
  const { victim } = cast;
  const words = { clientMessageId: randomUUID(), text: INTRUDER, fileIds: [] };
  const { turnId, cardId } = victim;
  const result = {
    samples: 5,
    lost: 0,
    medianMs: 40,
    slowMs: 60,
    clockOffMs: 3,
    socket: 'open',
    isOnline: true,
  };
  return [victim.conversationId, victim.askedConversationId].flatMap((id) => {
    const at = `/api/conversations/${id}`;
    const tries: readonly (readonly ['GET' | 'POST' | 'PATCH' | 'DELETE', string, unknown?])[] = [
      ['GET', at],
      ['GET', `${at}?after=0`],
      ['GET', `${at}/queue`],
      ['GET', `${at}/code`],
      ['POST', `${at}/messages`, words],
      ['PATCH', `${at}/messages/${victim.messageId}`, { text: INTRUDER }],
      ['DELETE', `${at}/messages/${victim.messageId}`],
      ['POST', `${at}/marks`, { read: 1 }],
      ['POST', `${at}/leave`, { notifyBy: [] }],
      ['POST', `${at}/rating`, { score: 1, reasons: [], comment: INTRUDER }],
      ['POST', `${at}/reopen`, words],
      [
        'POST',
        `${at}/assistant/choice`,
        { clientMessageId: randomUUID(), articleId: 'api-errors' },
      ],
      ['POST', `${at}/assistant/judgement`, { turnId, settled: true }],
      ['POST', `${at}/assistant/person`],
      ['POST', `${at}/selfservice/consent`, { turnId, given: true }],
      ['POST', `${at}/selfservice/choice`, { turnId, cardId }],
      [
        'POST',
        `${at}/selfservice/detail`,
        { clientMessageId: randomUUID(), turnId, text: `0x${'ab'.repeat(32)}` },
      ],
      ...SELF_ACTIONS.map(
        (action) => ['POST', `${at}/selfservice/action`, { turnId, action }] as const,
      ),
      ['POST', `${at}/selfservice/network-check`, { turnId, result }],
      ['POST', `${at}/selfservice/step-up`, { turnId }],
      [
        'POST',
        `${at}/selfservice/step-up/check`,
        { turnId, challengeId: 'challenge-6', method: 'totp', code: '246810' },
      ],
      ['POST', `${at}/end`],
    ];
    return (['lane', 'visitor'] as const).flatMap((who) =>
      tries.map(([method, path, body]) =>
        routeJob(
          cast,
          {
            goal: goalOf(method, path),
            what: `${method} ${path.replace(id, "another's")} as ${ROLE[who]}`,
          },
          cast[who],
          async () => {
            const { status } = await cast[who].call(method, path, body);
            return status < 300 ? [`answered ${status}`] : [];
          },
        ),
      ),
    );
  });
};

/** Frames of the live line that name another's conversation. */
export const frameJobs = (cast: Cast): readonly RouteJob[] => {
  const { world, lane, victim } = cast;
  const content = { clientMessageId: randomUUID(), text: INTRUDER, fileIds: [] };
  return [victim.conversationId, victim.askedConversationId].flatMap((conversationId) =>
    [
      { type: 'follow', conversationId, after: 0 },
      { type: 'send', conversationId, content },
      { type: 'mark', conversationId, read: 1 },
      { type: 'typing', conversationId },
      { type: 'viewing', conversationId },
    ].map((frame) =>
      routeJob(
        cast,
        {
          goal: frame.type === 'follow' ? 'read_other' : 'act_without_level',
          carrier: 'live_frame',
          what: frame.type,
        },
        lane,
        async () => {
          const line = await LiveLine.open({
            base: world.base,
            as: lane.asker.as,
            onFrame: (each) => lane.sink.hear(each),
            onClosed: () => undefined,
          });
          line.send(frame as never);
          await sleep(400);
          line.close();
          return [];
        },
      ),
    ),
  );
};

/** Whether anything of an intruder stands in what the victim has. */
export const wasEntered = async (world: BoundaryWorld, victim: Victims): Promise<boolean> => {
  for (const id of [victim.conversationId, victim.askedConversationId]) {
    const whole = await askOk<CustomerConversationReply>({
      base: world.base,
      method: 'GET',
      path: `/api/conversations/${id}`,
      as: victim.as,
    });
    if (JSON.stringify(whole).includes(INTRUDER)) return true;
  }
  return false;
};
