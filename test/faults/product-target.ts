import { setTimeout as sleep } from 'node:timers/promises';
import { openCustomer } from '../load/people.ts';
import { openStage, type Stage } from '../load/stage.ts';
import { FAULT_KINDS, type FaultAgent, type Target } from './target.ts';

export interface ProductTargetOptions {
  readonly folder: string;
  readonly databasePort: number;
  readonly serverPorts: readonly number[];
  readonly entry?: string;
  readonly say: (line: string) => void;
}

const CLAIMANTS = 6;
const ON_DUTY = 2;
const RESTART_TRIES = 40;
const RESTART_AFTER_MS = 250;

const signInAll = (stage: Stage): Promise<readonly FaultAgent[]> =>
  Promise.all(
    stage.accounts.map(async (account) => ({
      agentId: account.agentId,
      name: account.name,
      as: await stage.signIn(account),
    })),
  );

/** Again and again, as a service manager does: a server that finds no database ends with a sentence. */
const untilStarted = async (start: () => Promise<void>): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await start();
      return;
    } catch (error) {
      if (attempt === RESTART_TRIES) throw error;
      await sleep(RESTART_AFTER_MS);
    }
  }
};

/** The product as an operator runs it, two processes on one database, with a PostgreSQL of its own to break. */
export const openProductTarget = async (options: ProductTargetOptions): Promise<Target> => {
  const person = (name: string, capacityUnits: number, role: 'agent' | 'supervisor' = 'agent') => ({
    name,
    role,
    teamIds: ['general'],
    capacityUnits,
  });
  const stage = await openStage({
    folder: options.folder,
    databasePort: options.databasePort,
    serverPorts: options.serverPorts,
    people: [
      ...Array.from({ length: CLAIMANTS }, (_, index) => person(`Claimant${index + 1}`, 20)),
      ...Array.from({ length: ON_DUTY }, (_, index) => person(`Duty${index + 1}`, 2)),
      person('Supervisor', 1, 'supervisor'),
    ],
    // Each SIGUSR2 then moves the process's clock.
    nodeArgs: ['--import', './test/faults/shift-clock.ts'],
    ...(options.entry === undefined ? {} : { entry: options.entry }),
    say: options.say,
  });
  const agents = await signInAll(stage);
  const supervisor = agents.at(-1)?.as ?? {};
  return {
    servers: stage.servers.map((server) => ({
      port: server.port,
      base: server.base,
      start: () => untilStarted(() => server.start()),
      kill: () => server.end('SIGKILL'),
      signal: (signal) => server.signal(signal),
      get running() {
        return server.running;
      },
      ownEnds: server.ownEnds,
    })),
    claimants: agents.slice(0, CLAIMANTS),
    onDuty: agents.slice(CLAIMANTS, CLAIMANTS + ON_DUTY),
    supervisor,
    hasLines: true,
    faults: FAULT_KINDS,
    openCustomer: (base, userId) => openCustomer(base, stage.installation.exchange, { userId }),
    crashDatabase: async (signal) => {
      await stage.database.crash(signal);
      // Backends of the killed one may hold its memory for a moment.
      await untilStarted(() => stage.database.start());
    },
    close: () => stage.close(),
  };
};
