import { createStore } from './store.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'plain' | 'error';
  readonly text: string;
  /** Small print, for example the reference id of a failure. */
  readonly detail: string | null;
  readonly undo: (() => void) | null;
  readonly undoLabel: string | null;
}

const UNDO_MS = 6_000;
const READ_MS = 8_000;
const MOST = 4;

export const toasts = createStore<readonly Toast[]>([]);
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let lastId = 0;

export const closeToast = (id: number): void => {
  clearTimeout(timers.get(id));
  timers.delete(id);
  toasts.update((all) => all.filter((toast) => toast.id !== id));
};

/** Toasts stay while the pointer or the focus is on them. */
export const holdToasts = (): void => {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
};
export const releaseToasts = (): void => {
  for (const toast of toasts.get()) startTimer(toast.id, READ_MS / 2);
};

const startTimer = (id: number, afterMs: number): void => {
  clearTimeout(timers.get(id));
  timers.set(
    id,
    setTimeout(() => closeToast(id), afterMs),
  );
};

export const showToast = (
  toast: { readonly text: string } & Partial<Omit<Toast, 'id' | 'text'>>,
  forMs?: number,
): number => {
  lastId += 1;
  const full: Toast = {
    id: lastId,
    tone: 'plain',
    detail: null,
    undo: null,
    undoLabel: null,
    ...toast,
  };
  for (const old of toasts.get().slice(0, -(MOST - 1))) closeToast(old.id);
  toasts.update((all) => [...all, full]);
  startTimer(full.id, forMs ?? (full.undo === null ? READ_MS : UNDO_MS));
  return full.id;
};

/** Takes back what the latest toast offers to take back. False when there is nothing. */
export const undoLatest = (): boolean => {
  const latest = toasts.get().findLast((toast) => toast.undo !== null);
  if (latest?.undo === undefined || latest.undo === null) return false;
  closeToast(latest.id);
  latest.undo();
  return true;
};
