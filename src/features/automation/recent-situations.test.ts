import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Situation } from '../../core/automation/situation.ts';
import type { ConversationId } from '../../core/ids.ts';
import { createRecentSituations } from './recent-situations.ts';

const id = (name: string) => name as ConversationId;
const situation = {} as Situation;

test('what is known of a later part of a log says nothing of how it stood before', () => {
  const recent = createRecentSituations();
  recent.keep(id('a'), { seq: 7, situation });
  assert.equal(recent.before(id('a'), 6), undefined);
  assert.equal(recent.before(id('a'), 7)?.seq, 7);
  assert.equal(recent.before(id('a'), 9)?.seq, 7);
});

test('those looked at longest ago are forgotten first', () => {
  const recent = createRecentSituations(2);
  for (const name of ['a', 'b', 'a', 'c']) recent.keep(id(name), { seq: 1, situation });
  assert.deepEqual(
    ['a', 'b', 'c'].filter((name) => recent.before(id(name), 1) !== undefined),
    ['a', 'c'],
  );
});
