import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { addCustomer, conversationWorld, startedBy } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import { createWebhookHttp } from '../../adapters/webhook-http/webhook-http.ts';
import { EVENT_TYPES } from '../../core/webhooks/event-types.ts';
import { insertDueWork } from '../../platform/jobs/store.ts';
import { createFollowing } from '../following/index.ts';
import { createWebhook } from './change-subscriptions.ts';
import type { WebhookDeps } from './deps.ts';
import { createWebhooks } from './index.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

test('over a real line: a receiver on a host that is named gets all of many conversations, each in order', () =>
  withTestDatabase(async (database) => {
    const got: { readonly body: string; readonly headers: Record<string, string> }[] = [];
    const server = createServer((request, reply) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        got.push({ body, headers: request.headers as Record<string, string> });
        reply.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const world = conversationWorld(database);
    const deps: WebhookDeps = {
      database,
      clock: { now: Date.now },
      ids: systemIds,
      log: quiet,
      dueWork: { schedule: insertDueWork, wake: () => undefined },
      sender: createWebhookHttp({ internalHosts: [at] }),
      sealingKey: randomBytes(32),
      mail: { send: async () => undefined },
      texts: { say: () => '' },
      exchangeName: 'Norvik',
      adminMails: async () => [],
      openWords: async () => undefined,
    };
    const webhooks = createWebhooks(deps);
    const following = createFollowing({ database, dueWork: deps.dueWork, log: quiet });
    following.add(webhooks.follower);
    await following.start();
    const wish = { name: 'here', url: `http://${at}/in`, eventTypes: [], withWords: false };
    const made = await createWebhook(deps, 'admin', wish, EVENT_TYPES);
    assert.ok(made.ok);
    webhooks.lanes.start();
    const customerId = await addCustomer(database);
    for (let i = 0; i < 20; i++) {
      const { state } = await startedBy(world, customerId);
      await following.handler({ conversationId: state.id });
      webhooks.lanes.wake();
    }
    for (let i = 0; i < 300 && got.length < 60; i++) {
      webhooks.lanes.wake();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await webhooks.lanes.stop();
    server.close();
    assert.equal(got.length, 60);
    const seqs = new Map<string, number[]>();
    for (const { body, headers } of got) {
      new Webhook(made.value.secret).verify(body, headers);
      const { data } = JSON.parse(body);
      seqs.set(data.conversationId, [...(seqs.get(data.conversationId) ?? []), data.seq]);
    }
    for (const list of seqs.values()) assert.deepEqual(list, [1, 2, 3]);
  }));
