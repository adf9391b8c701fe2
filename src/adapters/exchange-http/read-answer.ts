import { type Endpoint, replyOf } from '../../contract/exchange/endpoint.ts';
import { exchangeError } from '../../contract/exchange/platform.ts';
import type { Asked, ExchangeFailure } from '../../ports/exchange.ts';
import type { Sent } from './send-http.ts';

/** How far ahead of our clock the exchange may say that its figures are true. */
const MAX_AHEAD_MS = 60_000;
const MAX_FAULTS_TOLD = 5;

export interface Wanted {
  readonly endpoint: Endpoint;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** `again`: it may go better another time. `fault` is for the log: places and codes, never what stood there. */
export interface Judged {
  readonly asked: Asked<unknown>;
  readonly again: boolean;
  readonly retryAfterMs: number;
  readonly fault: string;
}

const failed = (
  failure: ExchangeFailure,
  fault: string,
  again = false,
  retryAfterMs = 0,
): Judged => ({ asked: { ok: false, failure }, again, retryAfterMs, fault });

const parse = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
};

const judgeRefusal = (status: number, body: Uint8Array): Judged => {
  const said = exchangeError.safeParse(parse(body));
  const code = said.success ? said.data.error.code : null;
  if (status >= 500 || status === 429) {
    const afterMs = said.success ? (said.data.error.retryAfterMs ?? 0) : 0;
    return failed({ kind: 'unreachable' }, `${status} ${code ?? ''}`, true, afterMs);
  }
  // A page that somebody else answers with is no word of the exchange.
  if (code === null) return failed({ kind: 'malformed' }, `${status} without a code`);
  if (status === 404 && code === 'not_found') return failed({ kind: 'not_found' }, code);
  if (status >= 400) return failed({ kind: 'refused', code }, `${status} ${code}`);
  return failed({ kind: 'malformed' }, `status ${status}`);
};

const echoed = (data: unknown, name: string): unknown =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined;

const judgeData = (wanted: Wanted, body: Uint8Array, nowMs: number): Judged => {
  const { endpoint, params, query } = wanted;
  const { data: strict, readAs } = endpoint;
  const shaped = replyOf({ ...endpoint, data: readAs ?? strict }).safeParse(parse(body));
  if (!shaped.success) {
    const places = shaped.error.issues
      .slice(0, MAX_FAULTS_TOLD)
      .map((issue) => `${issue.path.join('.')} ${issue.code}`);
    return failed({ kind: 'malformed' }, places.join(', '));
  }
  const { asOf, data } = shaped.data;
  if ('userId' in shaped.data && shaped.data.userId !== params.userId) {
    return failed({ kind: 'foreign' }, 'another userId');
  }
  const { echoes } = endpoint;
  if (echoes !== null && echoed(data, echoes) !== (params[echoes] ?? query[echoes])) {
    return failed({ kind: 'malformed' }, `another ${echoes}`);
  }
  if (asOf > nowMs + MAX_AHEAD_MS) return failed({ kind: 'malformed' }, 'asOf lies ahead');
  return { asked: { ok: true, value: data, asOf }, again: false, retryAfterMs: 0, fault: '' };
};

/** What an answer is worth: checked against the contract, against what was asked, and against our clock. */
export const judgeAnswer = (wanted: Wanted, sent: Sent, nowMs: number): Judged => {
  if (sent.kind === 'too_large') return failed({ kind: 'malformed' }, 'too large');
  if (sent.kind !== 'answer') return failed({ kind: 'unreachable' }, 'no answer', true);
  if (sent.status !== 200) return judgeRefusal(sent.status, sent.body);
  return judgeData(wanted, sent.body, nowMs);
};
