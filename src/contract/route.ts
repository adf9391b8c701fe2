import type { z } from 'zod';
import type { Outcome } from '../core/outcome.ts';
import type { Principal } from './principal.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** `METHOD /path/:param`, the key of the access table. */
export type RouteKey = `${Method} /${string}`;

/** What a handler may know of the HTTP request besides its parsed parts. */
export interface RequestInfo {
  readonly requestId: string;
  /** Address of the peer, for flood limits only; never stored. */
  readonly ip: string;
  readonly origin: string | null;
  readonly userAgent: string | null;
  /** A header by its name in lower case; null where there is none, or more than one. Never logged or stored as it is. */
  readonly header: (name: string) => string | null;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

export interface RouteInput<P, Q, B> {
  readonly principal: Principal;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: RequestInfo;
}

/** Raw bytes instead of JSON, with headers of its own. */
export interface BinaryReply {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Text that is made while it is sent; when it throws, the line is cut so that the file does not look whole. */
export interface StreamReply {
  readonly stream: AsyncIterable<string>;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Route {
  readonly key: RouteKey;
  /** One line for the API reference. */
  readonly summary: string;
  readonly tag: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Schema of the JSON reply; `binary` for bytes or a stream of text, `empty` for 204. */
  readonly reply: z.ZodType | 'binary' | 'empty';
  /** The body is raw bytes (`application/octet-stream`) up to this many; the handler receives a Uint8Array. */
  readonly rawBodyLimitBytes?: number;
  /** The body is JSON whose bytes were signed by the sender; the handler receives them as they came, a Uint8Array. */
  readonly signedJsonLimitBytes?: number;
  /** Requests a minute for each session (or address without one); the platform's default when absent. */
  readonly perMinute?: number;
  readonly handle: (input: RouteInput<never, never, never>) => Promise<Outcome<unknown>>;
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type ReplyOf<R> = R extends z.ZodType
  ? z.input<R>
  : R extends 'binary'
    ? BinaryReply | StreamReply
    : undefined;

/** Ties a handler's types to its schemas. */
export const defineRoute = <
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType | 'binary' | 'empty' = 'empty',
>(definition: {
  key: RouteKey;
  summary: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  reply: R;
  rawBodyLimitBytes?: number;
  signedJsonLimitBytes?: number;
  perMinute?: number;
  handle: (
    input: RouteInput<Parsed<P>, Parsed<Q>, B extends undefined ? Uint8Array : Parsed<B>>,
  ) => Promise<Outcome<ReplyOf<R>>>;
}): Route => definition as unknown as Route;
