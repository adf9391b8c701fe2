import type { Route } from '../../contract/route.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import { clocksAt, type SlaClock } from '../../core/sla/clocks.ts';
import type { OpenHours } from '../../core/sla/open-hours.ts';
import type { SlaFacts, SlaTarget } from '../../core/sla/policy.ts';
import type { Terms, Timeline } from '../../core/sla/timeline.ts';
import type { Connection } from '../../ports/database.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { Follower } from '../following/index.ts';
import { createAnnounce } from './announce.ts';
import { createBooks } from './books.ts';
import { catchUp } from './catch-up.ts';
import type { SlaDeps, SlaOptions } from './deps.ts';
import { fireTimers } from './fire-timers.ts';
import { slaFollower } from './follow.ts';
import { TIMER } from './keep.ts';
import { RECOUNT, recount } from './recount.ts';
import { slaRoutes } from './routes.ts';

export { ensureBook } from './books.ts';
export type { SlaOptions } from './deps.ts';

export interface Sla {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
  readonly follower: Follower;
  /** What is promised in a conversation at a time (the database's clock); empty for one that is not there. */
  clocksOf(
    connection: Connection,
    conversationId: ConversationId,
    at: AtMs,
  ): Promise<readonly SlaClock[]>;
  /** The business hours of a team or a department by the book that holds at a time. */
  hoursOf(
    connection: Connection,
    unit: { readonly teamId: string } | { readonly departmentId: string },
    at: AtMs,
  ): Promise<OpenHours>;
  /** Every version of calendars and policies, ready to count with: what asks for many hours asks once. */
  timeline(connection: Connection): Promise<Timeline>;
  /** By what a promise of that target is counted for such a case at a time: business time, whose hours, the policy. */
  termsOf(
    connection: Connection,
    facts: SlaFacts,
    of: { readonly target: SlaTarget; readonly departmentId: string | null },
    at: AtMs,
  ): Promise<Terms>;
  /** Makes what an installation begins with, where it has nothing yet. */
  start(): Promise<void>;
  stop(): void;
}

/** Promises with their calendars and clocks. */
export const createSla = (options: SlaOptions): Sla => {
  const books = createBooks(options.database);
  const deps: SlaDeps = { ...options, books };
  const { announce, stop } = createAnnounce(options.bus);
  return {
    routes: slaRoutes(deps),
    handlers: new Map<string, DueHandler>([
      [TIMER, fireTimers(deps, announce)],
      [RECOUNT, recount(deps, announce)],
    ]),
    follower: slaFollower(deps, announce),
    clocksOf: async (connection, conversationId, at) => {
      const timeline = await books.timeline(connection);
      const [found] = await catchUp(connection, [conversationId], timeline);
      return found === undefined ? [] : clocksAt(found.now.progress, timeline, at);
    },
    timeline: books.timeline,
    hoursOf: async (connection, unit, at) => (await books.timeline(connection)).hoursAt(at, unit),
    termsOf: async (connection, facts, of, at) =>
      (await books.timeline(connection)).termsAt(at, facts, of),
    start: async () => {
      await books.all(options.database);
    },
    stop,
  };
};
