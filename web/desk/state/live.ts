import type { ServerFrame } from '../../../src/contract/live.ts';
import {
  createLiveClient,
  type LiveClient,
  type LiveStatus,
  wakeWithDevice,
} from '../../kit/live/live-client.ts';
import { createStore } from './store.ts';

type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;
type Listener = (frame: ServerFrame) => void;

export const liveStatus = createStore<LiveStatus>('closed');

const listeners = new Map<ServerFrame['type'], Set<Listener>>();
let client: LiveClient | null = null;
let stopWaking = (): void => undefined;

/** Calls back for each frame of a type. Returns what ends it. */
export const onFrame = <T extends ServerFrame['type']>(
  type: T,
  listener: (frame: FrameOf<T>) => void,
): (() => void) => {
  const set = listeners.get(type) ?? new Set();
  set.add(listener as Listener);
  listeners.set(type, set);
  return () => set.delete(listener as Listener);
};

const deliver = (frame: ServerFrame): void => {
  for (const listener of listeners.get(frame.type) ?? []) listener(frame);
};

/** Opens the line of the signed-in person; staff are known by their cookie. */
export const startLive = (): void => {
  if (client !== null) return;
  client = createLiveClient({
    url: `${location.origin.replace(/^http/, 'ws')}/api/live`,
    onFrame: deliver,
    onStatus: liveStatus.set,
  });
  stopWaking = wakeWithDevice(client);
};

export const stopLive = (): void => {
  stopWaking();
  client?.close();
  client = null;
};

/** The line, or null before the sign-in. */
export const live = (): LiveClient | null => client;
