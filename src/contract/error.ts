import { z } from 'zod';
import type { Failure, FailureClass, Outcome } from '../core/outcome.ts';

/** The reply to every request that did not succeed. `code` is the translation key `error.<code>`. */
export const errorReply = z.object({
  error: z.object({
    code: z.string(),
    /** Short id of this answer; the log holds the same one, so that a person can be helped with it. */
    reference: z.string(),
    /** Machine-readable particulars: field paths, limits. Never a value that was sent. */
    details: z.record(z.string(), z.unknown()).optional(),
    /** Seconds after which a retry may succeed; the same as the header Retry-After. */
    retryAfterSeconds: z.number().int().optional(),
  }),
});
export type ErrorReply = z.infer<typeof errorReply>;

/** The same for other systems, below `/api/v1`: RFC 9457, as `application/problem+json`. */
export const problemReply = z.object({
  /** `urn:mainstay:problem:` and the code. */
  type: z.string(),
  /** The code in words, English. */
  title: z.string(),
  status: z.number().int(),
  /** The path that was asked, without its query. */
  instance: z.string(),
  code: z.string(),
  reference: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  retryAfterSeconds: z.number().int().optional(),
});
export type ProblemReply = z.infer<typeof problemReply>;

/** The one map of failure classes to HTTP statuses. */
export const STATUS_OF_CLASS: Readonly<Record<FailureClass, number>> = {
  not_found: 404,
  forbidden: 403,
  unauthorized: 401,
  conflict: 409,
  invalid: 422,
  limit_reached: 429,
  precondition: 412,
  internal: 500,
};

/** Codes that the HTTP edge itself answers, before or instead of a slice. */
export const EDGE_CODES = {
  invalid_request: 400,
  malformed_json: 400,
  malformed_url: 400,
  unauthorized: 401,
  forbidden: 403,
  origin_refused: 403,
  customer_blocked: 403,
  unknown_route: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  body_too_large: 413,
  url_too_long: 414,
  unsupported_media_type: 415,
  too_many_requests: 429,
  headers_too_large: 431,
  internal_error: 500,
  temporarily_unavailable: 503,
} as const;
export type EdgeCode = keyof typeof EDGE_CODES;

/**
 * Thrown when something that we depend on cannot be reached: answered with 503 and Retry-After.
 * It is not a bug and not the asker's fault.
 */
export class OutOfReach extends Error {
  readonly dependency: string;
  constructor(dependency: string, cause?: unknown) {
    super(`${dependency} is out of reach`, { cause });
    this.name = 'OutOfReach';
    this.dependency = dependency;
  }
}

export type { Failure, FailureClass, Outcome };
