import type { AgentId, AtMs } from '../ids.ts';
import type { Category } from '../vocabulary.ts';
import type { Handling } from './handling.ts';
import type { RoutingPolicy } from './policy.ts';
import type { Random } from './random.ts';
import type { OverflowTeams, RoutingAgent, WaitingItem } from './work.ts';

/** A conversation that an agent holds now. */
export interface WorkInProgress {
  readonly agentId: AgentId;
  readonly category: Category;
  readonly startedAt: AtMs;
  readonly units: number;
}

/** How often one kind of conversation comes, as measured lately. */
export interface ArrivalRate {
  readonly kind: Pick<
    WaitingItem,
    'teamId' | 'category' | 'level' | 'locale' | 'tier' | 'priority' | 'units'
  >;
  readonly perHour: number;
}

/** All that the waiting time depends on. */
export interface WaitInput {
  readonly now: AtMs;
  readonly waiting: readonly WaitingItem[];
  /** Everyone; those neither `available` nor in `wrap_up` are not counted on. */
  readonly agents: readonly RoutingAgent[];
  readonly overflow: OverflowTeams;
  readonly policy: RoutingPolicy;
  readonly inProgress: readonly WorkInProgress[];
  readonly handling: Handling;
  readonly arrivals: readonly ArrivalRate[];
  readonly random: Random;
}
