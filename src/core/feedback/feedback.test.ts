import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideReview } from './decide-review.ts';
import { FAIR_COUNT, figuresOf, npsOf, wilson } from './figures.ts';
import { ratingKindOf } from './rating-kind.ts';
import { mayAskNps } from './sampling.ts';

const DAY = 86_400_000;
const NOW = 1_790_000_000_000;

test('a low score is looked into by whoever leads and has the fewest, never by the one who was rated', () => {
  const reviewers = [
    { agentId: 'a', open: 3 },
    { agentId: 'b', open: 1 },
    { agentId: 'c', open: 1 },
  ];
  const review = decideReview({ kind: 'csat', score: 2, ratedAgentId: 'b' }, reviewers, NOW);
  assert.deepEqual(review, { ownerId: 'c', dueAt: NOW + 3 * DAY });
  assert.equal(decideReview({ kind: 'csat', score: 3, ratedAgentId: null }, reviewers, NOW), null);
  const alone = [{ agentId: 'b', open: 0 }];
  assert.equal(decideReview({ kind: 'ces', score: 1, ratedAgentId: 'b' }, alone, NOW), null);
});

test('few ratings say nothing; many say no more than they can', () => {
  const tally = { count: FAIR_COUNT - 1, sum: 9, good: 9, bad: 0 };
  assert.equal(figuresOf(tally).mean, null);
  assert.equal(npsOf(tally), null);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.nat({ max: 500 }), (count, drawn) => {
      const good = Math.min(count, drawn);
      const [low, high] = wilson(good, count);
      assert.ok(low >= 0 && high <= 1);
      assert.ok(low <= good / count + 1e-9 && good / count - 1e-9 <= high);
    }),
  );
  assert.equal(npsOf({ count: 100, sum: 0, good: 60, bad: 20 }), 40);
});

test('one in ten is asked, not twice within a quarter, and only after something was solved', () => {
  const asked = Array.from({ length: 10_000 }, (_, i) =>
    mayAskNps({ id: `customer-${i}`, askedAt: null, solvedAt: NOW - DAY }, NOW),
  ).filter(Boolean).length;
  assert.ok(asked > 800 && asked < 1_200, String(asked));
  const id = Array.from({ length: 100 }, (_, i) => `customer-${i}`).find((each) =>
    mayAskNps({ id: each, askedAt: null, solvedAt: NOW }, NOW),
  );
  assert.ok(id !== undefined);
  assert.ok(!mayAskNps({ id, askedAt: NOW - 10 * DAY, solvedAt: NOW }, NOW));
  assert.ok(!mayAskNps({ id, askedAt: null, solvedAt: NOW - 20 * DAY }, NOW));
  assert.ok(!mayAskNps({ id, askedAt: null, solvedAt: null }, NOW));
});

test('who was served by the account itself is asked how easy it was', () => {
  assert.equal(ratingKindOf({ hadAgent: false, hadFinding: true }), 'ces');
  assert.equal(ratingKindOf({ hadAgent: true, hadFinding: true }), 'csat');
  assert.equal(ratingKindOf({ hadAgent: false, hadFinding: false }), 'csat');
});
