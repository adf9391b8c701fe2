import type { BodyOf, DataOf, EndpointName } from '../../contract/exchange/routes.ts';
import type {
  Asked,
  ExchangeActions,
  ExchangeProofs,
  ExchangeUserId,
} from '../../ports/exchange.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Call } from './call-endpoint.ts';
import type { ReadCache } from './read-cache.ts';
import { mapAsked } from './reads.ts';

export const createActions = (call: Call, cache: ReadCache): ExchangeActions => {
  const act = async <Name extends EndpointName>(
    name: Name,
    userId: ExchangeUserId,
    body: BodyOf<Name>,
    key: string,
  ): Promise<Asked<DataOf<Name>>> => {
    // Before as well: whoever asks while the action is under way must not be given what was true before it.
    cache.forget(userId);
    const asked = await call(name, { params: { userId }, body, key });
    cache.forget(userId);
    return asked;
  };
  return {
    lock: (userId, request, key) => act('lock', userId, request, key),
    unlock: (userId, request, key) => act('unlock', userId, request, key),
    beginTwoFactorReset: (userId, request, key) => act('beginTwoFactorReset', userId, request, key),
    revokeSessions: async (userId, requestedBy, key) =>
      mapAsked(await act('revokeSessions', userId, { requestedBy }, key), ({ count }) => count),
    revokeApiKeys: async (userId, requestedBy, key) =>
      mapAsked(await act('revokeApiKeys', userId, { requestedBy }, key), ({ count }) => count),
    cancelWithdrawals: (userId, requestedBy, key) =>
      act('cancelWithdrawals', userId, { requestedBy }, key),
    beginPasswordReset: (userId, requestedBy, key) =>
      act('beginPasswordReset', userId, { requestedBy }, key),
    beginVerification: (userId, requestedBy, key) =>
      act('beginVerification', userId, { requestedBy }, key),
    recoverDeposit: (userId, depositId, requestedBy, key) =>
      act('recoverDeposit', userId, { requestedBy, depositId }, key),
  };
};

/** Each call is one try: a key of its own makes that a retry over the wire counts no second time. */
export const createProofs = (call: Call, ids: Ids): ExchangeProofs => ({
  challenge: (userId, purpose) =>
    call('challenge', { params: { userId }, body: { purpose }, key: ids.uuid() }),
  check: (userId, challengeId, method, code) =>
    call('check', { params: { userId, challengeId }, body: { method, code }, key: ids.uuid() }),
  recoveryProof: async (identifier, proof) =>
    mapAsked(
      await call('recoveryProof', { body: { identifier, proof }, key: ids.uuid() }),
      ({ userId }) => userId as ExchangeUserId | null,
    ),
});
