// How the pages speak to the exchange's server: a session for whoever is signed in, and answers or codes.
import { note } from './elements.js';
import { t } from './words.js';

const DEVICE = 'norvik.device';
const SESSION = 'norvik.session';

const headers = () => {
  const session = sessionStorage.getItem(SESSION);
  return session === null ? {} : { 'x-norvik-session': session };
};

/** What the server says, or null where it does not tell. */
export const ask = async (path) => {
  const reply = await fetch(path, { headers: headers() });
  return reply.ok ? reply.json() : null;
};

/** Does something: `{ ok, code, ...what came of it }`. */
export const act = async (path, body = {}, method = 'POST') => {
  const reply = await fetch(path, {
    method,
    headers: { ...(method === 'POST' && { 'content-type': 'application/json' }), ...headers() },
    body: method === 'POST' ? JSON.stringify(body) : null,
  });
  const said = await reply.json().catch(() => ({}));
  return { ...said, ok: reply.ok, status: reply.status };
};

/** Signs somebody in; the code of a refusal, or null. */
export const openSession = async (customer) => {
  sessionStorage.removeItem(SESSION);
  const device = localStorage.getItem(`${DEVICE}.${customer}`);
  const result = await act('/session', { customer, device });
  if (!result.ok) return result.code ?? 'unknown';
  sessionStorage.setItem(SESSION, result.sessionId);
  localStorage.setItem(`${DEVICE}.${customer}`, result.deviceId);
  return null;
};

export const closeSession = () => sessionStorage.removeItem(SESSION);

export const fetchToken = async () => {
  const reply = await fetch('/support-token', { headers: headers() });
  return reply.ok ? reply.text() : null;
};

const REFUSALS = [
  ...['network_closed', 'account_locked', 'account_held', 'address_invalid', 'below_minimum'],
  ...['address_not_saved', 'address_new', 'insufficient_balance', 'market_halted', 'too_late'],
  ...[
    'price_protection',
    'too_many_orders',
    'no_liquidity',
    'self_trade',
    'no_tries_left',
    'code_wrong',
  ],
];

/** Why something was refused, in words. */
export const refusal = (code) =>
  note(t(`demo.refused.${REFUSALS.includes(code) ? code : 'other'}`), 'wait');
