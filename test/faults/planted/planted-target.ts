import { join } from 'node:path';
import { ServerProcess } from '../../load/server-process.ts';
import type { FaultKind, Target } from '../target.ts';
import type { Plant } from './planted-store.ts';

const ENTRY = join('test', 'faults', 'planted', 'serve.ts');
const FAULTS: readonly FaultKind[] = ['kill_server', 'kill_server', 'cut_lines', 'stop_server'];
const CLAIMANTS = 6;

export interface PlantedTargetOptions {
  readonly plant: Plant;
  readonly databaseUrl: string;
  readonly ports: readonly number[];
  readonly logFile: string;
}

/** Two processes of the planted server on one database. */
export const openPlantedTarget = async (options: PlantedTargetOptions): Promise<Target> => {
  const servers = options.ports.map(
    (port) =>
      new ServerProcess({
        port,
        entry: ENTRY,
        environment: {
          PLANTED_PORT: String(port),
          PLANTED_DATABASE: options.databaseUrl,
          PLANTED_FAULT: options.plant,
        },
        logFile: options.logFile,
      }),
  );
  await Promise.all(servers.map((server) => server.start()));
  return {
    servers: servers.map((server) => ({
      port: server.port,
      base: server.base,
      start: () => server.start(),
      kill: () => server.end('SIGKILL'),
      signal: (signal) => server.signal(signal),
      get running() {
        return server.running;
      },
      ownEnds: server.ownEnds,
    })),
    claimants: Array.from({ length: CLAIMANTS }, (_, index) => {
      const agentId = `agent-${index + 1}`;
      return { agentId, name: agentId, as: { cookie: agentId } };
    }),
    onDuty: [],
    supervisor: { cookie: 'supervisor' },
    hasLines: false,
    faults: FAULTS,
    openCustomer: async (_base, userId) => ({ session: userId }),
    crashDatabase: () => Promise.reject(new Error('this database is shared')),
    close: async () => {
      await Promise.all(servers.map((server) => server.end('SIGKILL')));
    },
  };
};
