import type { Principal } from '../../contract/principal.ts';
import type { Route } from '../../contract/route.ts';
import type { LimitVerdict } from '../../ports/limits.ts';
import { decideFloodLimit } from '../limits/flood-limits.ts';
import type { HttpOptions } from './http-options.ts';
import { edgeError, type HttpError } from './map-failure.ts';

const MINUTE_MS = 60_000;

/** An IPv6 subscriber holds a /64 at least, so that is what counts as one address. */
export const addressGroup = (ip: string): string => {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip.replace('::ffff:', '');
  const [head = '', tail = ''] = ip.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = ip.includes('::')
    ? Array(Math.max(0, 8 - left.length - right.length)).fill('0')
    : [];
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
};

const refusal = (retryAfterMs: number): HttpError =>
  edgeError('too_many_requests', {
    retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)),
  });

const FAILED_SIGN_INS_PER_MINUTE = 300;

/** Dead or invented sessions cost a look into the database each. */
export const checkFailedSignIns = async (
  options: HttpOptions,
  ip: string,
): Promise<HttpError | undefined> => {
  const scale = options.settings.floodScale;
  if (scale === 0) return undefined;
  const verdict = await options.limits.take(`failed-sign-in|ip|${addressGroup(ip)}`, {
    max: Math.max(1, Math.round(FAILED_SIGN_INS_PER_MINUTE * scale)),
    windowMs: MINUTE_MS,
  });
  return verdict.allowed ? undefined : refusal(verdict.retryAfterMs);
};

/** Source: draft-ietf-httpapi-ratelimit-headers-06. `Reset`: seconds until the allowance is whole again, or one is free. */
const allowanceHeaders = (max: number, verdict: LimitVerdict): Readonly<Record<string, string>> => {
  const policy = {
    'ratelimit-policy': `${max};w=${MINUTE_MS / 1_000}`,
    'ratelimit-limit': `${max}`,
  };
  if (!verdict.allowed) {
    const seconds = Math.max(1, Math.ceil(verdict.retryAfterMs / 1_000));
    return { ...policy, 'ratelimit-remaining': '0', 'ratelimit-reset': `${seconds}` };
  }
  if (verdict.left === undefined) return policy;
  const { remaining, wholeInMs } = verdict.left;
  const seconds = Math.ceil(wholeInMs / 1_000);
  return { ...policy, 'ratelimit-remaining': `${remaining}`, 'ratelimit-reset': `${seconds}` };
};

/** Undefined where the request may pass; a key is told what is left of its allowance. Counts against the session first, then against the address. */
export const checkFlood = async (
  options: HttpOptions,
  route: Route,
  principal: Principal,
  ip: string,
  tell: (headers: Readonly<Record<string, string>>) => void,
): Promise<HttpError | undefined> => {
  const scale = options.settings.floodScale;
  // A key's allowance is its own, over all routes, wherever it is used from.
  if (principal.kind === 'key') {
    const verdict = await options.limits.take(`key|${principal.keyId}`, {
      max: principal.perMinute,
      windowMs: MINUTE_MS,
    });
    tell(allowanceHeaders(principal.perMinute, verdict));
    return verdict.allowed ? undefined : refusal(verdict.retryAfterMs);
  }
  if (scale === 0) return undefined;
  const limit = decideFloodLimit(route.key, principal.kind, route.perMinute, scale);
  const takes: [string, number][] = [[`${route.key}|ip|${addressGroup(ip)}`, limit.address]];
  if (limit.session !== null && principal.kind !== 'public') {
    takes.unshift([`${route.key}|session|${principal.sessionId}`, limit.session]);
  }
  for (const [key, max] of takes) {
    const verdict = await options.limits.take(key, { max, windowMs: MINUTE_MS });
    if (!verdict.allowed) return refusal(verdict.retryAfterMs);
  }
  return undefined;
};
