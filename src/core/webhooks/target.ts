import { fail, type Outcome, ok } from '../outcome.ts';

/** A URL taken apart, as its standard says; `hostname` without brackets, `port` empty for the scheme's own. */
export interface TargetParts {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
  readonly username: string;
  readonly password: string;
  readonly hash: string;
}

export interface Target {
  /** The installation names this host: it may be of this house, and without TLS. */
  readonly internal: boolean;
}

const LOCAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|arpa)\.?$/i;

/**
 * Whether webhooks may go there, as far as the URL says it; the addresses behind the name are judged when they are
 * known. `internalHosts`: `host` or `host:port`, in lower case. Failures, all `invalid`: `webhook_url_scheme`,
 * `webhook_url_credentials`, `webhook_host_not_allowed`.
 */
export const judgeTarget = (
  parts: TargetParts,
  internalHosts: readonly string[],
): Outcome<Target> => {
  const { protocol, port, username, password, hash } = parts;
  const hostname = parts.hostname.toLowerCase();
  if (username !== '' || password !== '' || hash !== '') {
    return fail('invalid', 'webhook_url_credentials');
  }
  const usual = port !== '' ? port : protocol === 'https:' ? '443' : '80';
  const internal =
    internalHosts.includes(hostname) || internalHosts.includes(`${hostname}:${usual}`);
  if (protocol !== 'https:' && !(internal && protocol === 'http:')) {
    return fail('invalid', 'webhook_url_scheme');
  }
  if (!internal && !hostname.includes('.') && !hostname.includes(':')) {
    return fail('invalid', 'webhook_host_not_allowed');
  }
  if (!internal && LOCAL_NAME.test(hostname)) return fail('invalid', 'webhook_host_not_allowed');
  return ok({ internal });
};
