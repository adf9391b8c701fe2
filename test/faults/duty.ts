import { setTimeout as sleep } from 'node:timers/promises';
import { ask, NoAnswer } from '../load/request.ts';
import type { Talker } from './talker.ts';

interface ListReply {
  readonly rows: readonly {
    readonly conversation: {
      readonly id: string;
      readonly accepted: boolean;
      readonly lastMessageBy: string | null;
    };
  }[];
}

const mine = async (agent: Talker): Promise<ListReply['rows']> => {
  try {
    const reply = await ask<ListReply>({
      base: agent.way(),
      method: 'GET',
      path: '/api/desk/conversations?view=mine',
      as: agent.options.as,
      timeoutMs: 2_500,
    });
    return reply.status === 200 ? reply.body.rows : [];
  } catch (error) {
    if (error instanceof NoAnswer) return [];
    throw error;
  }
};

/** An agent on duty: takes up what the matcher offers, answers, and solves. */
export const onDuty = async (
  agent: Talker,
  going: () => boolean,
  stillTrying: () => boolean,
): Promise<void> => {
  while (going()) {
    await agent.change('PUT', '/api/desk/me/status', { status: 'available' });
    for (const { conversation } of await mine(agent)) {
      const path = `/api/desk/conversations/${conversation.id}`;
      agent.listener.follow(conversation.id);
      if (!conversation.accepted) await agent.change('POST', `${path}/accept`);
      if (conversation.lastMessageBy === 'customer') await agent.say(conversation.id, stillTrying);
      else await agent.change('PUT', `${path}/status`, { status: 'solved' });
      if (!stillTrying()) return;
    }
    await sleep(200);
  }
};
