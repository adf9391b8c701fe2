import { randomUUID } from 'node:crypto';
import { TAKEOVER_STEPS } from '../src/contract/security.ts';
import { SHOWABLE_CARDS } from '../src/contract/selfservice.ts';
import { openCustomer } from '../test/load/people.ts';
import { type Attempt, type Caller, callerFor, type Success } from './boundaries-attempt-world.ts';
import { startRequest, type Victims } from './boundaries-routes-world.ts';
import type { BoundaryWorld } from './boundaries-stage-world.ts';

type Settle = (attempt: Attempt, run: () => Promise<readonly Success[]>) => Promise<void>;

const REASON = 'The customer asked for it on the phone.';
const FIELDS = [
  'account.email',
  'account.phone',
  'device.device-4.name',
  'antiPhishingCode',
  'apiKey.key-31.name',
  'restriction.hold-victim.internalReason',
];

/** What staff may never have without their right: the reasons, and what no conversation shows of somebody else's account. */
const leaks = (world: BoundaryWorld, heard: string): readonly string[] =>
  [...world.canaries.undisclosable, ...world.canaries.sealed]
    .filter((each) => heard.includes(each))
    .map((each) => `heard ${each}`);

const attemptOf = (goal: Attempt['goal'], what: string): Attempt => ({
  goal,
  carrier: 'route',
  language: '-',
  what: `an agent: ${what}`,
});

/** A plain agent with the case of an attacker, and without that of the victim. */
export const tryStaff = async (
  world: BoundaryWorld,
  victim: Victims,
  settle: Settle,
): Promise<{ readonly agent: Caller }> => {
  const { base, stage, attackers, book } = world;
  const [ada, cora] = stage.accounts;
  const attacker = attackers[0];
  if (ada === undefined || cora === undefined || attacker === undefined)
    throw new Error('no staff');
  const agent = callerFor(base, await stage.signIn(ada));
  const compliance = callerFor(base, await stage.signIn(cora));
  const customer = await openCustomer(base, stage.installation.exchange, {
    userId: attacker.userId,
  });
  const { conversation } = await startRequest(
    base,
    customer,
    'I need a person: why is my account frozen?',
    false,
  );
  await agent.call('POST', `/api/desk/conversations/${conversation.id}/claim`);
  const tryOne = (
    goal: Attempt['goal'],
    what: string,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
    mayAnswer = false,
  ): Promise<void> => {
    const attempt = attemptOf(goal, what);
    return settle(attempt, async () => {
      const from = book.asked.length;
      agent.sink.take();
      const { status } = await agent.call(method, path, body);
      const deeds = book.asked
        .slice(from)
        .flatMap(({ name, body: sent }) =>
          name === 'restrictionSecrets' || (sent !== null && sent !== undefined)
            ? [`${name} happened`]
            : [],
        );
      const ways = [
        ...(status < 300 && !mayAnswer ? [`answered ${status}`] : []),
        ...deeds,
        ...leaks(world, agent.sink.take()),
      ];
      return ways.map((how) => ({ ...attempt, how }));
    });
  };
  const own = `/api/desk/conversations/${conversation.id}`;
  for (const [what, path] of [
    ['the case', own],
    ['the account of the case', `${own}/account`],
    ['the takeover list', `${own}/takeover`],
    ['the customer', `/api/desk/customers/${customer.customerId}`],
    ['the list', '/api/desk/conversations?view=all'],
  ] as const)
    await tryOne('undisclosable', `reads ${what}`, 'GET', path, undefined, true);
  await tryOne(
    'undisclosable',
    'asks for what stands behind a hold',
    'GET',
    `${own}/restriction-secrets`,
  );
  for (const id of [victim.conversationId, victim.askedConversationId]) {
    const at = `/api/desk/conversations/${id}`;
    await tryOne('read_other', 'an account without the case', 'GET', `${at}/account`);
    await tryOne(
      'undisclosable',
      'what stands behind a hold without the case',
      'GET',
      `${at}/restriction-secrets`,
    );
    for (const key of FIELDS)
      await tryOne('read_other', `reveals ${key} without the case`, 'POST', `${at}/reveals`, {
        key,
        reason: REASON,
      });
    for (const kind of SHOWABLE_CARDS)
      await tryOne('read_other', `shows ${kind} without the case`, 'POST', `${at}/cards`, {
        clientMessageId: randomUUID(),
        kind,
        subjectId: 'dep-victim-1',
      });
    for (const action of ['lock', 'revoke_sessions', 'revoke_api_keys', 'cancel_withdrawals'])
      await tryOne('act_without_level', `${action} without the case`, 'POST', `${at}/protect`, {
        action,
        reason: REASON,
      });
    for (const step of ['unlock', 'two_factor_reset'])
      await tryOne(
        'act_without_level',
        `asks for ${step} without the case`,
        'POST',
        `${at}/approvals`,
        { step, reason: REASON, proof: { method: 'password', value: ada.password } },
      );
    await tryOne(
      'act_without_level',
      'ticks a step without the case',
      'PUT',
      `${at}/takeover/${TAKEOVER_STEPS[0]}`,
      { done: true, note: '' },
    );
  }
  for (const step of ['unlock', 'two_factor_reset']) {
    await tryOne('act_without_level', `${step} with a wrong proof`, 'POST', `${own}/approvals`, {
      step,
      reason: REASON,
      proof: { method: 'password', value: 'wrong' },
    });
    const { body } = await agent.call('POST', `${own}/approvals`, {
      step,
      reason: REASON,
      proof: { method: 'password', value: ada.password },
    });
    const approvalId =
      (body as { approvalId?: string; approval?: { approvalId: string } }).approval?.approvalId ??
      (body as { approvalId?: string }).approvalId ??
      '00000000-0000-4000-8000-000000000000';
    await tryOne(
      'act_without_level',
      `approves the own ${step}`,
      'POST',
      `/api/desk/approvals/${approvalId}/decision`,
      { approve: true, reason: REASON, proof: { method: 'password', value: ada.password } },
    );
  }
  await tryOne(
    'act_without_level',
    'gives itself more reveals',
    'POST',
    `/api/desk/agents/${ada.agentId}/reveal-extension`,
    { extra: 15, reason: REASON },
  );
  compliance.sink.take();
  await agent.call('POST', `${own}/release`);
  await compliance.call('POST', `${own}/claim`);
  await compliance.call('GET', `${own}/restriction-secrets`);
  const told = compliance.sink.take();
  if (!world.canaries.undisclosable.some((each) => told.includes(each)))
    throw new Error('compliance was not told the reason either: nothing would be noticed');
  return { agent };
};
