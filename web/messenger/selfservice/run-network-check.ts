import type { NetworkCheckResult } from '../../../src/core/selfservice/vocabulary.ts';
import { figuresOf, type Probe } from './network-figures.ts';

export const PROBES = 10;
const ANSWER_WITHIN_MS = 4_000;
const BETWEEN_MS = 120;
const SOCKET_WITHIN_MS = 6_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One small request that no cache may answer. */
const probe = async (): Promise<Probe> => {
  const sentAt = Date.now();
  const began = performance.now();
  try {
    const reply = await fetch('/livez', {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const tookMs = performance.now() - began;
    const date = Date.parse(reply.headers.get('date') ?? '');
    return { sentAt, tookMs, serverAt: Number.isNaN(date) ? null : date };
  } catch {
    return { sentAt, tookMs: null, serverAt: null };
  }
};

/** Whether a live line can be opened at all: some networks let pages through and cut these. */
const openSocket = (): Promise<'open' | 'failed'> =>
  new Promise((resolve) => {
    const settle = (state: 'open' | 'failed'): void => {
      clearTimeout(timer);
      socket.close();
      resolve(state);
    };
    const timer = setTimeout(() => settle('failed'), SOCKET_WITHIN_MS);
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/live`);
    socket.onopen = () => settle('open');
    socket.onerror = () => settle('failed');
  });

/** Tests this device's line to us; `onStep` hears how many probes are done. It takes a few seconds. */
export const runNetworkCheck = async (
  onStep: (done: number) => void,
): Promise<NetworkCheckResult> => {
  const socket = openSocket();
  // The first one may have to open a connection, which no later one pays for: it is not counted.
  await probe();
  const probes: Probe[] = [];
  while (probes.length < PROBES) {
    probes.push(await probe());
    onStep(probes.length);
    await pause(BETWEEN_MS);
  }
  return figuresOf(probes, await socket, navigator.onLine);
};
