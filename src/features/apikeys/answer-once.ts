import type { Principal } from '../../contract/principal.ts';
import type { RequestInfo, Route } from '../../contract/route.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import { openEnvelope, sealEnvelope } from '../vault/index.ts';
import { keyOf } from './callers.ts';
import { claimReply, dropReply, findReply, keepReply, type ReplyPlace } from './store-replies.ts';

export interface AnswerOnceDeps {
  readonly database: Database;
  /** Keyed hash, 32 bytes. */
  readonly hash: (text: string) => Uint8Array;
  readonly ids: Pick<Ids, 'random'>;
}

const HEADER = 'idempotency-key';
/** Printable ASCII, as headers are. */
const WELL_FORMED = /^[\x21-\x7e]{1,255}$/;
/** Nothing takes longer to be done; what is not answered by then broke off. */
const LONGEST_MS = 60_000;
const CONTEXT = 'api reply';

interface Asked {
  readonly principal: Principal;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly request: RequestInfo;
}

interface Place extends ReplyPlace {
  /** Of what opens the kept reply: nobody can make it without the Idempotency-Key. */
  readonly sealingKey: Uint8Array;
  readonly requestHash: Uint8Array;
}

const textOf = (body: unknown): unknown =>
  body instanceof Uint8Array ? Buffer.from(body).toString('base64') : (body ?? null);

const placeOf = ({ hash }: AnswerOnceDeps, route: Route, asked: Asked, name: string): Place => {
  const { keyId } = keyOf(asked.principal);
  const request = [route.key, asked.params ?? null, asked.query ?? null, textOf(asked.body)];
  return {
    keyId,
    idempotencyHash: hash(`idempotency:${keyId}:${name}`),
    sealingKey: hash(`idempotency reply:${keyId}:${name}`),
    requestHash: hash(`idempotent request:${JSON.stringify(request)}`),
  };
};

/** What was answered the first time. */
const answeredBefore = async (
  { database }: AnswerOnceDeps,
  place: Place,
): Promise<Outcome<unknown>> => {
  const kept = await findReply(database, place);
  if (kept === undefined) return inProgress;
  if (!Buffer.from(kept.requestHash).equals(place.requestHash))
    return fail('invalid', 'idempotency_key_reused');
  if (kept.sealed !== null) {
    const opened = openEnvelope(place.sealingKey, kept.sealed, CONTEXT);
    const { value } = JSON.parse(Buffer.from(opened).toString('utf8')) as { value?: unknown };
    return ok(value);
  }
  return kept.ageMs < LONGEST_MS ? inProgress : fail('conflict', 'idempotency_unfinished');
};

const inProgress: Outcome<never> = {
  ok: false,
  failure: { class: 'conflict', code: 'idempotency_in_progress', retryAfterSeconds: 1 },
};

/** Codes of what was lost on the way to the database: whether it was done is not known then. */
const IN_DOUBT = /^(CONNECTION_|ECONN|EPIPE|ETIMEDOUT|57P|08)/;
const isInDoubt = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  IN_DOUBT.test(error.code);

const doOnce = async (
  { database, ids }: AnswerOnceDeps,
  place: Place,
  work: () => Promise<Outcome<unknown>>,
): Promise<Outcome<unknown>> => {
  try {
    const outcome = await work();
    if (!outcome.ok) {
      await dropReply(database, place);
      return outcome;
    }
    const bytes = new TextEncoder().encode(JSON.stringify({ value: outcome.value }));
    const sealed = sealEnvelope(place.sealingKey, bytes, CONTEXT, (many) => ids.random(many));
    await keepReply(database, place, sealed);
    return outcome;
  } catch (error) {
    if (!isInDoubt(error)) await dropReply(database, place);
    throw error;
  }
};

/**
 * A POST under an `Idempotency-Key` is done once in 24 hours and answered alike each time; without one it is done each
 * time. What failed changed nothing, is not kept and may be tried again. Failures beside the route's own:
 * `idempotency_key_invalid`, `idempotency_key_reused` (another request under the same key), `idempotency_in_progress`,
 * `idempotency_unfinished` (it broke off; whether it was done is for the asker to look up).
 */
export const answerOnce = (deps: AnswerOnceDeps, route: Route): Route => {
  if (!route.key.startsWith('POST /api/v1/') || route.reply === 'binary') return route;
  return {
    ...route,
    handle: async (input) => {
      const asked = input as Asked;
      const name = asked.request.header(HEADER);
      if (name === null) return route.handle(input);
      if (!WELL_FORMED.test(name)) return fail('invalid', 'idempotency_key_invalid');
      const place = placeOf(deps, route, asked, name);
      return (await claimReply(deps.database, place, place.requestHash))
        ? doOnce(deps, place, () => route.handle(input))
        : answeredBefore(deps, place);
    },
  };
};
