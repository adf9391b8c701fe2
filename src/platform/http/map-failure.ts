import type { ErrorReply, Failure } from '../../contract/error.ts';
import { STATUS_OF_CLASS } from '../../contract/error.ts';

export interface HttpError {
  readonly status: number;
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds?: number;
}

export const mapFailure = (failure: Failure): HttpError => ({
  status: STATUS_OF_CLASS[failure.class],
  code: failure.code,
  ...(failure.details && { details: failure.details }),
  ...(failure.retryAfterSeconds !== undefined && { retryAfterSeconds: failure.retryAfterSeconds }),
});

export const toErrorReply = (error: HttpError, reference: string): ErrorReply => ({
  error: {
    code: error.code,
    reference,
    ...(error.details && { details: { ...error.details } }),
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
  },
});
