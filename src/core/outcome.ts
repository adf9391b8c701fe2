/**
 * Expected outcomes are return values; only bugs throw.
 * `code` is also the translation key of the sentence that a person reads (`error.<code>`).
 */
export type FailureClass =
  | 'not_found'
  | 'forbidden'
  | 'unauthorized'
  | 'conflict'
  | 'invalid'
  | 'limit_reached'
  | 'precondition'
  | 'internal';

export interface Failure {
  readonly class: FailureClass;
  readonly code: string;
  /** Machine-readable particulars, never words of a customer. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Seconds after which a retry may succeed. */
  readonly retryAfterSeconds?: number;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const fail = (
  failureClass: FailureClass,
  code: string,
  details?: Readonly<Record<string, unknown>>,
): { readonly ok: false; readonly failure: Failure } => ({
  ok: false,
  failure:
    details === undefined ? { class: failureClass, code } : { class: failureClass, code, details },
});
