import { randomUUID } from 'node:crypto';
import type { StartReply } from '../../src/contract/conversation.ts';
import type { ServerFrame } from '../../src/contract/live.ts';
import { LiveLine } from './live-line.ts';
import { openCustomer, type SignedInCustomer } from './people.ts';
import { ask, askOk, type Credentials } from './request.ts';
import type { Stage } from './stage.ts';

/** One side of a conversation: who it is and the line on which it hears and speaks. */
export interface Side {
  readonly kind: 'customer' | 'agent';
  readonly as: Credentials;
  readonly conversationId: string;
  line: LiveLine;
}

export interface Pair {
  readonly conversationId: string;
  readonly customer: Side;
  readonly agent: Side;
}

export interface PairHandlers {
  /** Every frame of a side's line that is not part of keeping it alive. */
  readonly onFrame: (conversationId: string, kind: Side['kind'], frame: ServerFrame) => void;
  readonly onClosed: (kind: Side['kind'], code: number) => void;
}

export const startRequest = async (
  base: string,
  customer: SignedInCustomer,
  text: string,
): Promise<string> => {
  const { conversation } = await askOk<StartReply>({
    base,
    method: 'POST',
    path: '/api/conversations',
    as: customer,
    body: {
      clientMessageId: randomUUID(),
      text,
      category: 'withdrawal',
      locale: 'en',
      withAssistant: false,
    },
  });
  return conversation.id;
};

/** Takes it, or takes up the offer that the matcher has made meanwhile. Returns whose it is. */
const takeUp = async (
  base: string,
  conversationId: string,
  agents: readonly (Credentials & { readonly name: string })[],
  first: number,
): Promise<Credentials> => {
  let index = first;
  for (let attempt = 0; attempt < 5; attempt++) {
    const agent = agents[index] as Credentials & { readonly name: string };
    const path = `/api/desk/conversations/${conversationId}/claim`;
    const reply = await ask<{ error?: { code: string; details?: { agent?: string } } }>({
      base,
      method: 'POST',
      path,
      as: agent,
      body: {},
    });
    if (reply.status === 200) return agent;
    const owner = agents.findIndex(({ name }) => name === reply.body.error?.details?.agent);
    if (reply.body.error?.code !== 'already_assigned' || owner < 0) {
      throw new Error(`claim: ${reply.status} ${JSON.stringify(reply.body)}`);
    }
    index = owner;
  }
  throw new Error(`nobody could take up ${conversationId}`);
};

const openSide = async (
  base: string,
  kind: Side['kind'],
  as: Credentials,
  conversationId: string,
  handlers: PairHandlers,
): Promise<Side> => {
  const line = await LiveLine.open({
    base,
    as,
    onFrame: (frame) => handlers.onFrame(conversationId, kind, frame),
    onClosed: (code) => handlers.onClosed(kind, code),
  });
  line.send({ type: 'follow', conversationId, after: 0 });
  return { kind, as, conversationId, line };
};

/** Conversations with an agent, both sides connected and following. */
export const openPairs = async (
  stage: Stage,
  count: number,
  handlers: PairHandlers,
): Promise<readonly Pair[]> => {
  const base = stage.servers[0]?.base ?? '';
  const agents = await Promise.all(
    stage.accounts.map(async (account) => {
      const as = await stage.signIn(account);
      const body = { status: 'available' };
      await askOk({ base, method: 'PUT', path: '/api/desk/me/status', as, body });
      return { ...as, name: account.name };
    }),
  );
  const pairs: Pair[] = [];
  for (let index = 0; index < count; index++) {
    const customer = await openCustomer(base, stage.installation.exchange, {
      userId: `load-${index}`,
    });
    const conversationId = await startRequest(
      base,
      customer,
      'My withdrawal has been pending since yesterday.',
    );
    const agent = await takeUp(base, conversationId, agents, index % agents.length);
    pairs.push({
      conversationId,
      customer: await openSide(base, 'customer', customer, conversationId, handlers),
      agent: await openSide(base, 'agent', agent, conversationId, handlers),
    });
  }
  return pairs;
};
