import type { Credentials } from '../load/request.ts';

/** A server that may be broken in the ways that servers break. */
export interface FaultServer {
  readonly port: number;
  readonly base: string;
  start(): Promise<void>;
  /** Gone at once; what it had in memory is lost. */
  kill(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGUSR2'): void;
  readonly running: boolean;
  /** One entry for each time it ended by itself while it should have served. */
  readonly ownEnds: readonly string[];
}

export interface FaultAgent {
  readonly agentId: string;
  readonly name: string;
  readonly as: Credentials;
}

/** What the faults are played on: an installation of the product, or a server with a fault planted in it. */
export interface Target {
  readonly servers: readonly FaultServer[];
  /** Those who claim at the same time; the matcher gives them nothing. */
  readonly claimants: readonly FaultAgent[];
  /** Those whom the matcher gives work; none where there is no matcher. */
  readonly onDuty: readonly FaultAgent[];
  /** Sees every conversation. */
  readonly supervisor: Credentials;
  /** Whether there are live lines; HTTP always works. */
  readonly hasLines: boolean;
  readonly faults: readonly FaultKind[];
  openCustomer(base: string, userId: string): Promise<Credentials>;
  /** Stops PostgreSQL without a flush, and starts it again. */
  crashDatabase(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void>;
  close(): Promise<void>;
}

export const FAULT_KINDS = [
  'kill_server',
  'stop_server',
  'stop_server_past_lease',
  'crash_database',
  'cut_lines',
  'freeze_lines',
  'shift_clock',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];
