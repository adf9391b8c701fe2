import { z } from 'zod';
import {
  type BodyOf,
  type DataOf,
  ENDPOINTS,
  type EndpointName,
} from '../../src/contract/exchange/routes.ts';
import type { Asked, Exchange, ExchangeUserId } from '../../src/ports/exchange.ts';
import { type Asking, createBook, type ExchangeBook } from './exchange-book.ts';

/**
 * How an exchange fails. `down`: nobody answers; `slow`: nobody answers in time; `broken`: 503; `garbage`: no JSON;
 * `schema`: a field has another type; `foreign`: it speaks of another user; `other_id`: of another order, market …;
 * `ahead`: its figures are of tomorrow; `huge`: more than any answer may hold.
 */
export type Trouble =
  | 'down'
  | 'slow'
  | 'broken'
  | 'garbage'
  | 'schema'
  | 'foreign'
  | 'other_id'
  | 'ahead'
  | 'huge';

export interface ExchangeFake {
  readonly exchange: Exchange;
  readonly book: ExchangeBook;
  /** From now on, at these endpoints or, without any, everywhere; null: well again. */
  trouble(kind: Trouble | null, ...names: readonly EndpointName[]): void;
  /** Users whose remembered answers were thrown away; null: those that concern nobody. */
  readonly forgotten: readonly (ExchangeUserId | null)[];
}

const failureOf = (kind: Trouble, name: EndpointName): Asked<never> | undefined => {
  const { ofUser, echoes } = ENDPOINTS[name];
  if (kind === 'down' || kind === 'slow' || kind === 'broken') {
    return { ok: false, failure: { kind: 'unreachable' } };
  }
  if (kind === 'foreign') {
    return ofUser ? { ok: false, failure: { kind: 'foreign' } } : undefined;
  }
  if (kind === 'other_id') {
    return echoes === null ? undefined : { ok: false, failure: { kind: 'malformed' } };
  }
  return { ok: false, failure: { kind: 'malformed' } };
};

/** The port as a feature sees it, without a network; the same book stands behind `startExchangeServer`. */
export const createExchangeFake = (book: ExchangeBook = createBook()): ExchangeFake => {
  const troubles = new Map<EndpointName | 'all', Trouble | null>();
  const forgotten: (ExchangeUserId | null)[] = [];
  let proofs = 0;

  const ask = async <Name extends EndpointName>(
    name: Name,
    given: Partial<Omit<Asking, 'name' | 'body'>> & { readonly body?: BodyOf<Name> } = {},
  ): Promise<Asked<DataOf<Name>>> => {
    const kind = troubles.get(name) ?? troubles.get('all') ?? null;
    const failed = kind === null ? undefined : failureOf(kind, name);
    if (failed !== undefined) return failed;
    const { params = {}, query = {}, body, key = null } = given;
    const said = book.answer({ name, params, query, body, key });
    if (said.ok) {
      const schema: z.ZodType = ENDPOINTS[name].data;
      return { ok: true, asOf: said.asOf, value: z.parse(schema, said.data) as DataOf<Name> };
    }
    return said.code === 'not_found'
      ? { ok: false, failure: { kind: 'not_found' } }
      : { ok: false, failure: { kind: 'refused', code: said.code } };
  };
  const map = <A, B>(asked: Asked<A>, part: (value: A) => B): Asked<B> =>
    asked.ok ? { ...asked, value: part(asked.value) } : asked;
  const proofKey = (): string => `proof-${++proofs}`;

  const exchange: Exchange = {
    reads: {
      account: (userId) => ask('account', { params: { userId } }),
      verification: (userId) => ask('verification', { params: { userId } }),
      feeTier: (userId) => ask('feeTier', { params: { userId } }),
      restrictions: (userId) => ask('restrictions', { params: { userId } }),
      security: (userId) => ask('security', { params: { userId } }),
      apiKeys: (userId) => ask('apiKeys', { params: { userId } }),
      payments: (userId) => ask('payments', { params: { userId } }),
      orders: (userId) => ask('orders', { params: { userId } }),
      order: (userId, orderId) => ask('order', { params: { userId, orderId } }),
      deposits: (userId) => ask('deposits', { params: { userId } }),
      deposit: (userId, depositId) => ask('deposit', { params: { userId, depositId } }),
      withdrawals: (userId) => ask('withdrawals', { params: { userId } }),
      withdrawal: (userId, withdrawalId) => ask('withdrawal', { params: { userId, withdrawalId } }),
      addressOwner: (userId, address) =>
        ask('addressOwner', { params: { userId }, query: { address } }),
      antiPhishingCode: async (userId) =>
        map(await ask('antiPhishingCode', { params: { userId } }), ({ code }) => code),
      market: (pair) => ask('market', { params: { pair } }),
      assets: () => ask('assets'),
      platform: () => ask('platform'),
    },
    actions: {
      lock: (userId, body, key) => ask('lock', { params: { userId }, body, key }),
      unlock: (userId, body, key) => ask('unlock', { params: { userId }, body, key }),
      beginTwoFactorReset: (userId, body, key) =>
        ask('beginTwoFactorReset', { params: { userId }, body, key }),
      revokeSessions: async (userId, requestedBy, key) =>
        map(
          await ask('revokeSessions', { params: { userId }, body: { requestedBy }, key }),
          ({ count }) => count,
        ),
      revokeApiKeys: async (userId, requestedBy, key) =>
        map(
          await ask('revokeApiKeys', { params: { userId }, body: { requestedBy }, key }),
          ({ count }) => count,
        ),
      cancelWithdrawals: (userId, requestedBy, key) =>
        ask('cancelWithdrawals', { params: { userId }, body: { requestedBy }, key }),
      beginPasswordReset: (userId, requestedBy, key) =>
        ask('beginPasswordReset', { params: { userId }, body: { requestedBy }, key }),
      beginVerification: (userId, requestedBy, key) =>
        ask('beginVerification', { params: { userId }, body: { requestedBy }, key }),
      recoverDeposit: (userId, depositId, requestedBy, key) =>
        ask('recoverDeposit', { params: { userId }, body: { requestedBy, depositId }, key }),
    },
    proofs: {
      challenge: (userId, purpose) =>
        ask('challenge', { params: { userId }, body: { purpose }, key: proofKey() }),
      check: (userId, challengeId, method, code) =>
        ask('check', {
          params: { userId, challengeId },
          body: { method, code },
          key: proofKey(),
        }),
      recoveryProof: async (identifier, proof) =>
        map(
          await ask('recoveryProof', { body: { identifier, proof }, key: proofKey() }),
          ({ userId }) => userId as ExchangeUserId | null,
        ),
    },
    compliance: {
      restrictionSecrets: (userId) => ask('restrictionSecrets', { params: { userId } }),
    },
    events: { poll: (cursor) => ask('events', { query: cursor === null ? {} : { cursor } }) },
    forget: (userId) => void forgotten.push(userId),
  };
  return {
    exchange,
    book,
    forgotten,
    trouble: (kind, ...names) => {
      if (names.length === 0) troubles.clear();
      for (const name of names.length === 0 ? (['all'] as const) : names) troubles.set(name, kind);
    },
  };
};
