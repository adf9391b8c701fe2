import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { ActionId } from './definitions.ts';

type Handler = () => void;
interface Slot {
  readonly run: Handler;
  readonly rank: number;
}

const slots = new Map<ActionId, Slot[]>();
const listeners = new Set<() => void>();
let version = 0;

const announce = (): void => {
  version += 1;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether anything on the screen answers to the action now. */
export const isReady = (id: ActionId): boolean => (slots.get(id)?.length ?? 0) > 0;

/** Does what the action means on the present screen; of several parts the highest rank wins, then the youngest. */
export const runAction = (id: ActionId): boolean => {
  const slot = slots.get(id)?.at(-1);
  if (slot === undefined) return false;
  slot.run();
  return true;
};

/** Offers an action while the component is there; `null` offers nothing. */
export const useAction = (id: ActionId, handler: Handler | null, rank = 0): void => {
  const latest = useRef(handler);
  latest.current = handler;
  const offered = handler !== null;
  useEffect(() => {
    if (!offered) return;
    const slot: Slot = { run: () => latest.current?.(), rank };
    slots.set(
      id,
      [...(slots.get(id) ?? []), slot].sort((a, b) => a.rank - b.rank),
    );
    announce();
    return () => {
      slots.set(
        id,
        (slots.get(id) ?? []).filter((other) => other !== slot),
      );
      announce();
    };
  }, [id, offered, rank]);
};

/** Renders again when the set of offered actions changes. */
export const useReadyActions = (): number => useSyncExternalStore(subscribe, () => version);
