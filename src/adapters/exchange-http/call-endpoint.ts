import { createHash, createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Endpoint, fillPath, fitsQuery } from '../../contract/exchange/endpoint.ts';
import {
  type BodyOf,
  type DataOf,
  ENDPOINTS,
  type EndpointName,
} from '../../contract/exchange/routes.ts';
import { type SigningKeyPair, signRequest } from '../../core/exchange-signing/sign-request.ts';
import type { Digests } from '../../core/exchange-signing/text-to-sign.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Asked, ExchangeFailure } from '../../ports/exchange.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import { type Circuit, createCircuit, DEFAULT_CIRCUIT } from './circuit.ts';
import { createLane } from './lane.ts';
import { type Judged, judgeAnswer } from './read-answer.ts';
import type { Sender } from './send-http.ts';
import { createTell, type Tell } from './tell-faults.ts';

export interface CallOptions {
  readonly sender: Sender;
  /** By scope; null: not offered. */
  readonly key: SigningKeyPair;
  readonly complianceKey: SigningKeyPair | null;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly readTimeoutMs: number;
  readonly actionTimeoutMs: number;
}

export interface CallInput<Name extends EndpointName> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: BodyOf<Name>;
  /** Makes an action happen once; wanted wherever there is a body. */
  readonly key?: string;
}

export type Call = <Name extends EndpointName>(
  name: Name,
  input: CallInput<Name>,
) => Promise<Asked<DataOf<Name>>>;

export const nodeDigests: Digests = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  hmac: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
};

const NONCE_BYTES = 18;
const READS_AT_ONCE = 32;
const READS_WAITING = 256;
/** Of their own: whatever reads there are, a lock finds room. */
const ACTIONS_AT_ONCE = 16;
const ACTIONS_WAITING = 256;
const MAX_TRIES = 3;
const FIRST_PAUSE_MS = 80;
/** Less than this is no time to get an answer in. */
const LEAST_TRY_MS = 50;
const UNREACHABLE = { ok: false, failure: { kind: 'unreachable' } } as const;
const NO_BYTES = new Uint8Array(0);
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** 80 to 160 ms after the first failure, 160 to 320 after the second. */
const pauseAfter = (tries: number, ids: Ids): number => {
  const [byte = 0] = ids.random(1);
  return FIRST_PAUSE_MS * 2 ** (tries - 1) * (1 + byte / 256);
};

const OUTCOMES = ['ok', 'unreachable', 'malformed', 'foreign', 'not_found', 'refused'] as const;

const createMeasures = ({ metrics }: CallOptions, circuit: Circuit) => {
  const seconds = metrics.histogram(
    'mainstay_exchange_seconds',
    "Time until the exchange's support API had answered, tries included",
    SECONDS,
    ['endpoint'],
  );
  const answers = metrics.counter(
    'mainstay_exchange_answers_total',
    "Answers of the exchange's support API by what they were worth",
    OUTCOMES.map((outcome) => ({ outcome })),
  );
  metrics.gauge(
    'mainstay_exchange_circuit_open',
    '1 while nothing is asked of the exchange because it did not answer',
    () => (circuit.isOpen() ? 1 : 0),
  );
  return (endpoint: EndpointName, asked: Asked<unknown>, ms: number): void => {
    seconds.observe(ms / 1_000, { endpoint });
    answers.add({ outcome: asked.ok ? 'ok' : asked.failure.kind });
  };
};

/** Everything of one call that stays the same from try to try. */
interface Attempt {
  readonly name: EndpointName;
  readonly endpoint: Endpoint;
  readonly target: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly idempotencyKey: string | null;
  readonly signer: SigningKeyPair;
  readonly deadline: number;
}

