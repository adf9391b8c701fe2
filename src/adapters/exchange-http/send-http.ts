import { readFileSync } from 'node:fs';
import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request } from 'node:http';
import { Agent as HttpsAgent, request as secureRequest } from 'node:https';

export interface Connection {
  /** Scheme, host and port. */
  readonly url: string;
  /** PEM files for mutual TLS; null where it is not wanted. */
  readonly certificateFile: string | null;
  readonly keyFile: string | null;
  /** PEM file of the authority that signed the exchange's certificate; null: those of the machine. */
  readonly caFile: string | null;
}

export interface Sending {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is none. */
  readonly body: Uint8Array;
  /** From connecting to the last byte of the answer. */
  readonly timeoutMs: number;
}

/** `broken`: nothing came, or not to its end; `too_large`: more came than any answer of the contract may hold. */
export type Sent =
  | { readonly kind: 'answer'; readonly status: number; readonly body: Uint8Array }
  | { readonly kind: 'broken' }
  | { readonly kind: 'too_large' };

export interface Sender {
  readonly send: (sending: Sending) => Promise<Sent>;
  readonly close: () => void;
}

const MAX_ANSWER_BYTES = 1_024 * 1_024;
const MAX_SOCKETS = 64;
const IDLE_SOCKET_MS = 30_000;

const createAgent = (connection: Connection): HttpAgent | HttpsAgent => {
  const settings = {
    keepAlive: true,
    maxSockets: MAX_SOCKETS,
    timeout: IDLE_SOCKET_MS,
    scheduling: 'lifo',
  } as const;
  if (connection.url.startsWith('http:')) return new HttpAgent(settings);
  const read = (file: string | null) => (file === null ? undefined : readFileSync(file));
  const [cert, key, ca] = [connection.certificateFile, connection.keyFile, connection.caFile].map(
    read,
  );
  return new HttpsAgent({ ...settings, cert, key, ca, minVersion: 'TLSv1.2' });
};

const collect = (outgoing: ClientRequest, answer: IncomingMessage): Promise<Sent> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    answer.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_ANSWER_BYTES) {
        chunks.push(chunk);
        return;
      }
      resolve({ kind: 'too_large' });
      outgoing.destroy();
    });
    answer.once('end', () =>
      resolve({ kind: 'answer', status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }),
    );
    answer.once('error', () => resolve({ kind: 'broken' }));
    answer.once('close', () => resolve({ kind: 'broken' }));
  });

/**
 * Raw requests to one exchange over connections that are kept. Redirects are not followed: a signed request goes where
 * it was signed for. Throws at once when a file of the connection cannot be read.
 */
export const createSender = (connection: Connection): Sender => {
  const { protocol, hostname, port } = new URL(connection.url);
  const agent = createAgent(connection);
  const open = protocol === 'https:' ? secureRequest : request;
  const send = ({ method, target, headers, body, timeoutMs }: Sending): Promise<Sent> =>
    new Promise((resolve) => {
      const outgoing = open({
        agent,
        protocol,
        // Brackets are of the URL, not of the address.
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port: port === '' ? null : port,
        method,
        path: target,
        headers: { ...headers, accept: 'application/json', 'content-length': body.length },
        signal: AbortSignal.timeout(Math.max(1, Math.floor(timeoutMs))),
      });
      outgoing.once('error', () => resolve({ kind: 'broken' }));
      outgoing.once('response', (answer) => resolve(collect(outgoing, answer)));
      outgoing.end(body);
    });
  return { send, close: () => agent.destroy() };
};
