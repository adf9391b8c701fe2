import { connect } from 'node:net';
import type { Scanner, ScanVerdict } from '../../ports/scanner.ts';

export interface ClamavOptions {
  readonly host: string;
  readonly port: number;
  /** For the whole scan, connecting included. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const CHUNK_BYTES = 64 * 1024;
const MAX_REPLY_BYTES = 4_096;

/** Chunks with their lengths in front (four bytes, big endian) and an empty one at the end, as clamd(8) says. */
const framesOf = (bytes: Uint8Array): readonly Uint8Array[] => {
  const frames: Uint8Array[] = [Buffer.from('zINSTREAM\0')];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const chunk = bytes.subarray(at, at + CHUNK_BYTES);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    frames.push(length, chunk);
  }
  frames.push(Buffer.alloc(4));
  return frames;
};

/** Throws on anything but a clear verdict: an unclear answer must never count as clean. */
const readVerdict = (reply: string): ScanVerdict => {
  const text = (reply.split('\0')[0] ?? '').trim();
  if (text === 'stream: OK') return { verdict: 'clean' };
  const found = /^stream: (.+) FOUND$/.exec(text);
  if (found?.[1] !== undefined) return { verdict: 'infected', signature: found[1] };
  throw new Error(`clamd gave no verdict: ${text.slice(0, 120) || 'an empty answer'}`);
};

const ask = (options: ClamavOptions, bytes: Uint8Array): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: options.host, port: options.port });
    let reply = '';
    const give = (settle: () => void): void => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    const timer = setTimeout(
      () => give(() => reject(new Error('clamd did not answer in time'))),
      options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    );
    socket.setEncoding('utf8');
    socket.once('connect', () => {
      // Kept in the kernel's and the stream's buffers; the file is in memory anyway.
      for (const frame of framesOf(bytes)) socket.write(frame);
    });
    socket.on('data', (text) => {
      reply += text;
      if (reply.includes('\0') || reply.length > MAX_REPLY_BYTES) give(() => resolve(reply));
    });
    socket.once('end', () => give(() => resolve(reply)));
    socket.once('error', (error) => give(() => reject(error)));
  });

/** ClamAV's daemon over TCP. Throws when it is out of reach, slow, or unclear: the file then stays in quarantine. */
export const createClamavScanner = (options: ClamavOptions): Scanner => ({
  name: 'clamav',
  scan: async (bytes) => readVerdict(await ask(options, bytes)),
});
