import type { QueuePlace } from '../../contract/routing.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { isActive } from '../../core/conversation/transitions.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { WaitPromise } from '../../core/routing/decide-promise.ts';
import { databaseNow, findConversation } from '../conversation/index.ts';
import type { RoutingDeps } from './deps.ts';
import { secondsUntil } from './list-desk.ts';
import { findPromise } from './store-queue.ts';

type Deps = Pick<RoutingDeps, 'database' | 'policy'>;

const NO_TIMES = { etaSeconds: null, etaLowSeconds: null, etaHighSeconds: null } as const;

/** The matcher tells newcomers within some tens of milliseconds; who asks at once waits for it this long. */
const FIRST_TELLING_MS = 1_500;
const LOOK_EVERY_MS = 50;

/** Place and time of one's own conversation. */
export const readPlace = async (
  deps: Deps,
  customerId: CustomerId,
  conversationId: ConversationId,
): Promise<Outcome<QueuePlace>> => {
  const until = performance.now() + FIRST_TELLING_MS;
  for (;;) {
    const [now, state, promise] = await Promise.all([
      databaseNow(deps.database),
      findConversation(deps.database, conversationId),
      findPromise(deps.database, conversationId),
    ]);
    if (state === undefined || state.customerId !== customerId) {
      return fail('not_found', 'conversation_not_found');
    }
    const isUntold = isActive(state.status) && state.queuedAt !== null && promise === undefined;
    if (!isUntold || performance.now() >= until) return ok(placeOf(state, promise, now, deps));
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};

const placeOf = (
  state: Conversation,
  promise: WaitPromise | undefined,
  now: number,
  { policy }: Pick<Deps, 'policy'>,
): QueuePlace => {
  const isServed = !isActive(state.status) || (state.assignee !== null && state.accepted);
  if (isServed) return { waiting: false, place: null, ...NO_TIMES, reasons: [], asOf: now };
  if (state.assignee !== null) {
    // Offered to an agent, who has this long to take it up.
    const high = Math.round(policy.noAnswerMs / 1_000);
    const times = { etaSeconds: 0, etaLowSeconds: 0, etaHighSeconds: high };
    return { waiting: true, place: 1, ...times, reasons: [], asOf: now };
  }
  if (promise === undefined)
    return { waiting: true, place: null, ...NO_TIMES, reasons: [], asOf: now };
  const at = (ms: number | null) => secondsUntil(ms === null ? null : promise.toldAt + ms, now);
  return {
    waiting: true,
    place: promise.place,
    etaSeconds: secondsUntil(promise.expectedAt, now),
    etaLowSeconds: at(promise.lowMs),
    etaHighSeconds: at(promise.highMs),
    reasons: [...promise.reasons],
    asOf: now,
  };
};
