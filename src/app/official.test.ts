import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCustomer } from '../../test/conversation-world.ts';
import { withTestDatabase } from '../../test/database.ts';
import { noExchange } from '../adapters/exchange-none/no-exchange.ts';
import type { Asked, Exchange } from '../ports/exchange.ts';
import { antiPhishingCodeOf } from './official.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };

/** An exchange that answers for one user. */
const exchangeSaying = (answer: Asked<string | null>, asked: string[] = []): Exchange => ({
  ...noExchange,
  reads: {
    ...noExchange.reads,
    antiPhishingCode: async (userId) => {
      asked.push(userId);
      return answer;
    },
  },
});

test('the word of a mail is that of the customer it goes to, asked of the exchange', () =>
  withTestDatabase(async (database) => {
    const customerId = await addCustomer(database);
    const vault = { open: async () => new Uint8Array() } as never;
    const codeWith = (exchange: Exchange | null): Promise<string | null> =>
      antiPhishingCodeOf({ database, vault, log, exchange })(customerId);
    const asked: string[] = [];
    const known = exchangeSaying({ ok: true, value: 'quiet harbour', asOf: 1 }, asked);
    assert.equal(await codeWith(known), 'quiet harbour');
    assert.deepEqual(asked, [customerId]);
    assert.equal(await codeWith(exchangeSaying({ ok: true, value: null, asOf: 1 })), null);
    assert.equal(await codeWith(null), null);
    const foreign = exchangeSaying({ ok: false, failure: { kind: 'foreign' } });
    assert.equal(await codeWith(foreign), null);
    const away = exchangeSaying({ ok: false, failure: { kind: 'unreachable' } });
    await assert.rejects(codeWith(away), /no answer/);
  }));
