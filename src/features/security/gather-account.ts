import type { AccountReply } from '../../contract/security.ts';
import type { AtMs } from '../../core/ids.ts';
import { guarded } from '../../core/security/account-fields.ts';
import type { Asked, Exchange, ExchangeReads } from '../../ports/exchange.ts';
import {
  accountItems,
  apiKeyItems,
  changeItems,
  depositItems,
  deviceItems,
  feeItems,
  orderItems,
  paymentItems,
  type RawItem,
  restrictionItems,
  sessionItems,
  verificationItems,
  withdrawalItems,
} from './account-fields.ts';
import type { Case } from './find-case.ts';

type SectionName = AccountReply['sections'][number]['section'];

/** A section with its values, before masking. */
export interface RawSection {
  readonly section: SectionName;
  readonly asOf: AtMs | null;
  readonly absent: 'unreachable' | 'malformed' | 'not_allowed' | 'empty' | null;
  readonly items: readonly RawItem[];
}

const section = async <T>(
  name: SectionName,
  asking: Promise<Asked<T>>,
  itemsOf: (value: T) => readonly RawItem[],
): Promise<RawSection> => {
  const asked = await asking;
  if (asked.ok) {
    const items = itemsOf(asked.value);
    return { section: name, asOf: asked.asOf, absent: items.length === 0 ? 'empty' : null, items };
  }
  const { kind } = asked.failure;
  const absent =
    kind === 'unreachable'
      ? 'unreachable'
      : kind === 'refused'
        ? 'not_allowed'
        : kind === 'not_found'
          ? 'empty'
          : 'malformed';
  return { section: name, asOf: null, absent, items: [] };
};

/** The mail address of the identity token stands with the account, guarded like the rest. */
const withProfile = (raw: RawSection, email: string | null): RawSection => {
  const [first, ...rest] = raw.items;
  if (first === undefined) return raw;
  const fields = [...first.fields, guarded('profile.email', 'profile_email', email, 'text')];
  return { ...raw, items: [{ ...first, fields }, ...rest] };
};

/** Each section by the call that brings it; devices, sessions and changes come with one. */
const READERS: Readonly<
  Record<SectionName, (reads: ExchangeReads, about: Case) => Promise<RawSection>>
> = {
  account: async (reads, { userId, email }) =>
    withProfile(await section('account', reads.account(userId), accountItems), email),
  verification: (reads, { userId }) =>
    section('verification', reads.verification(userId), verificationItems),
  restrictions: (reads, { userId }) =>
    section('restrictions', reads.restrictions(userId), restrictionItems),
  devices: (reads, { userId }) => section('devices', reads.security(userId), deviceItems),
  sessions: (reads, { userId }) => section('sessions', reads.security(userId), sessionItems),
  changes: (reads, { userId }) => section('changes', reads.security(userId), changeItems),
  api_keys: (reads, { userId }) => section('api_keys', reads.apiKeys(userId), apiKeyItems),
  orders: (reads, { userId }) => section('orders', reads.orders(userId), orderItems),
  deposits: (reads, { userId }) => section('deposits', reads.deposits(userId), depositItems),
  withdrawals: (reads, { userId }) =>
    section('withdrawals', reads.withdrawals(userId), withdrawalItems),
  payments: (reads, { userId }) => section('payments', reads.payments(userId), paymentItems),
  fees: (reads, { userId }) => section('fees', reads.feeTier(userId), feeItems),
};

/** All that the exchange says of the account of a case, as it is now. Nothing of it is stored. */
export const gatherAccount = (exchange: Exchange, about: Case): Promise<readonly RawSection[]> =>
  Promise.all(Object.values(READERS).map((read) => read(exchange.reads, about)));
