import type { Channel, Priority, Tier } from '../vocabulary.ts';
import type { SkillLevel } from './work.ts';

/** The rules of routing that an operator may set. All durations are milliseconds. */
export interface RoutingPolicy {
  /** How much of an agent's capacity a conversation takes. */
  readonly units: Readonly<Record<Channel, Readonly<Record<Priority, number>>>>;
  /** The level of skill that is asked for: the higher of what tier and priority ask for. */
  readonly level: {
    readonly tier: Readonly<Record<Tier, SkillLevel>>;
    readonly priority: Readonly<Record<Priority, SkillLevel>>;
  };
  /** A conversation that waits for its customer takes no capacity after this much silence. */
  readonly silentAfterMs: number;
  /**
   * Head starts: a conversation ranks as if it had begun to wait this much earlier. So a VIP passes everyone who
   * came up to an hour before, and nobody who has waited longer than that: no class starves.
   */
  readonly headStartMs: {
    readonly tier: Readonly<Record<Tier, number>>;
    readonly priority: Readonly<Record<Priority, number>>;
  };
  /** Waited time after which each demand is dropped, in this order. Overflow teams by their distance. */
  readonly relaxAfterMs: {
    readonly level: number;
    readonly category: number;
    readonly overflow: readonly [number, number, number];
    readonly language: number;
  };
  /** Emergencies reach each stage in this fraction of the time. */
  readonly emergencyRelaxFactor: number;
  /** Waited longer than this, a conversation that is no emergency is overdue and has a share of its own. */
  readonly overdueAfterMs: number;
  /** After so many emergencies in a row an agent takes an overdue conversation first. */
  readonly emergencyRunMax: number;
  /** An offer that is not taken up within this time goes to somebody else. */
  readonly noAnswerMs: number;
  /** After this long in the queue it is offered again to those who let it go: else a small team would never get it. */
  readonly forgiveAfterMs: number;
  /** So many offers missed in a row make an agent `away`. */
  readonly missedInARowMax: number;
  /** Work of an agent whose presence is lost is kept for this long. */
  readonly dropGraceMs: number;
  /** How long wrapping up may last before the agent counts as available again. */
  readonly wrapUpMs: number;
}

export const DEFAULT_ROUTING_POLICY: RoutingPolicy = {
  // An emergency weighs no more than others: where it did, the small ones took each place that came free before it.
  units: { livechat: { low: 1, normal: 1, high: 1, urgent: 1 } },
  level: {
    tier: { standard: 1, plus: 1, vip: 2 },
    priority: { low: 1, normal: 1, high: 1, urgent: 2 },
  },
  silentAfterMs: 10 * 60_000,
  headStartMs: {
    tier: { standard: 0, plus: 5 * 60_000, vip: 60 * 60_000 },
    priority: { low: -20 * 60_000, normal: 0, high: 15 * 60_000, urgent: 0 },
  },
  relaxAfterMs: {
    level: 60_000,
    category: 3 * 60_000,
    overflow: [5 * 60_000, 7 * 60_000, 9 * 60_000],
    language: 15 * 60_000,
  },
  emergencyRelaxFactor: 0.25,
  overdueAfterMs: 30 * 60_000,
  emergencyRunMax: 4,
  noAnswerMs: 45_000,
  forgiveAfterMs: 60_000,
  missedInARowMax: 2,
  dropGraceMs: 30_000,
  wrapUpMs: 60_000,
};

/** Units of capacity that a conversation takes. */
export const unitsOf = (channel: Channel, priority: Priority, policy: RoutingPolicy): number =>
  policy.units[channel][priority];

/** The level of skill that a conversation asks for in its category. */
export const levelOf = (tier: Tier, priority: Priority, policy: RoutingPolicy): SkillLevel =>
  Math.max(policy.level.tier[tier], policy.level.priority[priority]) as SkillLevel;
