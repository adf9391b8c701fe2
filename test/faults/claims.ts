import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/core/routing/random.ts';
import { codeOf, type Talker } from './talker.ts';

/** What an agent was told when asking for a conversation. */
export interface ClaimAnswer {
  readonly conversationId: string;
  readonly agentId: string;
  readonly answer: 'won' | 'refused' | 'unknown';
  /** The place in the log at which it was won. */
  readonly seq: number;
}

interface ConversationReply {
  readonly conversation: { readonly lastSeq: number };
}

const FULL = new Set(['agent_full', 'agent_unavailable']);

/** Has several agents claim the same conversation at the same moment, lets the winner answer, and puts it back. */
export class Claims {
  readonly answers: ClaimAnswer[] = [];
  rounds = 0;
  readonly #agents: readonly Talker[];
  readonly #random: Random;

  constructor(agents: readonly Talker[], random: Random) {
    this.#agents = agents;
    this.#random = random;
  }

  async run(
    conversations: readonly string[],
    going: () => boolean,
    stillTrying: () => boolean,
  ): Promise<void> {
    while (going() && conversations.length > 0) {
      const id = conversations[Math.floor(this.#random() * conversations.length)] as string;
      const winner = await this.#claimTogether(id);
      if (winner !== undefined) await this.#work(winner, id, stillTrying);
      await sleep(30 + this.#random() * 120);
    }
  }

  async #claimTogether(id: string): Promise<Talker | undefined> {
    this.rounds += 1;
    const answers = await Promise.all(this.#agents.map((agent) => this.#claim(agent, id)));
    const index = answers.findIndex(({ answer }) => answer === 'won');
    return index < 0 ? undefined : this.#agents[index];
  }

  async #claim(agent: Talker, conversationId: string): Promise<ClaimAnswer> {
    const { senderId: agentId } = agent.options;
    const reply = await agent.change('POST', `/api/desk/conversations/${conversationId}/claim`);
    const won = reply?.status === 200;
    const known = reply !== undefined && reply.status < 500 && reply.status !== 401;
    const seq = won ? (reply.body as ConversationReply).conversation.lastSeq : 0;
    const claim: ClaimAnswer = {
      conversationId,
      agentId,
      answer: won ? 'won' : known ? 'refused' : 'unknown',
      seq,
    };
    this.answers.push(claim);
    if (won) agent.listener.follow(conversationId);
    else if (known && FULL.has(codeOf(reply)))
      await agent.change('PUT', '/api/desk/me/status', { status: 'on_break' });
    return claim;
  }

  /** Answers, then gives it back or solves it: the customer's next message opens it again. */
  async #work(agent: Talker, id: string, stillTrying: () => boolean): Promise<void> {
    await agent.say(id, stillTrying);
    const back = this.#random() < 0.6;
    const path = `/api/desk/conversations/${id}/${back ? 'release' : 'status'}`;
    const body = back ? undefined : { status: 'solved' };
    for (let attempt = 0; attempt < 5 && stillTrying(); attempt++) {
      const reply = await agent.change(back ? 'POST' : 'PUT', path, body);
      if (reply !== undefined && reply.status < 500) return;
      await sleep(200);
    }
  }
}
