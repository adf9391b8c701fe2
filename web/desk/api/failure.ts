/**
 * Why a request did not succeed. `code` is the translation key `error.<code>`; `out_of_reach` when there was
 * no answer at all. `reference` is the id under which the server's log holds this answer.
 */
export class RequestFailure extends Error {
  readonly code: string;
  readonly status: number;
  readonly reference: string | null;
  readonly retryAfterSeconds: number | null;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(init: {
    code: string;
    status: number;
    reference?: string | undefined;
    retryAfterSeconds?: number | undefined;
    details?: Readonly<Record<string, unknown>> | undefined;
  }) {
    super(init.code);
    this.name = 'RequestFailure';
    this.code = init.code;
    this.status = init.status;
    this.reference = init.reference ?? null;
    this.retryAfterSeconds = init.retryAfterSeconds ?? null;
    this.details = init.details ?? {};
  }

  /** True when the same request may succeed later without being changed. */
  get mayRetry(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export const OUT_OF_REACH = 'out_of_reach';

/** Any thrown value as a failure that can be shown. */
export const asFailure = (thrown: unknown): RequestFailure =>
  thrown instanceof RequestFailure ? thrown : new RequestFailure({ code: OUT_OF_REACH, status: 0 });
