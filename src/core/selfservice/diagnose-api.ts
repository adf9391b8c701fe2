import type { AtMs } from '../ids.ts';
import {
  choiceOf,
  countOf,
  type Finding,
  finding,
  maybeMoment,
  momentOf,
  nameOf,
  type Params,
  termsOf,
} from './finding.ts';

export type ApiErrorKind =
  | 'clock_skew'
  | 'ip_not_allowed'
  | 'rate_limited'
  | 'permission_missing'
  | 'signature_invalid'
  | 'key_unknown'
  | 'key_expired'
  | 'parameter_invalid'
  | 'insufficient_balance'
  | 'market_halted'
  | 'other';

export interface ApiKeyFacts {
  readonly keyId: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly allowedIps: readonly string[];
  readonly expiresAt: AtMs | null;
  readonly requestsLastMinute: number;
  readonly requestsPerMinute: number;
  readonly errors: readonly {
    readonly at: AtMs;
    readonly kind: ApiErrorKind;
    readonly code: string;
    readonly path: string;
    readonly skewMs: number | null;
    readonly maskedIp: string | null;
    readonly permission: string | null;
  }[];
}

export interface ApiCase {
  readonly key: ApiKeyFacts;
  /** A restriction that blocks the API. */
  readonly isBlocked: boolean;
  /** The exchange's API itself. */
  readonly component: 'normal' | 'slow' | 'outage' | 'maintenance';
}

/** Older failures than this say nothing of why a call fails now, ms. */
export const API_ERROR_FRESH_MS = 24 * 3_600_000;

const particulars = (
  key: ApiKeyFacts,
  error: ApiKeyFacts['errors'][number],
): { readonly code: string; readonly params: Params } => {
  const { skewMs, maskedIp, permission } = error;
  switch (error.kind) {
    case 'clock_skew':
      return skewMs === null
        ? { code: 'clock', params: {} }
        : {
            code: 'clock_by',
            params: {
              way: choiceOf(skewMs > 0 ? 'ahead' : 'behind'),
              skew: { kind: 'duration', ms: Math.abs(skewMs) },
            },
          };
    case 'ip_not_allowed':
      return {
        code: 'ip',
        params: {
          known: choiceOf(maskedIp === null ? 'no' : 'yes'),
          ip: nameOf(maskedIp ?? ''),
          count: countOf(key.allowedIps.length),
        },
      };
    case 'rate_limited':
      return {
        code: 'rate',
        params: { limit: countOf(key.requestsPerMinute), made: countOf(key.requestsLastMinute) },
      };
    case 'permission_missing':
      return {
        code: 'permission',
        params: {
          known: choiceOf(permission === null ? 'no' : 'yes'),
          wanted: termsOf('permission', ...(permission === null ? [] : [permission])),
        },
      };
    default:
      return { code: error.kind, params: {} };
  }
};

/** Why calls with this key fail, by the newest failure that is fresh. */
export const diagnoseApi = ({ key, isBlocked, component }: ApiCase, now: AtMs): Finding => {
  const told = (code: string, params: Params = {}, rest: Partial<Finding> = {}): Finding =>
    finding('api', code, {
      params: { key: nameOf(key.name), ...params },
      subjects: [{ kind: 'api_key', id: key.keyId }],
      phase: 'act',
      ...rest,
    });
  if (component === 'outage' || component === 'maintenance')
    return told('platform', { state: choiceOf(component) }, { phase: 'wait', follows: true });
  if (isBlocked) return told('blocked', {}, { phase: 'wait', follows: true });
  if (key.expiresAt !== null && key.expiresAt <= now)
    return told('key_expired_at', { at: momentOf(key.expiresAt) });
  const error = key.errors.find(({ at }) => now - at < API_ERROR_FRESH_MS);
  if (error === undefined) {
    const expires = maybeMoment(key.expiresAt);
    return told('no_errors', { known: expires.known, at: expires.at }, { phase: 'end' });
  }
  const { code, params } = particulars(key, error);
  return told(code, {
    ...params,
    error: nameOf(error.code),
    path: nameOf(error.path),
    when: momentOf(error.at),
  });
};
