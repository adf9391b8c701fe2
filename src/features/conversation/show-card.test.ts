import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer, conversationWorld, startedBy } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { type CardOf, card as cardSchema } from '../../contract/cards.ts';
import type { Database } from '../../ports/database.ts';
import { toCustomerRows } from './list-rows.ts';
import { readStretch } from './read-conversation.ts';
import { showCard, updateCard } from './show-card.ts';
import { findStates } from './store-list.ts';

const feeCard = (tier: string): CardOf<'fee_tier'> => ({
  kind: 'fee_tier',
  cardId: '7d3f0b5e-6c1c-4c5b-9f11-0a8f6a1c2d3e',
  subjectId: 'tier-subject-31337',
  asOf: 1_000,
  data: {
    tier,
    makerShare: '0.0008',
    takerShare: '0.001',
    volume: '52000.50',
    volumeAsset: 'EUR',
    volumeDays: 30,
    next: null,
  },
});

const bodiesOf = async (database: Database) =>
  (await sql<{ envelope: Uint8Array }>`SELECT envelope FROM bodies`.execute(database)).rows;

test('a card is shown once, changes in place, and a refetch gives what the events gave', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const { state } = await startedBy(deps, await addCustomer(database));
    const show = { conversationId: state.id, card: feeCard('T1'), agent: null, maySee: () => true };
    const first = await showCard(deps, show);
    assert.ok(first.ok && !first.value.duplicate);
    const again = await showCard(deps, show);
    assert.ok(again.ok && again.value.duplicate);
    const changed = await updateCard(deps, { conversationId: state.id, card: feeCard('T2') });
    assert.ok(changed.ok);
    const stretch = await readStretch(deps, state.id, { limit: 50 }, 'everyone', () => true);
    assert.ok(stretch.ok);
    const cards = stretch.value.events.filter(({ event }) => event.type.startsWith('card_'));
    assert.deepEqual(
      cards.map(({ event }) => event.type),
      ['card_shown', 'card_updated'],
    );
    for (const { body } of cards)
      assert.deepEqual(cardSchema.parse(JSON.parse(body?.text ?? '')), feeCard('T2'));
  }));

test('the data of a card is in no event, in no readable body and in no list', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const { state } = await startedBy(deps, await addCustomer(database));
    const card = feeCard('T1');
    await showCard(deps, { conversationId: state.id, card, agent: null, maySee: () => true });
    const events = await sql<{ data: unknown }>`SELECT data FROM events`.execute(database);
    assert.doesNotMatch(JSON.stringify(events.rows), /52000|31337/);
    for (const { envelope } of await bodiesOf(database))
      assert.doesNotMatch(Buffer.from(envelope).toString('latin1'), /52000|31337/);
    const rows = await toCustomerRows(deps, database, await findStates(database, [state.id]));
    assert.equal(rows[0]?.lastLine, 'Where is my deposit?');
  }));

test('an agent without the case shows nothing', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const { state } = await startedBy(deps, await addCustomer(database));
    const agent = { id: 'agent-1' as never, name: 'Ana', badge: 'M-1', leads: false };
    const shown = await showCard(deps, {
      conversationId: state.id,
      card: feeCard('T1'),
      agent,
      maySee: () => true,
    });
    assert.ok(!shown.ok && shown.failure.code === 'not_assigned');
    assert.equal((await bodiesOf(database)).length, 1);
  }));
