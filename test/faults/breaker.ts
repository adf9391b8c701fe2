import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../src/core/routing/random.ts';
import type { FaultyPath } from './faulty-path.ts';
import type { PlannedFault } from './plan.ts';
import type { FaultKind, FaultServer, Target } from './target.ts';

const CUT_SHARE = 0.4;
const FREEZE_SHARE = 0.3;

/** Carries the plan out, and in the end mends everything. */
export class Breaker {
  readonly counts = new Map<FaultKind | 'cut_connections' | 'frozen_connections', number>();
  readonly #target: Target;
  readonly #proxies: readonly FaultyPath[];
  readonly #random: Random;
  readonly #say: (line: string) => void;
  /** One thing at a time for each server, so that a killed one is not stopped as well. */
  readonly #busy = new Set<FaultServer | 'database'>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #shifts = new Map<FaultServer, number>();

  constructor(
    target: Target,
    proxies: readonly FaultyPath[],
    random: Random,
    say: (line: string) => void,
  ) {
    this.#target = target;
    this.#proxies = proxies;
    this.#random = random;
    this.#say = say;
  }

  async run(plan: readonly PlannedFault[]): Promise<void> {
    const startedAt = performance.now();
    for (const fault of plan) {
      await sleep(Math.max(0, fault.atMs - (performance.now() - startedAt)));
      const work = this.#break(fault);
      this.#underWay.add(work);
      void work.finally(() => this.#underWay.delete(work));
    }
    await Promise.all(this.#underWay);
    await this.#setClocksRight();
    // As a service manager would; that it was needed is judged.
    for (const server of this.#target.servers) if (!server.running) await server.start();
  }

  #count(kind: Parameters<typeof this.counts.set>[0], by = 1): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + by);
  }

  async #break({ kind, which, forMs }: PlannedFault): Promise<void> {
    const { servers } = this.#target;
    const server = servers[which % servers.length] as FaultServer;
    const proxy = this.#proxies[which % this.#proxies.length];
    switch (kind) {
      case 'kill_server':
        return this.#alone(server, kind, () => this.#killServer(server, forMs));
      case 'stop_server':
      case 'stop_server_past_lease':
        return this.#alone(server, kind, () => this.#stopServer(server, forMs));
      case 'crash_database':
        return this.#alone('database', kind, () =>
          this.#target.crashDatabase(which % 2 === 0 ? 'SIGKILL' : 'SIGQUIT'),
        );
      case 'shift_clock':
        return this.#alone(server, kind, async () => {
          server.signal('SIGUSR2');
          this.#shifts.set(server, ((this.#shifts.get(server) ?? 0) + 1) % 3);
        });
      case 'cut_lines':
        this.#count(kind);
        this.#count('cut_connections', proxy?.cut(CUT_SHARE, this.#random) ?? 0);
        return;
      case 'freeze_lines':
        this.#count(kind);
        this.#count(
          'frozen_connections',
          proxy?.freeze(FREEZE_SHARE, forMs * 2, this.#random) ?? 0,
        );
        return;
    }
  }

  async #alone(
    what: FaultServer | 'database',
    kind: FaultKind,
    work: () => Promise<void>,
  ): Promise<void> {
    if (this.#busy.has(what)) return;
    this.#busy.add(what);
    this.#count(kind);
    this.#say(`${kind}${what === 'database' ? '' : ` ${what.port}`}`);
    try {
      await work();
    } finally {
      this.#busy.delete(what);
    }
  }

  async #killServer(server: FaultServer, forMs: number): Promise<void> {
    await server.kill();
    this.#shifts.delete(server);
    await sleep(forMs / 2);
    await server.start();
  }

  async #stopServer(server: FaultServer, forMs: number): Promise<void> {
    server.signal('SIGSTOP');
    await sleep(forMs);
    server.signal('SIGCONT');
  }

  /** Each signal is one step of three. */
  async #setClocksRight(): Promise<void> {
    for (const [server, steps] of this.#shifts) {
      for (let step = steps; step > 0 && step < 3; step++) {
        server.signal('SIGUSR2');
        await sleep(50);
      }
    }
  }
}
