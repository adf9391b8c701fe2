import type { OpenSessionReply, SessionReply } from '../../../src/contract/session.ts';
import { type Answer, type Ask, createAsk, type Refusal } from '../../kit/api/request.ts';
import { recall, remember } from './device.ts';
import { currentLocale } from './locale.ts';
import { state } from './state.ts';

const VISITOR = 'visitor';

/** How the page vouches; set by its hello. */
export interface Voucher {
  readonly identified: boolean;
  readonly getToken: () => Promise<string | null>;
  /** A session that was kept where no page can vouch anew; and keeping one. */
  readonly recall?: () => string | null;
  readonly remember?: (secret: string) => void;
}

let voucher: Voucher = { identified: false, getToken: async () => null };
/** Grows with each voucher: an attempt for the person before must not speak for this one. */
let person = 0;
let secret: string | undefined;
let renewing: Promise<boolean> | null = null;
const bare = createAsk(() => secret);

export const sessionSecret = (): string | undefined => secret;

/** Whether the token carries a mail address: only then is being told by mail offered. The server checks the token. */
const carriesMail = (token: string): boolean => {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return Boolean((JSON.parse(atob(payload)) as { email?: unknown }).email);
  } catch {
    return false;
  }
};

const begin = (reply: SessionReply, session: string, hasMail: boolean): true => {
  secret = session;
  state.patch({ customer: reply.customer, hasMail, phase: 'ready' });
  return true;
};

const give = (answer: Refusal): false => {
  const unreachable = answer.status === 0 || answer.status >= 500 || answer.status === 429;
  state.patch({ phase: unreachable && secret === undefined ? 'unreachable' : 'expired' });
  return false;
};

/** Null where there is none, or it has ended. */
const openKept = async (): Promise<boolean | null> => {
  const kept = voucher.recall?.() ?? null;
  if (kept === null || kept === secret) return null;
  const answer = await createAsk(() => kept)<SessionReply>('GET', '/api/session');
  if (answer.ok) return begin(answer.value, kept, false);
  return answer.status === 401 ? null : give(answer);
};

const openAsCustomer = async (): Promise<boolean> => {
  const mine = person;
  const again = await openKept();
  if (mine !== person) return renewSession();
  if (again !== null) return again;
  const token = await voucher.getToken();
  if (mine !== person) return renewSession();
  if (token === null) {
    state.patch({ phase: 'expired' });
    return false;
  }
  const answer = await bare<OpenSessionReply>('POST', '/api/session', { token });
  if (mine !== person) return renewSession();
  if (!answer.ok) return give(answer);
  voucher.remember?.(answer.value.session);
  return begin(answer.value, answer.value.session, carriesMail(token));
};

/** A visitor's inbox lives on this device, under the session that is kept here. */
const openAsVisitor = async (): Promise<boolean> => {
  const mine = person;
  const kept = recall(VISITOR);
  if (kept !== null && kept !== secret) {
    const answer = await createAsk(() => kept)<SessionReply>('GET', '/api/session');
    if (mine !== person) return renewSession();
    if (answer.ok) return begin(answer.value, kept, false);
    if (answer.status !== 401) return give(answer);
  }
  const answer = await bare<OpenSessionReply>('POST', '/api/session', {
    visitor: { locale: currentLocale() },
  });
  if (answer.ok) remember(VISITOR, answer.value.session);
  if (mine !== person) return renewSession();
  if (!answer.ok) return give(answer);
  return begin(answer.value, answer.value.session, false);
};

/** Gets a session, or another one when the old one ended. Several askers wait for the same attempt. */
export const renewSession = (): Promise<boolean> => {
  if (renewing !== null) return renewing;
  const attempt = (voucher.identified ? openAsCustomer() : openAsVisitor()).finally(() => {
    if (renewing === attempt) renewing = null;
  });
  renewing = attempt;
  return attempt;
};

export const openSession = (given: Voucher): Promise<boolean> => {
  voucher = given;
  person++;
  secret = undefined;
  // Whoever waits for the attempt before is passed on to this one.
  renewing = null;
  return renewSession();
};

/**
 * Lets go of the session, for another person or the same one anew. The result ends it at the server too, once there
 * is another; a visitor's is kept, because their inbox lives by it.
 */
export const takeSession = (): (() => Promise<void>) => {
  const old = secret;
  secret = undefined;
  person++;
  renewing = null;
  return async () => {
    if (old !== undefined && old !== recall(VISITOR) && old !== secret) {
      await createAsk(() => old)('DELETE', '/api/session');
    }
  };
};

/** Asks the server, with one new session in between when the old one has ended. */
export const ask: Ask = async <T>(
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<T>> => {
  if (secret === undefined && renewing !== null) await renewing;
  const used = secret;
  const answer = await bare<T>(method, path, body);
  if (answer.ok) return answer;
  if (answer.code === 'customer_blocked') {
    const { customer } = state.get();
    if (customer !== null) state.patch({ customer: { ...customer, blocked: true } });
  }
  if (answer.status !== 401) return answer;
  if (secret !== used || (await renewSession())) return bare<T>(method, path, body);
  return answer;
};
