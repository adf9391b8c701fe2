import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { started, stateOf } from '../../../test/models/conversation-model.ts';
import { steps } from '../../../test/models/conversation-steps.ts';
import type { ConversationEvent, LoggedEvent } from '../conversation/event.ts';
import { stationsOf } from './request-steps.ts';

const entry = (event: object, at: number): LoggedEvent =>
  ({
    conversationId: 'c',
    seq: at,
    previousPublicSeq: 0,
    at,
    actor: { kind: 'system' },
    audience: 'everyone',
    event: event as ConversationEvent,
  }) as LoggedEvent;

const ANA = { id: 'a', name: 'Ana', badge: 'M-1' };

test('a request through a department is told station by station', () => {
  const told = stationsOf([
    entry({ type: 'conversation_started' }, 1),
    entry({ type: 'message_sent' }, 2),
    entry({ type: 'conversation_queued', reason: 'started' }, 3),
    entry(
      {
        type: 'promise_made',
        promise: { step: 'first_answer', owner: { kind: 'team', teamId: 't' }, dueAt: 90 },
        because: 'started',
        was: null,
      },
      4,
    ),
    entry({ type: 'assignment_accepted', agent: ANA }, 5),
    entry({ type: 'task_opened', taskId: 't1', departmentId: 'risk-control', expectedAt: 60 }, 6),
    entry({ type: 'task_rescheduled', taskId: 't1', expectedAt: 70 }, 7),
    entry({ type: 'task_ended', taskId: 't1', outcome: 'done' }, 8),
    entry({ type: 'status_changed', from: 'open', to: 'solved' }, 9),
  ]);
  assert.deepEqual(
    told.map(({ what }) => what.kind),
    ['received', 'waiting', 'agent', 'department', 'solved'],
  );
  assert.equal(told[0]?.messages, 1);
  assert.equal(told[1]?.promises[0]?.dueAt, 90);
  const department = told[3]?.what;
  assert.ok(department?.kind === 'department');
  assert.deepEqual(
    [department.expectedAt, department.endedAt, department.outcome],
    [70, 8, 'done'],
  );
});

test('whatever happens, every request begins with its receipt, in order, and shows nothing of staff', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (list, engages) => {
      const world = started(engages);
      for (const step of list) world.take(step);
      const told = stationsOf(world.log);
      assert.equal(told[0]?.what.kind, 'received');
      for (let i = 1; i < told.length; i += 1)
        assert.ok((told[i]?.at ?? 0) >= (told[i - 1]?.at ?? 0));
      const open = told.filter(
        ({ what }) => what.kind === 'department' && what.endedAt === null,
      ).length;
      assert.equal(open, stateOf(world).case.tasks.length);
      assert.deepEqual(
        told,
        stationsOf(world.log.filter(({ audience }) => audience === 'everyone')),
      );
    }),
    { numRuns: 150 },
  );
});
