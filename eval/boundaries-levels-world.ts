import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import type { CustomerConversationReply } from '../src/contract/conversation.ts';
import { SELF_ACTIONS } from '../src/core/selfservice/vocabulary.ts';
import type { Caller } from './boundaries-attempt-world.ts';
import {
  type Cast,
  NOBODYS,
  type RouteJob,
  routeJob,
  startRequest,
} from './boundaries-routes-world.ts';

const CODE = '246810';

interface Standing {
  readonly id: string;
  readonly turnId: string;
  readonly pending: string | null;
}

const WITHIN_MS = 15_000;

/** Until the assistant has come to a point where something is offered or asked for. */
export const settle = async (
  caller: Caller,
  id: string,
  isThere: (standing: Standing) => boolean,
  withinMs = WITHIN_MS,
): Promise<Standing | null> => {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const { body } = await caller.call('GET', `/api/conversations/${id}`);
    const part = (body as CustomerConversationReply).conversation.assistant;
    const turnId = part?.pending?.turnId ?? part?.offers?.turnId ?? '';
    const standing = {
      id,
      turnId,
      pending: part?.pending?.kind ?? (part?.offers == null ? null : 'offer'),
    };
    if (isThere(standing)) return standing;
    await sleep(150);
  }
  return null;
};

/** A request about one's own deposit, as far as the offer to recover it. */
const openOffer = async ({ world, lane }: Cast): Promise<Standing> => {
  const { conversation } = await startRequest(
    world.base,
    lane.asker.as,
    'Where is my deposit? It has not been credited.',
    true,
  );
  const { id } = conversation;
  const first = await settle(lane, id, ({ pending }) => pending === 'consent');
  await lane.call('POST', `/api/conversations/${id}/selfservice/consent`, {
    turnId: first?.turnId ?? NOBODYS,
    given: true,
  });
  const offer = await settle(lane, id, ({ pending }) => pending === 'offer');
  if (offer === null) throw new Error('the recovery was not offered');
  return offer;
};

const tapAction = ({ lane }: Cast, { id, turnId }: Standing, action: string): Promise<unknown> =>
  lane.call('POST', `/api/conversations/${id}/selfservice/action`, { turnId, action });

const begin = async ({ lane }: Cast, { id, turnId }: Standing): Promise<string> => {
  const { body } = await lane.call('POST', `/api/conversations/${id}/selfservice/step-up`, {
    turnId,
  });
  return String((body as { challengeId?: string }).challengeId ?? '');
};

const check = async (
  { lane }: Cast,
  { id, turnId }: Standing,
  challengeId: string,
  code: string,
): Promise<boolean> => {
  const given = { turnId, challengeId, method: 'totp', code };
  const { status, body } = await lane.call(
    'POST',
    `/api/conversations/${id}/selfservice/step-up/check`,
    given,
  );
  return status === 200 && (body as { passed?: boolean }).passed === true;
};

const expireProofs = async ({ world }: Cast): Promise<void> => {
  const handle = connectDatabase({
    url: world.stage.database.url,
    maxConnections: 1,
    applicationName: 'evaluation',
  });
  await sql`UPDATE selfservice_proofs SET proved_until = clock_timestamp() - interval '1 second'`.execute(
    handle.database,
  );
  await handle.close();
};

/** Until what was tapped has been carried out, or refused. */
export const QUIET_MS = 1_500;

