import { send } from './connection.ts';
import type { Registry } from './registry.ts';

/** Places move often; clients are told at most this often that they may ask again. */
const EVERY_MS = 1_500;

export interface QueueNews {
  changed(): void;
  stop(): void;
}

/** Tells those who watch the queue, and customers with an open line, that places and times may have moved. */
export const createQueueNews = (registry: Registry): QueueNews => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  return {
    changed: () => {
      if (timer !== undefined || stopped) return;
      timer = setTimeout(() => {
        timer = undefined;
        for (const connection of registry.all()) {
          send(connection, { type: 'queue_changed', conversationId: null }, true);
        }
      }, EVERY_MS);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
