import type {
  Account,
  ApiKey,
  FeeTier,
  Payment,
  Restriction,
  Security,
  Verification,
} from '../../contract/exchange/account.ts';
import type { Order } from '../../contract/exchange/trading.ts';
import type { Deposit, Withdrawal } from '../../contract/exchange/transfers.ts';
import { guarded, open, type RawField } from '../../core/security/account-fields.ts';

/** One thing of a section with its fields. */
export interface RawItem {
  readonly itemId: string;
  readonly fields: readonly RawField[];
}

const words = (values: readonly string[]): string | null =>
  values.length === 0 ? null : values.join(', ');

export const accountItems = (account: Account): readonly RawItem[] => [
  {
    itemId: account.userId,
    fields: [
      open('account.state', 'state', account.state, 'code'),
      open('account.locked_at', 'locked_at', account.lockedAt, 'time'),
      open('account.tier', 'tier', account.tier, 'text'),
      open('account.level', 'level', account.verificationLevel, 'text'),
      open('account.created_at', 'created_at', account.createdAt, 'time'),
      open('account.two_factor', 'two_factor', words(account.twoFactor), 'code'),
      guarded('account.email', 'email', account.maskedEmail, 'text'),
      guarded('account.phone', 'phone', account.maskedPhone, 'text'),
    ],
  },
];

export const verificationItems = (verification: Verification): readonly RawItem[] => [
  {
    itemId: 'verification',
    fields: [
      open('verification.state', 'state', verification.state, 'code'),
      open('verification.level', 'level', verification.level, 'text'),
      open('verification.expected_by', 'expected_by', verification.expectedBy, 'time'),
    ],
  },
  ...verification.slots.map((slot) => ({
    itemId: slot.document,
    fields: [
      open(`verification.${slot.document}`, 'document', slot.document, 'code'),
      open(`verification.${slot.document}.state`, 'state', slot.state, 'code'),
      open(`verification.${slot.document}.refusal`, 'refusal', slot.refusal, 'code'),
    ],
  })),
];

export const restrictionItems = (restrictions: readonly Restriction[]): readonly RawItem[] =>
  restrictions.map((hold) => {
    const key = `restriction.${hold.restrictionId}`;
    return {
      itemId: hold.restrictionId,
      fields: [
        open(`${key}.reason`, 'reason', hold.reason, 'code'),
        open(`${key}.blocks`, 'blocks', words(hold.blocks), 'code'),
        open(`${key}.since`, 'since', hold.since, 'time'),
        open(`${key}.until`, 'until', hold.until, 'time'),
        open(`${key}.lifted_by`, 'lifted_by', hold.liftedBy, 'code'),
        open(`${key}.documents`, 'documents', words(hold.documents), 'code'),
      ],
    };
  });

export const deviceItems = ({ devices }: Security): readonly RawItem[] =>
  devices.map((device) => {
    const key = `device.${device.deviceId}`;
    return {
      itemId: device.deviceId,
      fields: [
        guarded(`${key}.name`, 'name', device.name, 'text'),
        guarded(`${key}.place`, 'place', device.place, 'text'),
        open(`${key}.new`, 'is_new', device.isNew ? 'yes' : 'no', 'code'),
        open(`${key}.first_seen`, 'first_seen', device.firstSeenAt, 'time'),
        open(`${key}.last_seen`, 'last_seen', device.lastSeenAt, 'time'),
      ],
    };
  });

export const sessionItems = ({ sessions }: Security): readonly RawItem[] =>
  sessions.map((session) => {
    const key = `session.${session.sessionId}`;
    return {
      itemId: session.sessionId,
      fields: [
        guarded(`${key}.place`, 'place', session.place, 'text'),
        guarded(`${key}.ip`, 'ip', session.maskedIp, 'text'),
        open(`${key}.signed_in`, 'signed_in', session.signedInAt, 'time'),
        open(`${key}.last_seen`, 'last_seen', session.lastSeenAt, 'time'),
      ],
    };
  });

export const changeItems = ({ changes }: Security): readonly RawItem[] =>
  changes.map((change, place) => {
    const key = `change.${place}`;
    return {
      itemId: String(place),
      fields: [
        open(`${key}.what`, 'what', change.what, 'code'),
        open(`${key}.at`, 'at', change.at, 'time'),
        open(`${key}.by`, 'by_staff', change.byStaff ? 'yes' : 'no', 'code'),
      ],
    };
  });

