import { Agent, request as httpRequest } from 'node:http';
import { PUBLIC_ORIGIN } from './installation.ts';

/** Who asks: a customer by session, a member of staff by cookie, or nobody. */
export interface Credentials {
  readonly session?: string;
  readonly cookie?: string;
}

export interface Ask {
  /** For example `http://127.0.0.1:7541`. */
  readonly base: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly as?: Credentials;
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

export interface Reply<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly cookies: readonly string[];
}

/** No answer: the line broke, nobody listens, or time is up. What was asked may have happened or not. */
export class NoAnswer extends Error {}

const agent = new Agent({ keepAlive: true, maxSockets: 512 });

const headersOf = ({ as, body }: Ask): Record<string, string> => ({
  origin: PUBLIC_ORIGIN,
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(as?.session === undefined ? {} : { authorization: `Bearer ${as.session}` }),
  ...(as?.cookie === undefined ? {} : { cookie: as.cookie }),
});

const parse = (text: string): unknown => {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    // A reply that was cut in the middle is no reply.
    throw new NoAnswer('the answer was cut off');
  }
};

/** Asks over HTTP/1.1. Every status is a reply; throws `NoAnswer` and nothing else. */
export const ask = <T = unknown>(question: Ask): Promise<Reply<T>> =>
  new Promise((resolve, reject) => {
    const { base, method, path, body, timeoutMs = 10_000 } = question;
    const failed = (reason: string): void => reject(new NoAnswer(`${method} ${path}: ${reason}`));
    const request = httpRequest(
      `${base}${path}`,
      { method, agent, headers: headersOf(question), signal: AbortSignal.timeout(timeoutMs) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => failed(error.message));
        response.on('end', () => {
          if (!response.complete) return failed('cut off');
          try {
            const text = Buffer.concat(chunks).toString();
            resolve({
              status: response.statusCode ?? 0,
              body: parse(text) as T,
              cookies: response.headers['set-cookie'] ?? [],
            });
          } catch (error) {
            reject(error);
          }
        });
      },
    );
    request.on('error', (error) => failed(error.message));
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });

/** The same, but anything else than success throws with the server's code. For setting things up. */
export const askOk = async <T>(question: Ask): Promise<T> => {
  const reply = await ask<T>(question);
  if (reply.status < 200 || reply.status > 299) {
    throw new Error(
      `${question.method} ${question.path}: ${reply.status} ${JSON.stringify(reply.body)}`,
    );
  }
  return reply.body;
};
