import { setTimeout as sleep } from 'node:timers/promises';
import { type BodyOf, ENDPOINTS } from '../../src/contract/exchange/routes.ts';
import { describeReply, newKey } from './ask-exchange.ts';
import { type Check, expectRefusal, fail, PASS, type Setting, skip, warn } from './check.ts';
import { readFeed } from './check-events.ts';

const group = 'Actions';
const QUICK_MS = 1_000;
const EVENT_PATIENCE_MS = 10_000;

const requestedBy = {
  kind: 'agent',
  badge: 'CHECK-1',
  conversationNumber: 'CHECK',
} as const;

const LOCK: NonNullable<BodyOf<'lock'>> = {
  requestedBy,
  reason: 'conformance_check',
  revokeSessions: true,
  revokeApiKeys: true,
  cancelWithdrawals: true,
  stopTrading: false,
};

const lock: Check = {
  id: 'actions.lock',
  group,
  title: `${ENDPOINTS.lock.path}: quick, once, and seen in the account`,
  hint: 'Lock in one transaction and answer when it is done, within a second. The same key gives the same answer; another key says already_locked; the account says locked with lockedAt.',
  run: async (setting) => {
    const { ask, userId } = setting;
    const key = newKey();
    const given = { params: { userId }, body: LOCK, key };
    const [one, two] = await Promise.all([ask.data('lock', given), ask.data('lock', given)]);
    if (!one.ok) return fail(one.wrong);
    if (!two.ok) return fail(`repeated with the same key, ${two.wrong}`);
    if (JSON.stringify(one.data) !== JSON.stringify(two.data)) {
      return fail('the same key gave two answers');
    }
    const other = await ask.data('lock', { params: { userId }, body: LOCK });
    if (!other.ok) return fail(`a second lock failed: ${other.wrong}`);
    if (other.data.state !== 'already_locked')
      return fail(`a second lock said ${other.data.state}`);
    const account = await ask.data('account', { params: { userId } });
    if (!account.ok) return fail(account.wrong);
    if (account.data.state !== 'locked' || account.data.lockedAt === null) {
      return fail(`the account says ${account.data.state}`);
    }
    const slowest = Math.max(one.ms, two.ms);
    return slowest > QUICK_MS ? warn(`it took ${Math.round(slowest)} ms`) : PASS;
  },
};

const lockEffects: Check = {
  id: 'actions.lock_effects',
  group,
  title: 'after a lock there is no session, no API key and no withdrawal to cancel',
  hint: 'Sessions, API keys and withdrawals that were not broadcast end in the same transaction as the lock.',
  run: async ({ ask, userId }) => {
    const params = { userId };
    const security = await ask.data('security', { params });
    if (!security.ok) return fail(security.wrong);
    if (security.data.sessions.length > 0) {
      return fail(`${security.data.sessions.length} sessions are open`);
    }
    const withdrawals = await ask.data('withdrawals', { params });
    if (!withdrawals.ok) return fail(withdrawals.wrong);
    const waiting = withdrawals.data.filter(
      ({ stage, ended }) => ended === null && (stage === 'requested' || stage === 'risk_review'),
    );
    if (waiting.length > 0) return fail(`withdrawal ${waiting[0]?.withdrawalId} goes on`);
    const restrictions = await ask.data('restrictions', { params });
    if (!restrictions.ok) return fail(restrictions.wrong);
    return restrictions.data.some(({ blocks }) => blocks.includes('withdrawals'))
      ? PASS
      : fail('no restriction says that withdrawals are blocked');
  },
};

const told: Check = {
  id: 'actions.event',
  group,
  title: 'an action is told as an event within ten seconds',
  hint: 'Write the event in the transaction of the change.',
  run: async (setting) => {
    const { ask, userId } = setting;
    const before = await readFeed(setting, null);
    if ('wrong' in before) return skip('the feed could not be read');
    if (!before.reachedEnd) return skip('the feed is too long to be read to its end');
    const params = { userId };
    const done = await ask.data('unlock', { params, body: approved() });
    const since = done.ok ? await ask.data('lock', { params, body: LOCK }) : done;
    if (!since.ok) return skip('nothing could be changed');
    const until = Date.now() + EVENT_PATIENCE_MS;
    while (Date.now() < until) {
      const feed = await readFeed(setting, before.end);
      if ('wrong' in feed) return fail(feed.wrong);
      if (feed.events.some((event) => event.userId === userId)) return PASS;
      await sleep(500);
    }
    return fail('no event about the user came');
  },
};

const approved = (approvedByBadge = 'CHECK-2') => ({
  requestedBy,
  approvedByBadge,
  reason: 'Conformance check of the support API.',
});

