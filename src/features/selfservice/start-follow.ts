import { createHash } from 'node:crypto';
import type { Card } from '../../contract/cards.ts';
import type { Finding } from '../../core/selfservice/finding.ts';
import type { Connection } from '../../ports/database.ts';
import type { SelfServiceDeps } from './deps.ts';
import { type Follow, insertFollow } from './store-follows.ts';

export const CHECK_KIND = 'selfservice_check';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How often a card is looked at without the exchange saying anything: chains and markets move by themselves. */
const RECHECK_MS: Readonly<Record<string, number>> = {
  deposit: 15_000,
  withdrawal: 15_000,
  order: 30_000,
};
const RECHECK_ELSE_MS = 5 * MINUTE_MS;
/** Older ones are looked at less often. */
const YOUNG_MS = 15 * MINUTE_MS;
const OLD_TIMES = 8;

const WATCHED_MS: Readonly<Record<string, number>> = { order: DAY_MS };
const WATCHED_ELSE_MS = 7 * DAY_MS;

/** When a card is looked at next. */
export const nextCheckAt = (
  { cardKind, until }: Pick<Follow, 'cardKind' | 'until'>,
  now: number,
): number => {
  const every = RECHECK_MS[cardKind] ?? RECHECK_ELSE_MS;
  const age = now - (until - watchedFor(cardKind));
  return Math.min(until, now + (age > YOUNG_MS ? every * OLD_TIMES : every));
};

export const watchedFor = (cardKind: string): number => WATCHED_MS[cardKind] ?? WATCHED_ELSE_MS;

const withoutTimes = (key: string, value: unknown): unknown =>
  key === 'asOf' || key === 'expected' ? undefined : value;

/** What of a card makes it another one: all but the times at which its figures were true. */
export const shownHash = (card: Pick<Card, 'kind' | 'data'>): string =>
  createHash('sha256')
    .update(JSON.stringify([card.kind, card.data], withoutTimes))
    .digest('base64url')
    .slice(0, 22);

export const checkItem = (cardId: string, dueAt: number) => ({
  key: `${CHECK_KIND}:${cardId}:${dueAt}`,
  kind: CHECK_KIND,
  payload: { cardId },
  dueAt,
});

/** Begins to watch what a card shows, in the transaction that shows it. */
export const startFollow = async (
  deps: Pick<SelfServiceDeps, 'clock' | 'dueWork'>,
  connection: Connection,
  follow: Omit<Follow, 'updatedAt' | 'until' | 'seen' | 'finding'> & {
    readonly card: Card;
    readonly found: Pick<Finding, 'code' | 'phase'>;
    readonly sightings: Follow['seen']['sightings'];
  },
): Promise<void> => {
  const { card, found, sightings, ...rest } = follow;
  const now = deps.clock.now();
  const whole: Follow = {
    ...rest,
    finding: found.code,
    seen: { sightings, shown: shownHash(card), told: 0, waits: found.phase === 'wait' },
    updatedAt: now,
    until: now + watchedFor(follow.cardKind),
  };
  const checkAt = nextCheckAt(whole, now);
  await insertFollow(connection, whole, checkAt);
  await deps.dueWork.schedule(connection, [checkItem(follow.cardId, checkAt)]);
};
