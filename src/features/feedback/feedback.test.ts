import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import {
  addCustomer,
  contentOf,
  conversationWorld,
  startedBy,
} from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { openTexts } from '../../adapters/texts-icu/icu-texts.ts';
import type { AgentId, CustomerId } from '../../core/ids.ts';
import { insertDueWork } from '../../platform/jobs/store.ts';
import type { Database } from '../../ports/database.ts';
import { sendAsAgent } from '../conversation/index.ts';
import { rateConversation } from '../conversation/rate-conversation.ts';
import { createFollowing } from '../following/index.ts';
import { concludeReview, tellReview } from './conclude-review.ts';
import type { FeedbackDeps } from './deps.ts';
import { showReviews } from './list-reviews.ts';
import { ownScores } from './show-figures.ts';
import { ratingFollower } from './take-rating.ts';

const texts = openTexts(join(import.meta.dirname, '../../../content/texts/server'));
const ANA = { id: 'ana' as AgentId, name: 'Ana', badge: 'M-7', leads: false };
const quiet = {
  debug() {},
  info() {},
  warn() {},
  error(fields: object) {
    throw new Error(JSON.stringify(fields));
  },
};

const depsOn = (database: Database): FeedbackDeps => ({
  ...conversationWorld(database),
  clock: { now: () => Date.now() },
  dueWork: { schedule: insertDueWork, wake: () => undefined },
  texts,
});

const addLead = async (database: Database): Promise<void> => {
  await sql`INSERT INTO staff_users (id, name, email) VALUES ('lead', 'Lea', 'lea@norvik.example')`.execute(
    database,
  );
  await sql`INSERT INTO agents (agent_id, public_name, badge, role, locale, capacity_units)
    VALUES ('lead', 'Lea', 'M-1', 'supervisor', 'en', 4)`.execute(database);
};

/** A request that Ana solved and its customer rated, as the follower heard of it. */
const rated = async (deps: FeedbackDeps, customerId: CustomerId, score: 1 | 5) => {
  const { state } = await startedBy(deps, customerId);
  const conversationId = state.id;
  await deps.committer.commit({
    conversationId,
    actor: { kind: 'agent', id: ANA.id },
    command: { type: 'claim', agent: ANA },
    maySee: () => true,
  });
  await sendAsAgent(deps, {
    ...{ agent: ANA, maySee: () => true, conversationId, kind: 'message', leaveAs: 'solved' },
    content: contentOf('Solved.'),
  });
  const comment = score === 1 ? 'I had to tell it three times' : '';
  const result = await rateConversation(deps, customerId, conversationId, {
    score,
    reasons: score === 1 ? ['slow'] : ['fast'],
    comment,
  });
  assert.ok(result.ok);
  const following = createFollowing({ ...deps, log: quiet });
  following.add(ratingFollower(deps));
  await following.start();
  await sql`UPDATE followers SET since = '2000-01-01'`.execute(deps.database);
  await following.start();
  await following.handler({ conversationId });
  await following.handler({ conversationId });
  return conversationId;
};

test('a low score is looked into, once, and its customer hears what became of it, once', () =>
  withTestDatabase(async (database) => {
    const deps = depsOn(database);
    await addLead(database);
    const id = await rated(deps, await addCustomer(database), 1);
    const [review, ...more] = await showReviews(deps, 'lead' as AgentId, 'open');
    assert.ok(review !== undefined && more.length === 0);
    assert.deepEqual(
      [review.score, review.ownerName, review.comment, review.kind],
      [1, 'Lea M-1', 'I had to tell it three times', 'csat'],
    );
    const given = {
      cause: 'our_mistake',
      answer: 'We have changed how cases are passed on.',
    } as const;
    const lead = 'lead' as AgentId;
    assert.ok((await concludeReview(deps, lead, review.id, given)).ok);
    const again = await concludeReview(deps, lead, review.id, given);
    assert.equal(again.ok ? '' : again.failure.code, 'review_concluded_already');
    await tellReview(deps, review.id);
    await tellReview(deps, review.id);
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM events
      WHERE conversation_id = ${id} AND type = 'notice_given'`.execute(database);
    assert.equal(Number(rows[0]?.n), 1);
    const [done] = await showReviews(deps, lead, 'concluded');
    assert.equal(done?.answer, given.answer);
    assert.notEqual(done?.toldAt, null);
    const read = await sql<{ n: number }>`SELECT count(*) AS n FROM access_events`.execute(
      database,
    );
    assert.ok(Number(read.rows[0]?.n) >= 2);
    const words =
      await sql`SELECT 1 FROM reviews WHERE answer_sealed::text LIKE '%passed%'`.execute(database);
    assert.equal(words.rows.length, 0);
  }));

test('an agent sees figures from ten ratings on, and a good score is nobody’s case', () =>
  withTestDatabase(async (database) => {
    const deps = depsOn(database);
    await addLead(database);
    for (let i = 0; i < 9; i += 1) await rated(deps, await addCustomer(database), 5);
    assert.equal((await ownScores(deps, ANA.id)).csat.mean, null);
    assert.deepEqual((await ownScores(deps, ANA.id)).reasons, []);
    await rated(deps, await addCustomer(database), 1);
    const scores = await ownScores(deps, ANA.id);
    assert.equal(scores.csat.count, 10);
    assert.equal(scores.csat.mean, 4.6);
    assert.equal((await showReviews(deps, 'lead' as AgentId, 'open')).length, 1);
  }));
