import {
  EDGE_CODES,
  type EdgeCode,
  type ErrorReply,
  type Failure,
  type ProblemReply,
  STATUS_OF_CLASS,
} from '../../contract/error.ts';
export interface HttpError {
  readonly status: number;
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
}

/** An answer that the edge itself gives. */
export const edgeError = (
  code: EdgeCode,
  more: Pick<HttpError, 'details' | 'retryAfterSeconds'> = {},
): HttpError => ({ status: EDGE_CODES[code], code, ...more });

export const mapFailure = (failure: Failure): HttpError => ({
  status: STATUS_OF_CLASS[failure.class],
  code: failure.code,
  ...(failure.details && { details: failure.details }),
  ...(failure.retryAfterSeconds !== undefined && { retryAfterSeconds: failure.retryAfterSeconds }),
});

/** Where other systems ask, and get problems instead of errors. */
export const isForSystems = (path: string): boolean => path.startsWith('/api/v1/');

export const toProblem = (error: HttpError, reference: string, path: string): ProblemReply => {
  const words = error.code.replaceAll('_', ' ');
  return {
    type: `urn:mainstay:problem:${error.code}`,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    status: error.status,
    instance: path,
    ...toErrorReply(error, reference).error,
  };
};

export const toErrorReply = (error: HttpError, reference: string): ErrorReply => ({
  error: {
    code: error.code,
    reference,
    ...(error.details && { details: { ...error.details } }),
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
  },
});