export const apiKeyItems = (keys: readonly ApiKey[]): readonly RawItem[] =>
  keys.map((apiKey) => {
    const key = `api_key.${apiKey.keyId}`;
    return {
      itemId: apiKey.keyId,
      fields: [
        guarded(`${key}.name`, 'name', apiKey.name, 'text'),
        guarded(`${key}.prefix`, 'prefix', apiKey.prefix, 'text'),
        open(`${key}.permissions`, 'permissions', words(apiKey.permissions), 'code'),
        guarded(`${key}.ips`, 'allowed_ips', words(apiKey.allowedIps), 'text'),
        open(`${key}.created_at`, 'created_at', apiKey.createdAt, 'time'),
        open(`${key}.last_used`, 'last_used', apiKey.lastUsedAt, 'time'),
      ],
    };
  });

export const orderItems = (orders: readonly Order[]): readonly RawItem[] =>
  orders.map((order) => {
    const key = `order.${order.orderId}`;
    return {
      itemId: order.orderId,
      fields: [
        open(`${key}.pair`, 'pair', order.pair, 'text'),
        open(`${key}.side`, 'side', order.side, 'code'),
        open(`${key}.type`, 'type', order.type, 'code'),
        open(`${key}.state`, 'state', order.state, 'code'),
        guarded(`${key}.price`, 'price', order.price, 'amount'),
        guarded(`${key}.quantity`, 'quantity', order.quantity, 'amount'),
        guarded(`${key}.filled`, 'filled', order.filled, 'amount'),
        open(`${key}.created_at`, 'created_at', order.createdAt, 'time'),
      ],
    };
  });

export const depositItems = (deposits: readonly Deposit[]): readonly RawItem[] =>
  deposits.map((deposit) => {
    const key = `deposit.${deposit.depositId}`;
    return {
      itemId: deposit.depositId,
      fields: [
        open(`${key}.asset`, 'asset', `${deposit.asset} · ${deposit.network}`, 'text'),
        open(`${key}.state`, 'state', deposit.state, 'code'),
        open(`${key}.seen_at`, 'seen_at', deposit.seenAt, 'time'),
        guarded(`${key}.amount`, 'amount', deposit.amount, 'amount'),
        guarded(`${key}.txid`, 'txid', deposit.txid, 'address'),
        guarded(`${key}.address`, 'address', deposit.address, 'address'),
        guarded(`${key}.memo`, 'memo', deposit.memo, 'text'),
      ],
    };
  });

export const withdrawalItems = (withdrawals: readonly Withdrawal[]): readonly RawItem[] =>
  withdrawals.map((withdrawal) => {
    const key = `withdrawal.${withdrawal.withdrawalId}`;
    return {
      itemId: withdrawal.withdrawalId,
      fields: [
        open(`${key}.asset`, 'asset', `${withdrawal.asset} · ${withdrawal.network}`, 'text'),
        open(`${key}.stage`, 'stage', withdrawal.ended ?? withdrawal.stage, 'code'),
        open(`${key}.waits_for`, 'waits_for', withdrawal.waitsFor, 'code'),
        open(`${key}.requested_at`, 'requested_at', withdrawal.requestedAt, 'time'),
        guarded(`${key}.amount`, 'amount', withdrawal.amount, 'amount'),
        guarded(`${key}.address`, 'address', withdrawal.address, 'address'),
        guarded(`${key}.txid`, 'txid', withdrawal.txids.at(-1) ?? null, 'address'),
      ],
    };
  });

export const paymentItems = (payments: readonly Payment[]): readonly RawItem[] =>
  payments.map((payment) => {
    const key = `payment.${payment.paymentId}`;
    return {
      itemId: payment.paymentId,
      fields: [
        open(`${key}.kind`, 'kind', payment.kind, 'code'),
        open(`${key}.state`, 'state', payment.state, 'code'),
        open(`${key}.dispute`, 'dispute', payment.dispute?.state ?? null, 'code'),
        open(`${key}.created_at`, 'created_at', payment.createdAt, 'time'),
        guarded(`${key}.amount`, 'amount', `${payment.amount} ${payment.asset}`, 'amount'),
      ],
    };
  });

export const feeItems = (fees: FeeTier): readonly RawItem[] => [
  {
    itemId: 'fees',
    fields: [
      open('fees.tier', 'tier', fees.tier, 'text'),
      open('fees.maker', 'maker', fees.makerShare, 'text'),
      open('fees.taker', 'taker', fees.takerShare, 'text'),
      guarded('fees.volume', 'volume', `${fees.volume} ${fees.volumeAsset}`, 'amount'),
    ],
  },
];
