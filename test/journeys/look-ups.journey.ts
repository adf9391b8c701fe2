/** What stands on the messenger's home leads to a look at the account, in every language: the words are understood. */
import assert from 'node:assert/strict';
import type { CustomerConversationReply } from '../../src/contract/conversation.ts';
import type { AssistantReply } from '../../src/core/assistant/reply.ts';
import type { Tool } from '../../src/core/selfservice/vocabulary.ts';
import type { Category } from '../../src/core/vocabulary.ts';
import type { Customer } from './harness/people.ts';
import { say } from './harness/texts.ts';
import { until } from './harness/until.ts';
import { journey } from './harness/world.ts';

const LOOK_UPS: readonly (readonly [Category, Tool])[] = [
  ['deposit', 'deposit'],
  ['withdrawal', 'withdrawal'],
  ['account', 'restriction'],
  ['security', 'two_factor'],
];

const firstReplyTo = async (
  customer: Customer,
  conversationId: string,
): Promise<AssistantReply> => {
  let reply: AssistantReply | undefined;
  await until(async () => {
    const { events } = await customer.ask<CustomerConversationReply>(
      'GET',
      `/api/conversations/${conversationId}`,
    );
    const replied = events.find(({ event }) => event.type === 'assistant_replied')?.event;
    reply = replied?.reply as AssistantReply | undefined;
    return reply !== undefined;
  }, 'the assistant has answered');
  if (reply === undefined) throw new Error('it has not');
  return reply;
};

journey(
  'each look-up of home asks for consent to the right look, in eight languages',
  async (world) => {
    const wrong: string[] = [];
    for (const user of world.users) {
      const customer = await world.customer({
        userId: user.id,
        name: user.name,
        locale: user.locale,
      });
      for (const [category, tool] of LOOK_UPS) {
        const words = say('messenger', user.locale, `look_up.${category}`);
        const reply = await firstReplyTo(customer, await customer.askAssistant(words, user.locale));
        if (reply.kind !== 'consent' || reply.tool !== tool)
          wrong.push(`${user.locale} “${words}”: ${JSON.stringify(reply)}`);
      }
    }
    assert.deepEqual(wrong, []);
  },
);
