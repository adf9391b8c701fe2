import { z } from 'zod';
import { WAIT_REASONS } from '../core/routing/decide-promise.ts';
import {
  AGENT_STATUSES,
  CATEGORIES,
  LOCALES,
  PRIORITIES,
  STAFF_ROLES,
  TIERS,
} from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

/** Why a place or a time is what it is, or has changed: keys `queue.reason.<code>` of the catalogue. */
export const QUEUE_REASONS = WAIT_REASONS;

/** A waiting customer's place and time. */
export const queuePlace = z.strictObject({
  /** False when it no longer waits: the other fields are then null or empty. */
  waiting: z.boolean(),
  place: z.number().int().positive().nullable(),
  /** Told time and its range, seconds from `asOf`; null when nobody is on duty. */
  etaSeconds: z.number().int().nullable(),
  etaLowSeconds: z.number().int().nullable(),
  etaHighSeconds: z.number().int().nullable(),
  reasons: z.array(z.enum(QUEUE_REASONS)),
  asOf: atMs,
});
export type QueuePlace = z.output<typeof queuePlace>;

/** Usual waiting per category, for the picker. Null: nobody on duty for it. */
export const waitingTimes = z.strictObject({
  categories: z.array(
    z.strictObject({ category: z.enum(CATEGORIES), etaSeconds: z.number().int().nullable() }),
  ),
  asOf: atMs,
});
export type WaitingTimes = z.output<typeof waitingTimes>;

export const deskAgent = z.strictObject({
  id: z.string(),
  name: z.string(),
  badge: z.string(),
  role: z.enum(STAFF_ROLES),
  status: z.enum(AGENT_STATUSES),
  statusSince: atMs,
  teamIds: z.array(z.string()),
  loadUnits: z.number().int(),
  capacityUnits: z.number().int(),
});
export type DeskAgent = z.output<typeof deskAgent>;
export const deskAgents = z.strictObject({ agents: z.array(deskAgent) });

export const deskTeam = z.strictObject({
  id: z.string(),
  name: z.string(),
  categories: z.array(z.enum(CATEGORIES)),
  overflowTeamId: z.string().nullable(),
  waiting: z.number().int(),
  available: z.number().int(),
});
export const deskTeams = z.strictObject({ teams: z.array(deskTeam) });
export type DeskTeam = z.output<typeof deskTeam>;

/** A line of the supervisors' live queue, in the order of service. */
export const queueRow = z.strictObject({
  conversationId: uuid,
  number: z.string(),
  rank: z.number().int().positive(),
  category: z.enum(CATEGORIES),
  locale: z.enum(LOCALES),
  tier: z.enum(TIERS),
  priority: z.enum(PRIORITIES),
  teamId: z.string(),
  waitingSince: atMs,
  etaSeconds: z.number().int().nullable(),
  /** Which requirements have been relaxed by now, in order. */
  relaxed: z.array(z.enum(['level', 'category', 'team', 'language'])),
});
export const deskQueue = z.strictObject({
  rows: z.array(queueRow),
  total: z.number().int(),
  longestWaitSeconds: z.number().int(),
  asOf: atMs,
});
export type DeskQueue = z.output<typeof deskQueue>;

export const setAgentStatus = z.strictObject({ status: z.enum(AGENT_STATUSES) });
export const assignConversation = z.strictObject({ agentId: z.string().max(64) });
