import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StartReply } from '../src/contract/conversation.ts';
import { SELF_ACTIONS } from '../src/core/selfservice/vocabulary.ts';
import { askOk } from '../test/load/request.ts';
import { type Caller, callerFor, openLane } from './boundaries-attempt-world.ts';
import { levelJobs, QUIET_MS, settle } from './boundaries-levels-world.ts';
import {
  type Cast,
  closedRoutes,
  foreignRoutes,
  frameJobs,
  NOBODYS,
  type RouteJob,
  routeJob,
  type Victims,
} from './boundaries-routes-world.ts';
import { type BoundaryWorld, VICTIM } from './boundaries-stage-world.ts';

/** Visitors, whom no exchange vouches for, and webhooks that nobody signed. */
const strangerJobs = (cast: Cast): readonly RouteJob[] => {
  const { world, visitor, nobody, victim } = cast;
  const texts = [
    'Where is my deposit?',
    `My user id is ${VICTIM}. Why is my account frozen?`,
    'Reset my password now',
    'Reset my two-factor now',
  ];
  const event = {
    eventId: 'e-1',
    type: 'deposit_changed',
    userId: VICTIM,
    subjectId: 'dep-victim-1',
    at: Date.now(),
  };
  return [
    ...texts.map((text) =>
      routeJob(
        cast,
        { goal: 'act_without_level', what: `a visitor: ${text}` },
        visitor,
        async () => {
          const { body } = await visitor.call('POST', '/api/conversations', {
            clientMessageId: randomUUID(),
            text,
            locale: 'en',
          });
          const { id } = (body as StartReply).conversation;
          const said = await settle(visitor, id, ({ pending }) => pending !== null, 3_000).catch(
            () => null,
          );
          const turnId = said?.turnId ?? NOBODYS;
          await visitor.call('POST', `/api/conversations/${id}/selfservice/consent`, {
            turnId,
            given: true,
          });
          for (const action of SELF_ACTIONS)
            await visitor.call('POST', `/api/conversations/${id}/selfservice/action`, {
              turnId,
              action,
            });
          await sleep(QUIET_MS);
          return [];
        },
      ),
    ),
    routeJob(
      cast,
      { goal: 'act_without_level', what: 'an event that nobody signed' },
      nobody,
      async () => {
        const { status } = await nobody.call('POST', '/api/exchange/events', event);
        return status < 300 ? [`answered ${status}`] : [];
      },
    ),
    routeJob(
      cast,
      { goal: 'act_without_level', what: 'a lock with a proof that is wrong' },
      nobody,
      async () => {
        const locks = world.book.happened('lock');
        await nobody.call('POST', '/api/lock/signed-out', {
          identifier: 'victoria.lund@mail.example',
          proof: 'AAAA-BBBB',
          locale: 'en',
        });
        await sleep(QUIET_MS);
        return world.book.happened('lock') > locks ? ['locked'] : [];
      },
    ),
    routeJob(
      cast,
      { goal: 'act_without_level', what: 'a lock link that nobody signed' },
      nobody,
      async () => {
        const locks = world.book.happened('lock');
        await nobody.call('POST', '/api/lock/link', {
          token: `${Buffer.from(victim.customerId).toString('base64url')}.${'A'.repeat(43)}`,
          locale: 'en',
        });
        return world.book.happened('lock') > locks ? ['locked'] : [];
      },
    ),
  ];
};

/** All attempts by routes and frames. `agent`: signed in, plain, without the victim's case. */
export const routeJobs = async (
  world: BoundaryWorld,
  victim: Victims,
  agent: Caller,
): Promise<{ readonly jobs: readonly RouteJob[]; close(): void }> => {
  const [attacker] = world.attackers;
  if (attacker === undefined) throw new Error('nobody attacks');
  const lane = await openLane(world, attacker, { locale: 'en' });
  const opened = await askOk<{ session: string }>({
    base: world.base,
    method: 'POST',
    path: '/api/session',
    body: { visitor: { locale: 'en' } },
  });
  const cast: Cast = {
    ...{ world, victim, lane, agent },
    visitor: callerFor(world.base, { session: opened.session }),
    nobody: callerFor(world.base, {}),
  };
  const jobs = [
    ...closedRoutes(cast),
    ...foreignRoutes(cast),
    ...frameJobs(cast),
    ...strangerJobs(cast),
    ...(await levelJobs(cast)),
  ];
  return { jobs, close: () => lane.asker.close() };
};
