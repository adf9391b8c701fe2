import type { ServerFrame } from '../../src/contract/live.ts';
import type { Socket } from '../../src/ports/sockets.ts';

export interface FakeSocket extends Socket {
  readonly frames: ServerFrame[];
  readonly closed: { code: number; reason: string }[];
  /** Waits for the first frame that fits, from the beginning of the line. Rejects after two seconds. */
  until<T extends ServerFrame['type']>(
    type: T,
    fits?: (frame: Extract<ServerFrame, { type: T }>) => boolean,
  ): Promise<Extract<ServerFrame, { type: T }>>;
}

const POLL_MS = 5;
const PATIENCE_MS = 2_000;

/** A line that remembers what was sent on it. */
export const fakeSocket = (id: string): FakeSocket => {
  const frames: ServerFrame[] = [];
  const closed: { code: number; reason: string }[] = [];
  return {
    id,
    frames,
    closed,
    send: (frame) => void frames.push(JSON.parse(frame) as ServerFrame),
    close: (code, reason) => void closed.push({ code, reason }),
    until: async (type, fits = () => true) => {
      for (let waited = 0; waited < PATIENCE_MS; waited += POLL_MS) {
        const found = frames.find((frame) => frame.type === type && fits(frame as never));
        if (found !== undefined) return found as never;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
      throw new Error(`no ${type} among ${frames.map((frame) => frame.type).join(', ')}`);
    },
  };
};
