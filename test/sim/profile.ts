import type { World } from './world.ts';

/** How bad this run's world is. Drawn per seed, so that some runs are all crashes and others all slowness. */
export interface FaultProfile {
  /** Mean of the one-way delay. */
  readonly delayMs: number;
  /** Chance that a request or an answer is lost, or that a frame breaks its socket. */
  readonly loss: number;
  readonly duplication: number;
  /** Chance that a hint on the bus is lost. */
  readonly hintLoss: number;
  /** Chance that a commit happens and its answer is lost. */
  readonly commitAnswerLoss: number;
  /** Chance that a commit has to wait for the disk, for up to a second. */
  readonly slowCommit: number;
  /** Mean time between two of each kind; 0: never. */
  readonly serverKillEveryMs: number;
  readonly serverPauseEveryMs: number;
  readonly databaseCrashEveryMs: number;
  readonly partitionEveryMs: number;
  readonly reloadEveryMs: number;
  readonly agentVanishEveryMs: number;
}

export const CALM: FaultProfile = {
  delayMs: 10,
  loss: 0,
  duplication: 0,
  hintLoss: 0,
  commitAnswerLoss: 0,
  slowCommit: 0,
  serverKillEveryMs: 0,
  serverPauseEveryMs: 0,
  databaseCrashEveryMs: 0,
  partitionEveryMs: 0,
  reloadEveryMs: 0,
  agentVanishEveryMs: 0,
};

export const drawProfile = (world: World): FaultProfile => {
  const rate = (most: number) => (world.chance(0.4) ? 0 : world.random() * most);
  const every = (leastMs: number) => (world.chance(0.4) ? 0 : leastMs * (1 + world.random() * 4));
  return {
    delayMs: world.pick([5, 20, 80, 300]),
    loss: rate(0.2),
    duplication: rate(0.2),
    hintLoss: rate(0.5),
    commitAnswerLoss: rate(0.1),
    slowCommit: rate(0.3),
    serverKillEveryMs: every(4_000),
    serverPauseEveryMs: every(8_000),
    databaseCrashEveryMs: every(5_000),
    partitionEveryMs: every(6_000),
    reloadEveryMs: every(6_000),
    agentVanishEveryMs: every(15_000),
  };
};
