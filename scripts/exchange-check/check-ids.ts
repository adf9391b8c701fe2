import { describeReply } from './ask-exchange.ts';
import { type Check, expectRefusal, fail, firstFault, skip } from './check.ts';

const group = 'Ids and errors';
const NO_ID = 'mainstay-check-no-such-id';
const HINT =
  'Answer 404 {"error": {"code": "not_found", "retryAfterMs": null}} for what you do not have.';

const unknownUser: Check = {
  id: 'ids.user',
  group,
  title: 'a user that does not exist is not found',
  hint: HINT,
  run: async ({ ask }) => {
    const params = { userId: NO_ID };
    const replies = [
      await ask.raw('account', { params }),
      await ask.raw('orders', { params }),
      await ask.raw('security', { params }),
    ];
    return firstFault(replies.map((reply) => expectRefusal(reply, 404, ['not_found'])));
  },
};

const unknownIds: Check = {
  id: 'ids.unknown',
  group,
  title: 'orders, deposits, withdrawals and markets that do not exist are not found',
  hint: HINT,
  run: async ({ ask, userId }) => {
    const replies = [
      await ask.raw('order', { params: { userId, orderId: NO_ID } }),
      await ask.raw('deposit', { params: { userId, depositId: NO_ID } }),
      await ask.raw('withdrawal', { params: { userId, withdrawalId: NO_ID } }),
      await ask.raw('market', { params: { pair: 'NOSUCHCOIN-EUR' } }),
    ];
    return firstFault(replies.map((reply) => expectRefusal(reply, 404, ['not_found'])));
  },
};

const strangeIds: Check = {
  id: 'ids.strange',
  group,
  title: 'ids with signs in them are ids, and lead to no other path',
  hint: 'Split the path before you decode its segments; "..%2F" is part of an id.',
  run: async ({ ask, userId }) => {
    const findings = [];
    for (const orderId of ['../account', 'a/b', '%2e%2e', "';--", '?', '<x>']) {
      const reply = await ask.raw('order', { params: { userId, orderId } });
      const finding = expectRefusal(reply, 404, ['not_found']);
      findings.push(
        finding.outcome === 'fail' ? fail(`for ${orderId}: ${finding.found}`) : finding,
      );
    }
    return firstFault(findings);
  },
};

const foreign: Check = {
  id: 'ids.foreign',
  group,
  title: 'nothing of another user is told, whatever ids are known',
  hint: 'Look an order, deposit or withdrawal up by its id and the user of the path together. The answer is the same as for an id that does not exist.',
  run: async ({ ask, userId, otherUserId }) => {
    if (otherUserId === null) return skip('no --other-user was given');
    const of = { params: { userId: otherUserId } };
    const [orders, deposits, withdrawals] = [
      await ask.data('orders', of),
      await ask.data('deposits', of),
      await ask.data('withdrawals', of),
    ];
    const findings = [];
    const [order] = orders.ok ? orders.data : [];
    const [deposit] = deposits.ok ? deposits.data : [];
    const [withdrawal] = withdrawals.ok ? withdrawals.data : [];
    const add = async (reply: ReturnType<typeof ask.raw>) =>
      findings.push(expectRefusal(await reply, 404, ['not_found']));
    if (order) await add(ask.raw('order', { params: { userId, orderId: order.orderId } }));
    if (deposit)
      await add(ask.raw('deposit', { params: { userId, depositId: deposit.depositId } }));
    if (withdrawal) {
      const { withdrawalId } = withdrawal;
      await add(ask.raw('withdrawal', { params: { userId, withdrawalId } }));
    }
    // An address that several users share, told apart by a memo, may be the asking user's as well.
    const own = deposits.ok
      ? deposits.data.find(({ state, memo }) => state === 'credited' && memo === null)
      : undefined;
    if (own !== undefined) {
      const query = { address: own.address };
      const owner = await ask.data('addressOwner', { params: { userId }, query });
      if (owner.ok && owner.data.owner === 'user') {
        findings.push(fail("an address of the other user is said to be the asking user's"));
      }
    }
    return findings.length === 0 ? skip('the other user has nothing') : firstFault(findings);
  },
};

const noPath: Check = {
  id: 'ids.path',
  group,
  title: 'a path that is not of the contract is not found, and is looked at after the signature',
  hint: HINT,
  run: async ({ ask, userId }) => {
    const unsigned = await ask.raw('account', {
      params: { userId },
      change: (request) => ({ ...request, target: '/support/v1/no-such-path', headers: {} }),
    });
    return expectRefusal(unsigned, 401, ['signature_missing']);
  },
};

const badInput: Check = {
  id: 'ids.input',
  group,
  title: 'a body or query that does not fit is refused with a code',
  hint: 'invalid_request (400), in the form of Error. Never a 500, never a page of HTML.',
  run: async ({ ask, userId }) => {
    const wrong = async (body: unknown) =>
      expectRefusal(await ask.raw('recoveryProof', { body: body as never }), 400, [
        'invalid_request',
      ]);
    return firstFault([
      await wrong({}),
      await wrong([]),
      await wrong({ identifier: 7, proof: 'mainstay' }),
      await wrong({ identifier: 'x'.repeat(5_000), proof: 'mainstay' }),
      expectRefusal(await ask.raw('addressOwner', { params: { userId } }), 400, [
        'invalid_request',
      ]),
    ]);
  },
};

const tooLarge: Check = {
  id: 'ids.large',
  group,
  title: 'a body of two megabytes is refused',
  hint: 'Set a limit of some 64 kB, before anything is parsed: body_too_large (413), or cut the connection.',
  run: async ({ ask, userId }) => {
    const reply = await ask.raw('recoveryProof', {
      body: { identifier: 'x'.repeat(2_000_000), proof: 'mainstay' },
    });
    const wasCut = reply.status === 0;
    if (wasCut && (await ask.raw('account', { params: { userId } })).status === 0) {
      return fail('nothing was answered any more');
    }
    const isRefused = wasCut || reply.status === 413;
    return isRefused ? { outcome: 'pass' } : fail(describeReply(reply));
  },
};

export const ID_CHECKS: readonly Check[] = [
  unknownUser,
  unknownIds,
  strangeIds,
  foreign,
  noPath,
  badInput,
  tooLarge,
];
