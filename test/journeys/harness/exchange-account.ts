import type { ApprovalView } from '../../../src/contract/security.ts';
import { playScene } from './play-scene.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

/** The demo's password, as `npm start` prints it. */
const PASSWORD = 'fjord-lantern-7184';

const signIn = async (world: World, userId: string): Promise<Response> =>
  fetch(`${world.server.exchangeOrigin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customer: userId, device: null }),
  });

/** Whether the demo exchange itself lets that user in no more. */
export const isFrozen = async (world: World, userId: string): Promise<boolean> => {
  const reply = await signIn(world, userId);
  return reply.status === 403 && ((await reply.json()) as { code: string }).code === 'locked';
};

/** One of the recovery codes that the user wrote down once. */
export const recoveryCodeOf = async (world: World, userId: string): Promise<string> => {
  const { sessionId } = (await (await signIn(world, userId)).json()) as { sessionId: string };
  const account = await fetch(`${world.server.exchangeOrigin}/account`, {
    headers: { 'x-norvik-session': sessionId },
  });
  const { security } = (await account.json()) as {
    security: { recoveryCodes: readonly string[] };
  };
  const [code] = security.recoveryCodes;
  if (code === undefined) throw new Error(`${userId} has no recovery code left`);
  return code;
};

/** Two people lift a lock and its cooling-off passes, so that the next journey finds the account as it was. */
export const unlock = async (
  world: World,
  conversationId: string,
  userId: string,
): Promise<void> => {
  const [agent, lead] = [await world.staff('pavel'), await world.staff('ingrid')];
  const said = (reason: string) => ({ reason, proof: { method: 'password', value: PASSWORD } });
  const of = `/api/desk/conversations/${conversationId}`;
  await agent.setStatus('on_break');
  await agent.ask('POST', `${of}/claim`);
  const { approvalId } = await agent.ask<ApprovalView>('POST', `${of}/approvals`, {
    step: 'unlock',
    ...said('Verified by video; nobody else is in'),
  });
  await lead.ask('POST', `/api/desk/approvals/${approvalId}/decision`, {
    approve: true,
    ...said('I have seen the documents myself'),
  });
  await until(async () => {
    await playScene(world.server, 'time-passes', { user: userId });
    return !(await isFrozen(world, userId));
  }, 'the account opens again');
};
