import type { Restriction } from '../../contract/exchange/account.ts';
import type { RestrictionRow } from '../rows.ts';
import type { World } from '../world.ts';

const HOUR_MS = 3_600_000;

export type Blocked = Restriction['blocks'][number];

/** The reason of a hold by time, as the exchange's rules name it, and as the contract tells it. */
export const HOLD_REASONS = {
  password: 'new_password',
  contact: 'new_contact',
  address: 'new_address',
  two_step: 'two_factor_reset',
  card: 'card_purchase',
} as const;
export type HoldReason = keyof typeof HOLD_REASONS;

const isActive = (row: RestrictionRow, now: number): boolean =>
  row.endedAt === null && (row.until === null || row.until > now);

/** Those that hold now, newest first. */
export const activeRestrictions = (world: World, userId: string): readonly RestrictionRow[] =>
  world.restrictions.ofUser(userId).filter((row) => isActive(row, world.now()));

/** Those that hold the whole account back from something; not those of one transfer. */
export const accountBlock = (
  world: World,
  userId: string,
  what: Blocked,
): RestrictionRow | undefined =>
  activeRestrictions(world, userId).find(
    (row) => row.transferId === null && row.blocks.includes(what),
  );

type Given = Pick<RestrictionRow, 'reason' | 'blocks' | 'liftedBy'> & Partial<RestrictionRow>;

/** Puts a hold on an account or a transfer. */
export const restrict = (world: World, userId: string, given: Given): RestrictionRow =>
  world.store.atomically(() => {
    const row: RestrictionRow = {
      restrictionId: world.newId('rs'),
      userId,
      transferId: null,
      since: world.now(),
      until: null,
      documents: [],
      mayAppeal: false,
      endedAt: null,
      internalReason: null,
      references: [],
      ...given,
    };
    world.restrictions.put(row);
    world.emit('restriction_changed', userId, row.restrictionId);
    return row;
  });

/** The hold that follows a change, for as long as the exchange's rules say. `hoursAgo`: when the change was. */
export const holdAfter = (world: World, userId: string, why: HoldReason, hoursAgo = 0): void => {
  const hours = world.facts.holds.find(({ reason }) => reason === why)?.hours ?? 0;
  const since = world.now() - hoursAgo * HOUR_MS;
  restrict(world, userId, {
    reason: HOLD_REASONS[why],
    blocks: ['withdrawals'],
    liftedBy: 'time',
    since,
    until: since + hours * HOUR_MS,
  });
};

export const liftRestriction = (world: World, row: RestrictionRow): void =>
  world.store.atomically(() => {
    world.restrictions.put({ ...row, endedAt: world.now() });
    world.emit('restriction_changed', row.userId, row.restrictionId);
  });

/** As it may be told. */
export const toldRestriction = (row: RestrictionRow): Restriction => {
  const { restrictionId, reason, blocks, transferId, since, until } = row;
  const { liftedBy, documents, mayAppeal } = row;
  return {
    restrictionId,
    reason,
    blocks,
    transferId,
    since,
    until,
    liftedBy,
    documents,
    mayAppeal,
  };
};
