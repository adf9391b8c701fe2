import { EXAMPLE_DATA } from '../../src/contract/exchange/examples.ts';
import type { ExchangeEvent } from '../../src/contract/exchange/platform.ts';
import type { BodyOf } from '../../src/contract/exchange/routes.ts';
import { type Asking, createBook, type ExchangeBook, no, type Said } from './exchange-book.ts';

/** A small exchange that behaves: what is done to an account is seen in it. */
export interface ExchangeModel {
  readonly book: ExchangeBook;
  readonly events: ExchangeEvent[];
}

const DAY_MS = 86_400_000;
const TRIES = 3;
const PAGE = 2;

interface User {
  readonly userId: string;
  lockedAt: number | null;
  sessions: number;
  apiKeys: number;
  resetReadyAt: number | null;
}

const say = (now: number, data: unknown): Said => ({ ok: true, asOf: now, data });

const isSamePerson = (body: unknown): boolean => {
  const { requestedBy, approvedByBadge } = body as NonNullable<BodyOf<'unlock'>>;
  return requestedBy.badge === approvedByBadge;
};

const addUser = (model: ExchangeModel, userId: string, own: string): void => {
  const { book, events } = model;
  const user: User = { userId, lockedAt: null, sessions: 2, apiKeys: 1, resetReadyAt: null };
  const where = { userId };
  const changed = (at: number) =>
    void events.push({
      eventId: `event-${events.length + 1}`,
      type: 'account_changed',
      userId,
      subjectId: null,
      at,
    });
  book.addUser(userId);
  book.on('account', where, (_, now) =>
    say(now, {
      ...EXAMPLE_DATA.account,
      userId,
      state: user.lockedAt === null ? 'active' : 'locked',
      lockedAt: user.lockedAt,
    }),
  );
  book.on('restrictions', where, (_, now) => {
    const hold = { ...EXAMPLE_DATA.restrictions[0], reason: 'lock' };
    return say(now, user.lockedAt === null ? [] : [hold]);
  });
  book.on('security', where, (_, now) => {
    const { twoFactorReset: _none, sessions, ...rest } = EXAMPLE_DATA.security;
    const readyAt = user.resetReadyAt;
    return say(now, {
      ...rest,
      sessions: user.sessions === 0 ? [] : sessions,
      twoFactorReset: readyAt === null ? null : { requestedAt: now, readyAt },
    });
  });
  for (const [one, list, id] of [
    ['order', 'orders', 'orderId'],
    ['deposit', 'deposits', 'depositId'],
    ['withdrawal', 'withdrawals', 'withdrawalId'],
  ] as const) {
    const data = { ...EXAMPLE_DATA[one], [id]: `${one}-${own}` };
    book.on(list, where, (_, now) => say(now, [data]));
    book.on(one, where, ({ params }, now) =>
      params[id] === `${one}-${own}` ? say(now, data) : no('not_found'),
    );
  }
  book.on('addressOwner', where, ({ query }, now) => {
    const { address } = query;
    const isOwn = address === EXAMPLE_DATA.deposit.address;
    return say(now, { address, owner: isOwn ? 'user' : 'unknown', asset: null, network: null });
  });
  book.on('lock', where, (_, now) => {
    const state = user.lockedAt === null ? 'locked' : 'already_locked';
    user.lockedAt ??= now;
    Object.assign(user, { sessions: 0, apiKeys: 0 });
    changed(now);
    return say(now, { ...EXAMPLE_DATA.lock, state, lockedAt: user.lockedAt });
  });
  book.on('unlock', where, ({ body }, now) => {
    if (isSamePerson(body)) return no('same_person');
    if (user.lockedAt === null) return no('not_locked');
    user.lockedAt = null;
    changed(now);
    return say(now, { state: 'unlocked', readyAt: now });
  });
  book.on('beginTwoFactorReset', where, ({ body }, now) => {
    if (isSamePerson(body)) return no('same_person');
    user.resetReadyAt ??= now + DAY_MS;
    return say(now, { requestedAt: now, readyAt: user.resetReadyAt });
  });
  book.on('recoverDeposit', where, ({ body }, now) => {
    const { depositId } = body as NonNullable<BodyOf<'recoverDeposit'>>;
    return depositId === `deposit-${own}` ? say(now, EXAMPLE_DATA.recoverDeposit) : no('not_found');
  });
};

const addProofs = ({ book }: ExchangeModel): void => {
  const challenges = new Map<string, number>();
  book.on('challenge', {}, (_, now) => {
    const challengeId = `challenge-${challenges.size + 1}`;
    challenges.set(challengeId, TRIES);
    return say(now, { ...EXAMPLE_DATA.challenge, challengeId, triesLeft: TRIES });
  });
  book.on('check', {}, ({ params }, now) => {
    const id = params.challengeId ?? '';
    const left = challenges.get(id) ?? 0;
    if (left === 0) return no('challenge_over');
    challenges.set(id, left - 1);
    return say(now, { passed: false, triesLeft: left - 1 });
  });
};

const addFeed = ({ book, events }: ExchangeModel): void => {
  book.on('events', {}, ({ query }: Asking, now) => {
    const from = Number(query.cursor ?? 0);
    if (!(from <= events.length)) return no('cursor_gone');
    const page = events.slice(from, from + PAGE);
    return say(now, { events: page, nextCursor: String(from + page.length) });
  });
};

/** Users by id; each has one order, one deposit and one withdrawal of its own. */
export const createExchangeModel = (...userIds: readonly string[]): ExchangeModel => {
  const model: ExchangeModel = { book: createBook(), events: [] };
  for (const [i, userId] of userIds.entries()) addUser(model, userId, String(i + 1));
  addProofs(model);
  addFeed(model);
  model.book.on('market', {}, ({ params }, now) =>
    params.pair === EXAMPLE_DATA.market.pair ? say(now, EXAMPLE_DATA.market) : no('not_found'),
  );
  for (let i = 0; i < 5; i++) {
    model.events.push({
      eventId: `event-${i + 1}`,
      type: i === 3 ? 'platform_changed' : 'deposit_changed',
      userId: i === 3 ? null : (userIds[0] ?? 'nobody'),
      subjectId: null,
      at: Date.now() - (10 - i) * 1_000,
    });
  }
  return model;
};
