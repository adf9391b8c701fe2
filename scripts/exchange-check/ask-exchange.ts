import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSender } from '../../src/adapters/exchange-http/send-http.ts';
import { type Endpoint, fillPath, replyOf } from '../../src/contract/exchange/endpoint.ts';
import { exchangeError } from '../../src/contract/exchange/platform.ts';
import {
  type BodyOf,
  type DataOf,
  ENDPOINTS,
  type EndpointName,
} from '../../src/contract/exchange/routes.ts';
import { type SigningKeyPair, signRequest } from '../../src/core/exchange-signing/sign-request.ts';

export interface Reply {
  /** 0: nothing came. */
  readonly status: number;
  readonly json: unknown;
  /** The code of a refusal; null where there is none of the contract's form. */
  readonly code: string | null;
  readonly ms: number;
}

/** What is sent, before its last change. */
export interface Request {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Given<Name extends EndpointName> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: BodyOf<Name>;
  /** Null: none is sent, although the endpoint wants one. */
  readonly key?: string | null;
  readonly signer?: SigningKeyPair;
  /** Seconds that the signing clock is ahead. */
  readonly clockAheadSeconds?: number;
  readonly nonce?: string;
  /** Changes the request after it was signed. */
  readonly change?: (request: Request) => Request;
}

export interface AskExchange {
  raw<Name extends EndpointName>(name: Name, given?: Given<Name>): Promise<Reply>;
  /** The data of an answer that holds in all, or a sentence about what does not. */
  data<Name extends EndpointName>(
    name: Name,
    given?: Given<Name>,
  ): Promise<
    | { readonly ok: true; readonly data: DataOf<Name>; readonly ms: number }
    | { readonly ok: false; readonly wrong: string; readonly reply: Reply }
  >;
  close(): void;
}

export interface Target {
  readonly url: string;
  readonly key: SigningKeyPair;
  readonly complianceKey: SigningKeyPair | null;
  readonly certificateFile: string | null;
  readonly keyFile: string | null;
  readonly caFile: string | null;
}

const TIMEOUT_MS = 10_000;
const MAX_AHEAD_MS = 60_000;
const FAULTS_SHOWN = 4;

const digests = {
  sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
  hmac: (key: Uint8Array, bytes: Uint8Array) => createHmac('sha256', key).update(bytes).digest(),
};

export const newKey = (): string => `check-${randomBytes(9).toString('base64url')}`;

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

/** What is wrong with a reply to a request that should succeed; null: nothing. */
const faultOf = (
  endpoint: Endpoint,
  reply: Reply,
  wanted: Readonly<Record<string, string>>,
): string | null => {
  if (reply.status !== 200) return describeReply(reply);
  const shaped = replyOf(endpoint).safeParse(reply.json);
  if (!shaped.success) {
    const places = shaped.error.issues
      .slice(0, FAULTS_SHOWN)
      .map(({ path, message }) => `${path.join('.') || 'the answer'}: ${message}`);
    return `it does not fit its schema: ${places.join('; ')}`;
  }
  const { asOf, data } = shaped.data;
  if ('userId' in shaped.data && shaped.data.userId !== wanted.userId) {
    return `it speaks of user ${shaped.data.userId}, not of ${wanted.userId}`;
  }
  const { echoes } = endpoint;
  if (echoes !== null) {
    const said = (data as Record<string, unknown>)[echoes];
    if (said !== wanted[echoes]) return `its ${echoes} is ${said}, not ${wanted[echoes]}`;
  }
  if (asOf > Date.now() + MAX_AHEAD_MS) return 'its asOf lies more than a minute ahead';
  return null;
};

export const describeReply = ({ status, code }: Reply): string =>
  status === 0 ? 'no answer came' : `it answered ${status}${code === null ? '' : ` ${code}`}`;

/** Requests to the server under test, which may be spoilt on purpose. */
export const createAskExchange = (target: Target): AskExchange => {
  const sender = createSender(target);

  const raw = async <Name extends EndpointName>(
    name: Name,
    given: Given<Name> = {},
  ): Promise<Reply> => {
    const endpoint: Endpoint = ENDPOINTS[name];
    const path = fillPath(endpoint, given.params ?? {}, given.query ?? {});
    if (path === undefined) throw new TypeError(`${name}: an id that the contract does not allow`);
    const standard = endpoint.scope === 'compliance' ? target.complianceKey : target.key;
    const signer = given.signer ?? standard ?? target.key;
    const body = endpoint.body === null ? '' : JSON.stringify(given.body);
    const idempotencyKey = endpoint.body === null ? null : (given.key ?? newKey());
    const signed = signRequest(
      {
        method: endpoint.method,
        target: path,
        body: Buffer.from(body),
        idempotencyKey: given.key === null ? null : idempotencyKey,
      },
      signer,
      Date.now() + (given.clockAheadSeconds ?? 0) * 1_000,
      given.nonce ?? randomBytes(18).toString('base64url'),
      digests,
    );
    const headers = body === '' ? signed : { ...signed, 'content-type': 'application/json' };
    const plain: Request = { method: endpoint.method, target: path, headers, body };
    const request = given.change?.(plain) ?? plain;
    const startedAt = performance.now();
    const sent = await sender.send({
      ...request,
      body: Buffer.from(request.body),
      timeoutMs: TIMEOUT_MS,
    });
    const ms = performance.now() - startedAt;
    if (sent.kind !== 'answer') return { status: 0, json: undefined, code: null, ms };
    const json = parse(sent.body);
    const refused = exchangeError.safeParse(json);
    const code = refused.success ? refused.data.error.code : null;
    return { status: sent.status, json, code, ms };
  };

  return {
    raw,
    data: async <Name extends EndpointName>(name: Name, given: Given<Name> = {}) => {
      const reply = await raw(name, given);
      const wrong = faultOf(ENDPOINTS[name], reply, { ...given.query, ...given.params });
      if (wrong !== null) return { ok: false as const, wrong, reply };
      const { data } = reply.json as { data: DataOf<Name> };
      return { ok: true as const, data, ms: reply.ms };
    },
    close: sender.close,
  };
};
