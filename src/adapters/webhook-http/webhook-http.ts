import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request } from 'node:http';
import { Agent as HttpsAgent, request as secureRequest } from 'node:https';
import { type Outcome, ok } from '../../core/outcome.ts';
import type {
  WebhookFault,
  WebhookRequest,
  WebhookResult,
  WebhookSender,
} from '../../ports/webhook-sender.ts';
import {
  pinned,
  type Resolve,
  type ResolvedTarget,
  resolveByDns,
  resolveTarget,
} from './resolve-target.ts';

export interface WebhookHttpOptions {
  /** `host` or `host:port` that may be of this house and without TLS. */
  readonly internalHosts: readonly string[];
  /** From looking the name up to the answer's beginning. */
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
  /** Certificates of further authorities, in PEM. */
  readonly ca?: string;
}

const TIMEOUT_MS = 10_000;
const REPLY_BYTES = 2_048;
const REPLY_CHARS = 300;

/** The beginning of the answer; the rest is not read. */
const readStart = (answer: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const done = (): void => {
      const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, REPLY_BYTES));
      resolve(
        text
          .replaceAll(/\p{Cc}+/gu, ' ')
          .trim()
          .slice(0, REPLY_CHARS),
      );
      answer.destroy();
    };
    answer.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= REPLY_BYTES) done();
    });
    answer.once('end', done);
    answer.once('error', done);
    answer.once('close', done);
  });

const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO)/;

const faultOf = (error: unknown, timedOut: boolean): WebhookFault => {
  if (timedOut) return 'timeout';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return TLS_CODE.test(code) ? 'tls' : 'connection';
};

const open = (
  { url, address }: ResolvedTarget,
  { headers, body }: WebhookRequest,
  ca: string | undefined,
): ClientRequest => {
  const settings = {
    method: 'POST',
    lookup: pinned(address),
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    maxHeaderSize: 16_384,
  };
  return url.protocol === 'https:'
    ? secureRequest(url, {
        ...settings,
        agent: new HttpsAgent({ keepAlive: false, minVersion: 'TLSv1.2', ...(ca && { ca }) }),
      })
    : request(url, { ...settings, agent: new HttpAgent({ keepAlive: false }) });
};

/** A redirect is an answer like any other: it is told, and not followed. */
const post = (
  target: ResolvedTarget,
  asked: WebhookRequest,
  options: WebhookHttpOptions,
): Promise<Omit<Extract<WebhookResult, { kind: 'answered' }>, 'latencyMs'> | WebhookFault> =>
  new Promise((resolve) => {
    let timedOut = false;
    const outgoing = open(target, asked, options.ca);
    const timer = setTimeout(() => {
      timedOut = true;
      outgoing.destroy();
    }, options.timeoutMs ?? TIMEOUT_MS);
    outgoing.once('response', (answer) => {
      void readStart(answer).then((replyStart) => {
        clearTimeout(timer);
        resolve(
          timedOut ? 'timeout' : { kind: 'answered', status: answer.statusCode ?? 0, replyStart },
        );
      });
    });
    outgoing.once('error', (error) => {
      clearTimeout(timer);
      resolve(faultOf(error, timedOut));
    });
    // After the answer's beginning the line is cut, which may still be told as an error.
    outgoing.on('error', () => undefined);
    outgoing.once('close', () => {
      clearTimeout(timer);
      resolve(timedOut ? 'timeout' : 'connection');
    });
    outgoing.end(asked.body);
  });

const FAULT_OF_CODE: Readonly<Record<string, WebhookFault>> = {
  webhook_name_unknown: 'name_unknown',
  webhook_address_refused: 'address_refused',
};

export const createWebhookHttp = (options: WebhookHttpOptions): WebhookSender => {
  const find = (url: string): Promise<Outcome<ResolvedTarget>> =>
    resolveTarget(url, options.internalHosts, options.resolve ?? resolveByDns);
  return {
    check: async (url) => {
      const target = await find(url);
      return target.ok ? ok(null) : target;
    },
    send: async (asked) => {
      const begun = performance.now();
      const latency = () => Math.round(performance.now() - begun);
      const target = await find(asked.url);
      if (!target.ok) {
        const fault = FAULT_OF_CODE[target.failure.code] ?? 'url_refused';
        return { kind: 'failed', fault, latencyMs: latency() };
      }
      const result = await post(target.value, asked, options);
      return typeof result === 'string'
        ? { kind: 'failed', fault: result, latencyMs: latency() }
        : { ...result, latencyMs: latency() };
    },
  };
};
