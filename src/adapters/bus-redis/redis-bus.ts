import { Redis } from 'ioredis';
import type { Bus, Hint } from '../../ports/bus.ts';
import type { Log } from '../../ports/log.ts';
import { createMemoryBus } from '../bus-memory/memory-bus.ts';

const CHANNEL = 'mainstay:hints';

/**
 * Carries hints between processes by Redis or Valkey. Listeners of this process are served directly, so that a
 * broken line to Redis costs freshness elsewhere and nothing here: the database stays the truth.
 */
export const createRedisBus = (url: string, processId: string, log: Log): Bus => {
  const local = createMemoryBus();
  const options = { maxRetriesPerRequest: null, enableOfflineQueue: false } as const;
  const publisher = new Redis(url, options);
  const subscriber = new Redis(url, { ...options, enableOfflineQueue: true });
  const complain = (error: Error): void =>
    log.warn({ error: error.message }, 'the bus lost its line');
  publisher.on('error', complain);
  subscriber.on('error', complain);
  subscriber.on('message', (_channel, message) => {
    const { from, hint } = JSON.parse(message) as { from: string; hint: Hint };
    if (from !== processId) local.publish(hint);
  });
  subscriber.subscribe(CHANNEL).catch(complain);
  return {
    publish: (hint, payload) => {
      local.publish(hint, payload);
      publisher.publish(CHANNEL, JSON.stringify({ from: processId, hint })).catch(complain);
    },
    subscribe: local.subscribe,
    close: async () => {
      publisher.disconnect();
      subscriber.disconnect();
      await local.close();
    },
  };
};
