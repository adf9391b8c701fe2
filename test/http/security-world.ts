import assert from 'node:assert/strict';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { createExchangeFake, type ExchangeFake } from '../fakes/exchange-fake.ts';
import { ask } from './compose.ts';
import { addCustomer, type Product, withProduct } from './product.ts';

export const REASON = 'The customer asked us on the phone';
export const TEAM = 'support';

export interface World {
  readonly product: Product;
  readonly fake: ExchangeFake;
}

export const withWorld = (work: (world: World) => Promise<void>): Promise<void> => {
  const fake = createExchangeFake();
  return withProduct(
    async (product) => {
      await ensureTeams(product.database, [
        {
          teamId: TEAM,
          name: 'Support',
          overflowTeamId: null,
          categories: ['other', 'security', 'account', 'deposit'],
        },
      ]);
      await work({ product, fake });
    },
    { exchange: fake.exchange },
  );
};

/** A customer of the exchange with a request that the agent has in hand. */
export const caseFor = async (
  { product, fake }: World,
  cookie: string,
  externalId: string,
): Promise<{
  readonly session: string;
  readonly conversationId: string;
  readonly customerId: string;
}> => {
  fake.book.addUser(externalId);
  const customer = await addCustomer(product, externalId);
  const started = await ask(product.server, 'POST', '/api/conversations', {
    session: customer.session,
    body: {
      clientMessageId: `first-${externalId}`,
      text: 'Please have a look at my account',
      locale: 'en',
      category: 'security',
      withAssistant: false,
    },
  });
  assert.equal(started.status, 200, started.text);
  const conversationId: string = started.body.conversation.id;
  const claimed = await ask(
    product.server,
    'POST',
    `/api/desk/conversations/${conversationId}/claim`,
    { cookie },
  );
  assert.ok(claimed.status < 300, claimed.text);
  return { session: customer.session, conversationId, customerId: customer.id };
};
