import type { z } from 'zod';
import { answer, exchangeId, userAnswer } from './values.ts';

/** All paths of the contract stand under this one. */
export const BASE_PATH = '/support/v1';

/**
 * What a key may be used for. `support`: reads and actions for customers and staff; `compliance`: the inside of
 * restrictions; `events`: the feed.
 */
export type Scope = 'support' | 'compliance' | 'events';

export interface Endpoint<
  Data extends z.ZodType = z.ZodType,
  Body extends z.ZodType | null = z.ZodType | null,
> {
  readonly method: 'GET' | 'POST';
  /** Under `BASE_PATH`; `{name}` stands for one encoded segment. */
  readonly path: `/${string}`;
  readonly scope: Scope;
  /** Names of the query's fields, each a text, with its shape; none may be sent that is not named. */
  readonly query: Readonly<Record<string, z.ZodType<string | undefined>>>;
  /** Shape of the JSON body; null: no body. Every request with a body carries an idempotency key. */
  readonly body: Body;
  readonly data: Data;
  /** The answer about a user repeats whose it is. */
  readonly ofUser: boolean;
  /** The field of the data that must repeat the path's or query's parameter of the same name; null where none does. */
  readonly echoes: string | null;
  /** What we read instead, where one strange entry must not spoil the others; null: `data`. */
  readonly readAs: z.ZodType | null;
  /** Codes with which the exchange may say no, beside those of every endpoint. */
  readonly refusals: readonly string[];
  readonly summary: string;
}

type Given = Partial<Pick<Endpoint, 'scope' | 'query' | 'echoes' | 'refusals' | 'readAs'>>;

const DEFAULTS = { scope: 'support', query: {}, echoes: null, readAs: null, refusals: [] } as const;

/** A figure that is asked for: changes nothing, may be asked again. */
export const read = <Data extends z.ZodType>(
  path: `/${string}`,
  data: Data,
  summary: string,
  given: Given = {},
): Endpoint<Data, null> => ({
  ...DEFAULTS,
  method: 'GET',
  path,
  body: null,
  data,
  ofUser: path.includes('{userId}'),
  summary,
  ...given,
});

/** Something that happens once for each idempotency key. */
export const act = <Data extends z.ZodType, Body extends z.ZodType>(
  path: `/${string}`,
  body: Body,
  data: Data,
  summary: string,
  given: Given = {},
): Endpoint<Data, Body> => ({
  ...DEFAULTS,
  method: 'POST',
  path,
  body,
  data,
  ofUser: path.includes('{userId}'),
  summary,
  ...given,
});

/** The whole answer, as it stands in the body of a 200. */
export const replyOf = (endpoint: Pick<Endpoint, 'data' | 'ofUser'>) =>
  endpoint.ofUser ? userAnswer(endpoint.data) : answer(endpoint.data);

/** Whether a query holds what the endpoint takes, and nothing else. */
export const fitsQuery = (
  endpoint: Endpoint,
  query: Readonly<Record<string, string | undefined>>,
): boolean =>
  Object.keys(query).every((name) => Object.hasOwn(endpoint.query, name)) &&
  Object.entries(endpoint.query).every(([name, schema]) => schema.safeParse(query[name]).success);

/** Names of the parameters of a path, in their order. */
export const paramsOf = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

/**
 * Path and query as they are sent and signed, `BASE_PATH` included. Throws `TypeError` when a parameter is missing;
 * undefined when a value is no id of the contract, so that no text can lead to another path.
 */
export const fillPath = (
  endpoint: Endpoint,
  params: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string>> = {},
): string | undefined => {
  let path: string = endpoint.path;
  for (const name of paramsOf(path)) {
    const value = params[name];
    if (value === undefined) throw new TypeError(`${endpoint.path} wants ${name}`);
    if (!exchangeId.safeParse(value).success) return undefined;
    path = path.replace(`{${name}}`, () => encodeURIComponent(value));
  }
  const text = new URLSearchParams(query).toString();
  return BASE_PATH + path + (text === '' ? '' : `?${text}`);
};

export interface FoundEndpoint<Name extends string> {
  readonly name: Name;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

const decode = (segment: string): string | undefined => {
  try {
    const value = decodeURIComponent(segment);
    return exchangeId.safeParse(value).success ? value : undefined;
  } catch {
    return undefined;
  }
};

const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const segment = given[i] ?? '';
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (name === undefined) {
      if (part !== segment) return undefined;
      continue;
    }
    const value = decode(segment);
    if (value === undefined) return undefined;
    params[name] = value;
  }
  return params;
};

/** For servers: the endpoint of a request's method and target (path with query, as received); undefined: there is none. */
export const findEndpoint = <Name extends string>(
  endpoints: Readonly<Record<Name, Endpoint>>,
  method: string,
  target: string,
): FoundEndpoint<Name> | undefined => {
  const [whole = '', search = ''] = target.split('?', 2);
  if (!whole.startsWith(`${BASE_PATH}/`)) return undefined;
  const path = whole.slice(BASE_PATH.length);
  for (const name of Object.keys(endpoints) as Name[]) {
    const endpoint = endpoints[name];
    if (endpoint.method !== method) continue;
    const params = matchPath(endpoint.path, path);
    if (params === undefined) continue;
    const query = Object.fromEntries(new URLSearchParams(search));
    return { name, params, query };
  }
  return undefined;
};

/** Every answer that is not a 200, by its code. Further codes of one endpoint stand in its `refusals` (status 409). */
export const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  invalid_request: 400,
  signature_missing: 401,
  signature_invalid: 401,
  key_unknown: 401,
  clock_skew: 401,
  nonce_used: 401,
  scope_missing: 403,
  not_found: 404,
  idempotency_key_missing: 400,
  idempotency_conflict: 409,
  body_too_large: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

/** The status with which a code is answered. */
export const statusOf = (code: string): number => STATUS_OF_CODE[code] ?? 409;
