import type { BodyOf, DataOf, EndpointName } from '../../contract/exchange/routes.ts';
import { listKeys, revokeKeys, shownKey } from '../accounts/keys.ts';
import { beginPasswordReset, beginVerification } from '../accounts/links.ts';
import { beginTwoFactorReset, lockAccount, unlockAccount } from '../accounts/lock.ts';
import { beginChallenge, checkChallenge, checkRecoveryProof } from '../accounts/proofs.ts';
import { activeRestrictions, toldRestriction } from '../accounts/restrict.ts';
import { endSessions } from '../accounts/sessions.ts';
import type { Exchange } from '../exchange.ts';
import type { UserRow } from '../rows.ts';
import { listAssets } from '../transfers/assets.ts';
import { cancelWithdrawals } from '../transfers/cancel.ts';
import { eventPage } from './event-log.ts';
import { recoverDeposit } from './recover.ts';
import {
  listOf,
  toldAccount,
  toldDeposit,
  toldFeeTier,
  toldOrder,
  toldOwner,
  toldPlatform,
  toldSecurity,
  toldVerification,
  toldWithdrawal,
} from './told.ts';

type Texts = Readonly<Record<string, string>>;

export interface Asked<Name extends EndpointName> {
  readonly params: Texts;
  readonly query: Texts;
  readonly body: BodyOf<Name>;
  /** Whose account it is; the endpoints without a user do not look at it. */
  readonly user: UserRow;
}

/** What is true, or the code with which it is refused. */
type Answer<Name extends EndpointName> = ReadonlyDeep<DataOf<Name>> | string;
type ReadonlyDeep<T> = T extends (infer Item)[]
  ? readonly ReadonlyDeep<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> }
    : T;

export type Handlers = {
  readonly [Name in EndpointName]: (exchange: Exchange, asked: Asked<Name>) => Answer<Name>;
};

/** A row of the shelf if it is this user's. */
const own = <Row extends { readonly userId: string }>(
  row: Row | undefined,
  user: UserRow,
): Row | undefined => (row?.userId === user.id ? row : undefined);

const tell = <Row, Told>(row: Row | undefined, told: (row: Row) => Told): Told | string =>
  row === undefined ? 'not_found' : told(row);

const isStaff = ({ body }: { readonly body: { requestedBy: { kind: string } } }): boolean =>
  body.requestedBy.kind === 'agent';

/** Every endpoint of the contract over this exchange's own rows. */
export const HANDLERS: Handlers = {
  account: (_, { user }) => toldAccount(user),
  verification: (_, { user }) => toldVerification(user),
  feeTier: (exchange, { user }) => toldFeeTier(exchange, user),
  restrictions: ({ world }, { user }) =>
    listOf(activeRestrictions(world, user.id), toldRestriction),
  security: (exchange, { user }) => toldSecurity(exchange, user),
  apiKeys: ({ world }, { user }) => listOf(listKeys(world, user.id), (key) => shownKey(world, key)),
  payments: ({ world }, { user }) =>
    listOf(world.payments.ofUser(user.id), ({ userId: _, ...payment }) => payment),
  orders: ({ world }, { user }) => listOf(world.orders.ofUser(user.id), toldOrder),
  order: ({ world }, { user, params }) =>
    tell(own(world.orders.find(params.orderId ?? ''), user), toldOrder),
  deposits: ({ world }, { user }) => listOf(world.deposits.ofUser(user.id), toldDeposit),
  deposit: ({ world }, { user, params }) =>
    tell(own(world.deposits.find(params.depositId ?? ''), user), toldDeposit),
  withdrawals: ({ world }, { user }) => listOf(world.withdrawals.ofUser(user.id), toldWithdrawal),
  withdrawal: ({ world }, { user, params }) =>
    tell(own(world.withdrawals.find(params.withdrawalId ?? ''), user), toldWithdrawal),
  addressOwner: (exchange, { user, query }) => toldOwner(exchange, user.id, query.address ?? ''),
  antiPhishingCode: (_, { user }) => ({ code: user.antiPhishingCode }),
  market: ({ venue }, { params }) => venue.view(params.pair ?? '') ?? 'not_found',
  assets: ({ world, chains }) => listAssets(world, chains),
  platform: (exchange) => toldPlatform(exchange),

  lock: (exchange, { user, body }) => lockAccount(exchange, user, body),
  unlock: (exchange, { user, body }) => unlockAccount(exchange, user, body),
  beginTwoFactorReset: (exchange, { user, body }) => beginTwoFactorReset(exchange, user, body),
  revokeSessions: ({ world }, { user }) => ({ count: endSessions(world, user.id) }),
  revokeApiKeys: ({ world }, asked) => ({
    count: revokeKeys(world, asked.user.id, isStaff(asked)),
  }),
  cancelWithdrawals: ({ world }, { user }) => cancelWithdrawals(world, user.id),
  beginPasswordReset: ({ world, sendMail, origin }, { user }) =>
    beginPasswordReset(world, sendMail, user, origin),
  beginVerification: ({ world, origin }, { user }) => beginVerification(world, user, origin),
  recoverDeposit: ({ world }, { user, body }) => recoverDeposit(world, user, body.depositId),

  challenge: ({ world, sendMail }, { user, body }) =>
    beginChallenge(world, sendMail, user, body.purpose),
  check: ({ world }, { user, params, body }) =>
    checkChallenge(world, user, params.challengeId ?? '', body),
  recoveryProof: ({ world }, { body }) => ({ userId: checkRecoveryProof(world, body) }),

  restrictionSecrets: ({ world }, { user }) =>
    listOf(
      activeRestrictions(world, user.id).filter(({ internalReason }) => internalReason !== null),
      ({ restrictionId, internalReason, references }) => ({
        ...{ restrictionId, internalReason: internalReason ?? '', references },
      }),
    ),
  events: ({ world }, { query }) => eventPage(world, query.cursor),
};