const samePerson: Check = {
  id: 'actions.same_person',
  group,
  title: 'unlock and reset of the second factor need two people',
  hint: 'same_person (409) where both badges are the same.',
  run: async ({ ask, userId }) => {
    const given = () => ({ params: { userId }, body: approved(requestedBy.badge) });
    const unlock = await ask.raw('unlock', given());
    const first = expectRefusal(unlock, 409, ['same_person']);
    if (first.outcome !== 'pass') return first;
    const reset = await ask.raw('beginTwoFactorReset', given());
    return expectRefusal(reset, 409, ['same_person', 'no_second_factor']);
  },
};

const twoFactor: Check = {
  id: 'actions.two_factor',
  group,
  title: `${ENDPOINTS.beginTwoFactorReset.path}: begins, and is seen cooling off`,
  hint: 'security.twoFactorReset shows the reset until it takes effect, with the same readyAt; asking again does not make it earlier.',
  run: async ({ ask, userId }) => {
    const params = { userId };
    const begun = await ask.data('beginTwoFactorReset', { params, body: approved() });
    if (!begun.ok) {
      return begun.reply.code === 'no_second_factor'
        ? skip('the test user has no second factor')
        : fail(begun.wrong);
    }
    const again = await ask.data('beginTwoFactorReset', { params, body: approved() });
    if (again.ok && again.data.readyAt < begun.data.readyAt) {
      return fail('asking again made it earlier');
    }
    const security = await ask.data('security', { params });
    if (!security.ok) return fail(security.wrong);
    return security.data.twoFactorReset === null ? fail('security does not show it') : PASS;
  },
};

/** An action that works, or is refused with one of its own codes. */
const simple = (
  name:
    | 'revokeSessions'
    | 'revokeApiKeys'
    | 'cancelWithdrawals'
    | 'beginPasswordReset'
    | 'beginVerification',
): Check => ({
  id: `actions.${name}`,
  group,
  title: ENDPOINTS[name].path,
  hint: 'Do it, or refuse it with a code that the contract names for it.',
  run: async ({ ask, userId }) => {
    const key = newKey();
    const given = { params: { userId }, body: { requestedBy }, key };
    const first = await ask.data(name, given);
    if (!first.ok) {
      const { code, status } = first.reply;
      const refusals: readonly string[] = ENDPOINTS[name].refusals;
      return status === 409 && code !== null && refusals.includes(code) ? PASS : fail(first.wrong);
    }
    const second = await ask.data(name, given);
    if (!second.ok) return fail(`repeated with the same key, ${second.wrong}`);
    return JSON.stringify(first.data) === JSON.stringify(second.data)
      ? PASS
      : fail('the same key gave two answers');
  },
});

const recovery: Check = {
  id: 'actions.recoverDeposit',
  group,
  title: `${ENDPOINTS.recoverDeposit.path}: a deposit that is not there is not found`,
  hint: 'not_found (404) for a deposit that does not exist or is not the user’s; not_recoverable (409) for one that needs no recovery.',
  run: async ({ ask, userId }) => {
    const params = { userId };
    const depositId = 'mainstay-check-no-such-id';
    const none = await ask.raw('recoverDeposit', { params, body: { requestedBy, depositId } });
    const first = expectRefusal(none, 404, ['not_found']);
    if (first.outcome !== 'pass') return first;
    const deposits = await ask.data('deposits', { params });
    const fine = deposits.ok ? deposits.data.find(({ state }) => state === 'credited') : undefined;
    if (fine === undefined) return PASS;
    const reply = await ask.raw('recoverDeposit', {
      params,
      body: { requestedBy, depositId: fine.depositId },
    });
    return expectRefusal(reply, 409, ['not_recoverable']);
  },
};

const unlock: Check = {
  id: 'actions.unlock',
  group,
  title: `${ENDPOINTS.unlock.path}: unlocks, or says when`,
  hint: 'unlocked, or cooling_off with readyAt; an account that is not locked is not_locked (409).',
  run: async ({ ask, userId }: Setting) => {
    const params = { userId };
    const done = await ask.data('unlock', { params, body: approved() });
    if (!done.ok) return fail(done.wrong);
    const account = await ask.data('account', { params });
    if (!account.ok) return fail(account.wrong);
    if (done.data.state === 'cooling_off') {
      return account.data.state === 'locked' ? PASS : fail('it is unlocked before its time');
    }
    if (account.data.state === 'locked') return fail('the account still says locked');
    const again = await ask.raw('unlock', { params, body: approved() });
    return again.code === 'not_locked' ? PASS : fail(`unlocked twice, ${describeReply(again)}`);
  },
};

/** In this order: what changes an account comes last. */
export const ACTION_CHECKS: readonly Check[] = [
  simple('beginPasswordReset'),
  simple('beginVerification'),
  recovery,
  simple('cancelWithdrawals'),
  simple('revokeApiKeys'),
  simple('revokeSessions'),
  lock,
  lockEffects,
  samePerson,
  twoFactor,
  told,
  unlock,
];
