/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServerFrame } from '../../../src/contract/live.ts';
import { CLOSE_CODES as DECLARED } from '../../../src/contract/live.ts';
import { CLOSE_CODES } from './close-codes.ts';
import { decideDelay, LONGEST_PAUSE_MS } from './decide-delay.ts';
import { createLiveClient, type LiveSocket, type LiveStatus } from './live-client.ts';

const ID = 'a3bb189e-8bf9-4c88-8c4d-0a4d8a1f2b11';

class FakeSocket implements LiveSocket {
  readyState = 0;
  onopen: LiveSocket['onopen'] = null;
  onmessage: LiveSocket['onmessage'] = null;
  onclose: LiveSocket['onclose'] = null;
  readonly said: { type: string; after?: number; session?: string }[] = [];
  closed = false;
  send(text: string): void {
    this.said.push(JSON.parse(text));
  }
  close(): void {
    this.closed = true;
    this.readyState = 3;
  }
  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  say(frame: ServerFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const setUp = () => {
  const sockets: FakeSocket[] = [];
  const due: { ms: number; run: () => void }[] = [];
  const statuses: LiveStatus[] = [];
  const frames: ServerFrame[] = [];
  let session = 's1';
  const live = createLiveClient({
    url: 'ws://support.test/api/live',
    session: () => session,
    onFrame: (frame) => frames.push(frame),
    onStatus: (status) => statuses.push(status),
    openSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    timers: {
      random: () => 1,
      after: (ms, run) => {
        const entry = { ms, run };
        due.push(entry);
        return () => {
          const place = due.indexOf(entry);
          if (place >= 0) due.splice(place, 1);
        };
      },
    },
  });
  const last = (): FakeSocket => {
    const socket = sockets.at(-1);
    assert.ok(socket);
    return socket;
  };
  const elapse = (): void => {
    const next = due.shift();
    assert.ok(next, 'nothing is due');
    next.run();
  };
  const welcome = (): void => {
    last().open();
    last().say({ type: 'welcome', heartbeatMs: 10_000, serverAt: 0 });
  };
  return {
    live,
    sockets,
    due,
    statuses,
    frames,
    last,
    elapse,
    welcome,
    setSession: (value: string) => {
      session = value;
    },
  };
};

test('says hello with the session and answers pings', () => {
  const { last, welcome, frames } = setUp();
  welcome();
  last().say({ type: 'ping' });
  assert.deepEqual(
    last().said.map(({ type }) => type),
    ['hello', 'pong'],
  );
  assert.equal(last().said[0]?.session, 's1');
  assert.deepEqual(
    frames.map(({ type }) => type),
    ['welcome'],
  );
});

test('follows again from what is known after the line was lost', () => {
  const { live, last, welcome, elapse, sockets } = setUp();
  let seq = 3;
  live.follow(ID, () => seq);
  welcome();
  assert.equal(last().said[1]?.after, 3);
  seq = 9;
  last().onclose?.({ code: 1006 });
  elapse();
  assert.equal(sockets.length, 2);
  welcome();
  assert.equal(last().said[1]?.after, 9);
});

test('silence for two heartbeats is a dead line', () => {
  const { due, welcome, elapse, statuses, sockets } = setUp();
  welcome();
  assert.equal(due.at(-1)?.ms, 20_000);
  elapse();
  assert.equal(statuses.at(-1), 'waiting');
  assert.equal(sockets[0]?.closed, true);
});

test('never stops trying, and never waits longer than the longest pause', () => {
  const { last, elapse, due, sockets } = setUp();
  for (let attempt = 0; attempt < 50; attempt += 1) {
    last().onclose?.({ code: 1006 });
    assert.ok((due[0]?.ms ?? Number.POSITIVE_INFINITY) <= LONGEST_PAUSE_MS);
    elapse();
  }
  assert.equal(sockets.length, 51);
});

test('does not knock without a session, and comes back with a new one', () => {
  const { live, last, due, statuses, setSession, welcome } = setUp();
  last().onclose?.({ code: CLOSE_CODES.unauthorized });
  assert.equal(statuses.at(-1), 'unauthorized');
  assert.equal(due.length, 0);
  setSession('s2');
  live.renew();
  welcome();
  assert.equal(last().said[0]?.session, 's2');
});

test('a frame is refused while the line is down, and nothing is sent after close', () => {
  const { live, welcome, last, due } = setUp();
  assert.equal(live.send({ type: 'typing', conversationId: ID }), false);
  welcome();
  assert.equal(live.send({ type: 'typing', conversationId: ID }), true);
  last().onclose?.({ code: 1006 });
  assert.equal(live.send({ type: 'typing', conversationId: ID }), false);
  live.close();
  assert.equal(due.length, 0);
});

test('the pause follows the reason', () => {
  assert.ok(decideDelay(0, CLOSE_CODES.goingAway, 1) <= 1_500);
  assert.ok(decideDelay(0, CLOSE_CODES.tooSlow, 0) >= 2_000);
  assert.ok(decideDelay(0, CLOSE_CODES.forbiddenOrigin, 0) >= LONGEST_PAUSE_MS);
  assert.ok(decideDelay(5, null, 1) > decideDelay(1, null, 1));
});

test('close codes are those of the contract', () => {
  assert.deepEqual(CLOSE_CODES, DECLARED);
});
