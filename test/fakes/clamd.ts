import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export interface FakeClamd {
  readonly port: number;
  /** Bytes of each stream that was scanned. */
  readonly scanned: Buffer[];
  close(): Promise<void>;
}

export type ClamdBehaviour = 'scans' | 'refuses' | 'hangs' | 'hangs_up';

/** What it calls malware, besides the words of the EICAR test file. */
export const FAKE_MALWARE = 'MAINSTAY-FAKE-MALWARE';

const COMMAND = 'zINSTREAM\0';

/** The streamed bytes once the empty chunk has come; undefined before. */
const parseStream = (received: Buffer): Buffer | undefined => {
  if (received.length < COMMAND.length) return undefined;
  const chunks: Buffer[] = [];
  let at = COMMAND.length;
  while (at + 4 <= received.length) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    if (at + 4 + length > received.length) return undefined;
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
};

/** Speaks INSTREAM as clamd does, on a port of its own. */
export const startClamd = async (behaviour: ClamdBehaviour = 'scans'): Promise<FakeClamd> => {
  const scanned: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (behaviour === 'hangs') return;
      if (behaviour === 'hangs_up') return void socket.destroy();
      if (behaviour === 'refuses') return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      const bytes = parseStream(received);
      if (bytes === undefined) return;
      scanned.push(bytes);
      const infected = bytes.includes(FAKE_MALWARE);
      socket.end(infected ? 'stream: Mainstay.Test FOUND\0' : 'stream: OK\0');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    scanned,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
