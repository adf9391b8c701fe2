import type { z } from 'zod';
import { HEADERS } from '../../core/exchange-signing/text-to-sign.ts';
import {
  type ReceivedRequest,
  type Verifying,
  verifyRequest,
} from '../../core/exchange-signing/verify-request.ts';
import { type Endpoint, findEndpoint, fitsQuery, type Scope, statusOf } from './endpoint.ts';
import { ENDPOINTS, type EndpointName } from './routes.ts';

/** A key as the exchange keeps it. */
export interface ExchangeKey {
  readonly secret: Uint8Array;
  readonly scopes: readonly Scope[];
}

export interface Receiving extends Omit<Verifying, 'keys'> {
  readonly keys: ReadonlyMap<string, ExchangeKey>;
}

export type Received =
  | {
      readonly ok: true;
      readonly name: EndpointName;
      readonly params: Readonly<Record<string, string>>;
      readonly query: Readonly<Record<string, string>>;
      /** Parsed and checked; undefined for a GET. */
      readonly body: unknown;
      readonly keyId: string;
      /** Null for a GET. */
      readonly idempotencyKey: string | null;
    }
  | { readonly ok: false; readonly status: number; readonly code: string };

const refuse = (code: string): Received => ({ ok: false, status: statusOf(code), code });

const parseBody = (schema: z.ZodType, bytes: Uint8Array): z.ZodSafeParseResult<unknown> => {
  try {
    return schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return schema.safeParse(undefined);
  }
};

/**
 * An exchange's door: what a raw request asks for, or the status and code with which to refuse it. The signature is
 * looked at before anything else, so that nobody without a key learns what exists.
 */
export const receiveRequest = (request: ReceivedRequest, receiving: Receiving): Received => {
  const secrets = new Map([...receiving.keys].map(([id, { secret }]) => [id, secret]));
  const verified = verifyRequest(request, { ...receiving, keys: secrets });
  if (!verified.ok) return refuse(verified.fault);
  const found = findEndpoint(ENDPOINTS, request.method, request.target);
  if (found === undefined) return refuse('not_found');
  const endpoint: Endpoint = ENDPOINTS[found.name];
  if (!receiving.keys.get(verified.keyId)?.scopes.includes(endpoint.scope)) {
    return refuse('scope_missing');
  }
  if (!fitsQuery(endpoint, found.query)) return refuse('invalid_request');
  const { keyId, idempotencyKey } = verified;
  if (endpoint.body === null) return { ok: true, ...found, body: undefined, keyId, idempotencyKey };
  if (request.headers[HEADERS.idempotency] === undefined) return refuse('idempotency_key_missing');
  const body = parseBody(endpoint.body, request.body);
  if (!body.success) return refuse('invalid_request');
  return { ok: true, ...found, body: body.data, keyId, idempotencyKey };
};
