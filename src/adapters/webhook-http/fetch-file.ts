import type { IncomingMessage } from 'node:http';
import { Agent, get } from 'node:https';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { pinned, type Resolve, resolveByDns, resolveTarget } from './resolve-target.ts';

export interface FileFetchOptions {
  /** Host names whose files may be fetched, without a port; nothing else is ever asked. */
  readonly hosts: readonly string[];
  readonly maxBytes: number;
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
  /** Certificates of further authorities, in PEM. */
  readonly ca?: string;
  /** `host:port` that may be of this house: for tests. */
  readonly internalHosts?: readonly string[];
}

const TIMEOUT_MS = 60_000;

const FAILED = fail('invalid', 'file_not_fetched');
const TOO_LARGE = fail('invalid', 'file_too_large');

const readAll = async (answer: IncomingMessage, maxBytes: number): Promise<Outcome<Uint8Array>> => {
  if (answer.statusCode !== 200) return FAILED;
  if (Number(answer.headers['content-length'] ?? 0) > maxBytes) return TOO_LARGE;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    length += (chunk as Buffer).length;
    if (length > maxBytes) return TOO_LARGE;
    chunks.push(chunk as Buffer);
  }
  return answer.complete ? ok(Buffer.concat(chunks)) : FAILED;
};

/**
 * Fetches files of an export from hosts that the operator named: by https alone, from the address that was judged,
 * without following redirects, never from an address of this house. Failures, `invalid`: `file_host_not_allowed`,
 * `file_too_large`, `file_not_fetched`.
 */
export const createFileFetch = (options: FileFetchOptions) => {
  const hosts = new Set(options.hosts.map((host) => host.toLowerCase()));
  return async (text: string): Promise<Outcome<Uint8Array>> => {
    const url = URL.parse(text);
    if (url === null || url.protocol !== 'https:' || !hosts.has(url.hostname))
      return fail('invalid', 'file_host_not_allowed');
    const { internalHosts = [], resolve = resolveByDns } = options;
    const target = await resolveTarget(url.href.split('#', 1)[0] ?? '', internalHosts, resolve);
    if (!target.ok) return FAILED;
    const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const agent = new Agent({
      keepAlive: false,
      minVersion: 'TLSv1.2',
      ...(options.ca !== undefined && { ca: options.ca }),
    });
    try {
      const answer = await new Promise<IncomingMessage>((done, failed) => {
        const settings = { agent, signal, lookup: pinned(target.value.address) };
        get(target.value.url, settings, done).once('error', failed);
      });
      try {
        return await readAll(answer, options.maxBytes);
      } finally {
        answer.destroy();
      }
    } catch {
      return FAILED;
    } finally {
      agent.destroy();
    }
  };
};
