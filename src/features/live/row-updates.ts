import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId } from '../../core/ids.ts';
import { findStates, toCustomerRows, toDeskRows } from '../conversation/index.ts';
import { maySee } from './connection.ts';
import type { LiveDeps } from './deps.ts';
import type { Registry } from './registry.ts';

/** Rows of lists are sent in batches: a list needs to be fresh, not instantaneous. */
const BATCH_MS = 150;
/** A flush that took long is followed by a rest this many times as long: lists must not slow what is said. */
const REST_FACTOR = 4;
const MAX_ROWS = 500;

type Seen = Pick<Conversation, 'teamId' | 'assignee' | 'customerId'>;

export interface RowUpdates {
  /** The row of this conversation changed; `before` is how it stood, so that those who lose sight of it are told. */
  touch(id: ConversationId, before: Seen | undefined): void;
  stop(): void;
}

const sendDeskRows = async (
  deps: LiveDeps,
  registry: Registry,
  states: Awaited<ReturnType<typeof findStates>>,
  touched: ReadonlyMap<ConversationId, Seen | undefined>,
): Promise<void> => {
  if (registry.staff().size === 0) return;
  for (const row of await toDeskRows(deps, deps.database, states)) {
    const state = states.find((entry) => entry.state.id === row.conversation.id)?.state;
    if (state === undefined) continue;
    const before = touched.get(state.id);
    const text = JSON.stringify({ type: 'desk_row', conversationId: state.id, row });
    const gone = JSON.stringify({ type: 'desk_row', conversationId: state.id, row: null });
    for (const { principal, socket } of registry.staff()) {
      if (maySee(principal)(state)) socket.send(text);
      else if (before !== undefined && maySee(principal)(before)) socket.send(gone);
    }
  }
};

const sendHomeRows = async (
  deps: LiveDeps,
  registry: Registry,
  states: Awaited<ReturnType<typeof findStates>>,
): Promise<void> => {
  const connected = states.filter(({ state }) => registry.ofCustomer(state.customerId).size > 0);
  if (connected.length === 0) return;
  const rows = await toCustomerRows(deps, deps.database, connected);
  rows.forEach((row, index) => {
    const customerId = connected[index]?.state.customerId;
    if (customerId === undefined) return;
    const text = JSON.stringify({ type: 'home_row', row });
    for (const { socket } of registry.ofCustomer(customerId)) socket.send(text);
  });
};

export const createRowUpdates = (deps: LiveDeps, registry: Registry): RowUpdates => {
  const touched = new Map<ConversationId, Seen | undefined>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let restMs = 0;

  const flush = async (): Promise<void> => {
    const batch = new Map([...touched].slice(0, MAX_ROWS));
    for (const id of batch.keys()) touched.delete(id);
    const states = await findStates(deps.database, [...batch.keys()]);
    await sendDeskRows(deps, registry, states, batch);
    await sendHomeRows(deps, registry, states);
  };

  const plan = (): void => {
    if (timer !== undefined || stopped) return;
    timer = setTimeout(
      () => {
        const startedAt = performance.now();
        flush()
          .catch((error: unknown) => deps.log.warn({ error }, 'rows could not be sent'))
          .finally(() => {
            timer = undefined;
            restMs = (performance.now() - startedAt) * REST_FACTOR;
            if (touched.size > 0) plan();
          });
      },
      Math.max(BATCH_MS, restMs),
    );
  };

  return {
    touch: (id, before) => {
      touched.set(id, touched.get(id) ?? before);
      plan();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