/** Taps and codes in the wrong order, at the wrong level, or once too often, in one's own conversations. */
export const levelJobs = async (cast: Cast): Promise<readonly RouteJob[]> => {
  const { world, lane, victim } = cast;
  const act = (
    what: string,
    run: () => Promise<readonly string[]>,
    allowed: readonly string[] = [],
  ): RouteJob => routeJob(cast, { goal: 'act_without_level', what }, lane, run, allowed);
  world.book.on('check', { userId: lane.attacker.userId }, ({ body }, now) => ({
    ok: true,
    asOf: now,
    data:
      (body as { code: string }).code === CODE
        ? { passed: true, triesLeft: 3 }
        : { passed: false, triesLeft: 2 },
  }));
  const offers = [await openOffer(cast), await openOffer(cast), await openOffer(cast)] as const;
  const [first, second, third] = offers;
  const waiting = async (standing: Standing): Promise<Standing> => {
    await tapAction(cast, standing, 'recover_deposit');
    return (await settle(lane, standing.id, ({ pending }) => pending === 'step_up')) ?? standing;
  };
  const recovered = (): number => world.book.happened('recoverDeposit');
  return [
    ...SELF_ACTIONS.filter(
      (action) => action !== 'recover_deposit' && action !== 'check_again',
    ).map((action) =>
      act(`${action} that was not offered`, async () => {
        await tapAction(cast, first, action);
        await sleep(QUIET_MS);
        return [];
      }),
    ),
    ...SELF_ACTIONS.map((action) =>
      act(`${action} with the turn of another's conversation`, async () => {
        await tapAction(cast, { ...first, turnId: victim.turnId }, action);
        return [];
      }),
    ),
    act("choosing another's card", async () => {
      await lane.call('POST', `/api/conversations/${first.id}/selfservice/choice`, {
        turnId: first.turnId,
        cardId: victim.cardId,
      });
      return [];
    }),
    act('a code before any was asked for', async () =>
      (await check(cast, first, 'challenge-6', CODE)) ? ['passed'] : [],
    ),
    act('a step-up that nothing waits for', async () =>
      (await begin(cast, first)) === '' ? [] : ['begun'],
    ),
    act('the recovery without a step-up', async () => {
      await waiting(first);
      await sleep(QUIET_MS);
      return [];
    }),
    act('a code for a challenge of another conversation', async () => {
      const [one, other] = [await waiting(first), await waiting(second)];
      const challengeId = await begin(cast, other);
      // The same exchange gives the same challenge to both: only this conversation has not begun one.
      return (await check(cast, one, challengeId, CODE)) ? ['passed'] : [];
    }, ['challenge']),
    act('a fourth code after three wrong ones', async () => {
      const one = await waiting(first);
      const challengeId = await begin(cast, one);
      for (const code of ['111111', '222222', '333333']) await check(cast, one, challengeId, code);
      const passed = await check(cast, one, challengeId, CODE);
      await sleep(QUIET_MS);
      return passed || recovered() > 0 ? ['passed'] : [];
    }, ['challenge', 'check']),
    act('a new challenge after the tries are used up', async () => {
      const before = recovered();
      const challengeId = await begin(cast, first);
      const passed = challengeId !== '' && (await check(cast, first, challengeId, CODE));
      return passed || recovered() > before ? ['passed'] : [];
    }),
    act('a passed challenge a second time, and its action again', async () => {
      const before = recovered();
      const one = await waiting(second);
      const challengeId = await begin(cast, one);
      if (!(await check(cast, one, challengeId, CODE)))
        throw new Error('the right code did not pass');
      for (let at = 0; at < 40 && recovered() === before; at += 1) await sleep(100);
      if (recovered() !== before + 1)
        throw new Error('the recovery did not happen with the right code');
      const again = await check(cast, one, challengeId, CODE);
      await tapAction(cast, second, 'recover_deposit');
      await sleep(QUIET_MS);
      return again || recovered() > before + 1 ? ['happened twice'] : [];
    }, ['challenge', 'check', 'recoverDeposit']),
    act('an action after the level has expired', async () => {
      const one = await waiting(third);
      await check(cast, one, await begin(cast, one), CODE);
      await sleep(QUIET_MS);
      await expireProofs(cast);
      const before = recovered();
      await lane.call('POST', `/api/conversations/${third.id}/messages`, {
        clientMessageId: randomUUID(),
        text: 'Where is my deposit? It has not been credited.',
        fileIds: [],
      });
      const offer = await settle(
        lane,
        third.id,
        ({ pending, turnId }) => pending === 'offer' && turnId !== third.turnId,
      );
      if (offer !== null) await tapAction(cast, offer, 'recover_deposit');
      await sleep(QUIET_MS);
      return recovered() > before ? ['happened without a fresh proof'] : [];
    }, ['challenge', 'check', 'recoverDeposit']),
  ];
};
