import type { EndpointName } from '../../contract/exchange/routes.ts';
import type { Log } from '../../ports/log.ts';
import type { Judged } from './read-answer.ts';

export type Tell = (endpoint: EndpointName, judged: Judged) => void;

/** The same fault of the same endpoint is said once in this time: the feed alone asks every few seconds. */
const QUIET_MS = 60_000;

/** Says in the log what an exchange did wrong: ids of endpoints and codes, neither figures nor what a user typed. */
export const createTell = (log: Log): Tell => {
  const saidAt = new Map<string, number>();
  const isNews = (text: string): boolean => {
    const now = performance.now();
    if (now - (saidAt.get(text) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return false;
    for (const [old, at] of saidAt) if (now - at >= QUIET_MS) saidAt.delete(old);
    saidAt.set(text, now);
    return true;
  };
  return (endpoint, { asked, fault }) => {
    if (asked.ok || asked.failure.kind === 'not_found') return;
    const fields = { endpoint, failure: asked.failure.kind, fault };
    if (asked.failure.kind === 'unreachable') return log.debug(fields, 'no answer');
    const isOurs = /^(401|403) /.test(fault);
    if (asked.failure.kind === 'refused' && !isOurs) {
      return log.info(fields, 'the exchange said no');
    }
    if (!isNews(`${endpoint} ${fault}`)) return;
    if (isOurs) log.error(fields, 'the exchange does not take our signature');
    else log.warn(fields, 'the exchange answered against its contract');
  };
};
