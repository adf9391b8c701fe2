import type { Route } from '../../contract/route.ts';
import type { Connection } from '../../ports/database.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { Follower } from '../following/index.ts';
import type { WebhookDeps } from './deps.ts';
import { NOTICE, tellAdmins } from './disable.ts';
import { createWebhookFollower } from './follower.ts';
import { webhookRoutes } from './routes.ts';
import { createLaneRunner, type LaneRunner } from './run-lanes.ts';
import { findSubscription } from './store.ts';

export interface Webhooks {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
  /** Takes what is to be told out of the log. */
  readonly follower: Follower;
  /** Sends it. */
  readonly lanes: LaneRunner;
}

/** Whether a webhook is sent the words of messages; false where there is none. */
export const sendsWords = async (connection: Connection, webhookId: string): Promise<boolean> =>
  (await findSubscription(connection, webhookId))?.with_words === true;

/** Tells other systems what happens: signed, in order, until they have it or three days have passed. */
export const createWebhooks = (deps: WebhookDeps): Webhooks => {
  const lanes = createLaneRunner(deps);
  return {
    routes: webhookRoutes(deps, lanes),
    handlers: new Map([[NOTICE, (payload) => tellAdmins(deps, String(payload.subscriptionId))]]),
    follower: createWebhookFollower(deps),
    lanes,
  };
};