const tryOnce = async (options: CallOptions, attempt: Attempt): Promise<Judged> => {
  const { endpoint, target, body, idempotencyKey, params, query, signer } = attempt;
  const { method } = endpoint;
  const nonce = Buffer.from(options.ids.random(NONCE_BYTES)).toString('base64url');
  const signed = signRequest(
    { method, target, body, idempotencyKey },
    signer,
    options.clock.now(),
    nonce,
    nodeDigests,
  );
  const headers = body.length === 0 ? signed : { ...signed, 'content-type': 'application/json' };
  const timeoutMs = attempt.deadline - performance.now();
  const sent = await options.sender.send({ method, target, headers, body, timeoutMs });
  return judgeAnswer({ endpoint, params, query }, sent, options.clock.now());
};

const tryUntilAnswered = async (
  options: CallOptions,
  circuit: Circuit,
  tell: Tell,
  attempt: Attempt,
): Promise<Asked<unknown>> => {
  const isAction = attempt.endpoint.body !== null;
  // The time was spent waiting for room: nothing is asked, and nothing held against the exchange.
  if (performance.now() + LEAST_TRY_MS > attempt.deadline) return UNREACHABLE;
  for (let tries = 1; ; tries++) {
    // Actions are few and people wait for them: a lock is tried even where reads just failed.
    if (circuit.enter(performance.now()) === 'open' && !isAction) return UNREACHABLE;
    const judged = await tryOnce(options, attempt);
    if (judged.again) circuit.failed(performance.now());
    else circuit.succeeded();
    const pauseMs = Math.max(judged.retryAfterMs, pauseAfter(tries, options.ids));
    const isOver = performance.now() + pauseMs + LEAST_TRY_MS > attempt.deadline;
    if (!judged.again || tries === MAX_TRIES || isOver) {
      tell(attempt.name, judged);
      return judged.asked;
    }
    await sleep(pauseMs);
  }
};

/**
 * Asks one endpoint: signed anew at each try, tried again while that helps (what changes something carries a key, so
 * that it happens once), within one time for everything. Never throws for what the exchange does.
 */
export const createCall = (options: CallOptions): Call => {
  const circuit = createCircuit(DEFAULT_CIRCUIT, (open) => {
    if (open) options.log.error({}, 'the exchange does not answer; nothing is asked of it for now');
    else options.log.info({}, 'the exchange answers again');
  });
  const reads = createLane(READS_AT_ONCE, READS_WAITING);
  const actions = createLane(ACTIONS_AT_ONCE, ACTIONS_WAITING);
  const measure = createMeasures(options, circuit);
  const tell = createTell(options.log);

  const prepare = <Name extends EndpointName>(
    name: Name,
    { params = {}, query = {}, body, key }: CallInput<Name>,
    deadline: number,
  ): Attempt | ExchangeFailure => {
    const endpoint: Endpoint = ENDPOINTS[name];
    const target = fillPath(endpoint, params, query);
    const signer = endpoint.scope === 'compliance' ? options.complianceKey : options.key;
    // An id that no exchange can have leads nowhere; a key that we do not have opens nothing.
    if (target === undefined || signer === null) return { kind: 'not_found' };
    if (!fitsQuery(endpoint, query)) return { kind: 'not_found' };
    if (endpoint.body !== null && key === undefined) throw new TypeError(`${name} wants a key`);
    if (endpoint.body?.safeParse(body).success === false) {
      return { kind: 'refused', code: 'invalid_request' };
    }
    const bytes = endpoint.body === null ? NO_BYTES : Buffer.from(JSON.stringify(body));
    const idempotencyKey = key ?? null;
    return { name, endpoint, target, params, query, body: bytes, idempotencyKey, signer, deadline };
  };

  return async <Name extends EndpointName>(name: Name, input: CallInput<Name>) => {
    const isAction = ENDPOINTS[name].body !== null;
    const limitMs = isAction ? options.actionTimeoutMs : options.readTimeoutMs;
    const startedAt = performance.now();
    const attempt = prepare(name, input, startedAt + limitMs);
    if ('kind' in attempt) return { ok: false, failure: attempt };
    const lane = isAction ? actions : reads;
    const work = () => tryUntilAnswered(options, circuit, tell, attempt);
    const asked = (await lane.run(work, limitMs)) ?? UNREACHABLE;
    measure(name, asked, performance.now() - startedAt);
    return asked as Asked<DataOf<Name>>;
  };
};
