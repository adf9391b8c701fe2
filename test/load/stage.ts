import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrateDatabase } from '../../src/app/open-database.ts';
import { buildWeb, isWebBuilt } from '../../src/app/web-build.ts';
import type { NewTeam } from '../../src/features/staff/index.ts';
import { DatabaseProcess } from './database-process.ts';
import { createInstallation, type Installation } from './installation.ts';
import { type Account, type AgentFacts, createAccounts, ONE_TEAM, signInAgent } from './people.ts';
import type { Credentials } from './request.ts';
import { ServerProcess } from './server-process.ts';

export interface StageOptions {
  /** Everything is kept here; emptied first. */
  readonly folder: string;
  readonly databasePort: number;
  readonly serverPorts: readonly number[];
  readonly people: readonly AgentFacts[];
  readonly teams?: readonly NewTeam[];
  /** Another server than the product's, relative to the project. */
  readonly entry?: string;
  readonly nodeArgs?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

/** A database, an installation with its servers running, and staff to sign in. */
export interface Stage {
  readonly installation: Installation;
  readonly database: DatabaseProcess;
  readonly servers: readonly ServerProcess[];
  readonly accounts: readonly Account[];
  signIn(account: Account): Promise<Credentials>;
  close(): Promise<void>;
}

const makeServers = (
  options: StageOptions,
  installation: Installation,
  databaseUrl: string,
): readonly ServerProcess[] =>
  options.serverPorts.map(
    (port) =>
      new ServerProcess({
        port,
        environment: { ...installation.environment(port, databaseUrl), ...options.settings },
        logFile: join(options.folder, `server-${port}.log`),
        ...(options.entry === undefined ? {} : { entry: options.entry }),
        ...(options.nodeArgs === undefined ? {} : { nodeArgs: options.nodeArgs }),
      }),
  );

/** Sets everything up from nothing; from a clean checkout it also builds the web pages, which the server wants to see. */
export const openStage = async (options: StageOptions): Promise<Stage> => {
  const { folder, say, people, teams = ONE_TEAM } = options;
  if (options.entry === undefined && !isWebBuilt()) {
    say('building the web pages');
    await buildWeb(() => undefined);
  }
  const installation = await createInstallation(folder);
  const databaseFolder = join(folder, 'database');
  mkdirSync(databaseFolder, { recursive: true });
  const database = new DatabaseProcess(databaseFolder, options.databasePort);
  say('starting PostgreSQL');
  await database.start();
  await migrateDatabase(database.url, () => undefined);
  const accounts = await createAccounts(database.url, teams, people);
  const servers = makeServers(options, installation, database.url);
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.end('SIGKILL')));
    await database.stop();
  };
  try {
    say(`starting ${servers.length} server${servers.length === 1 ? '' : 's'}`);
    await Promise.all(servers.map((server) => server.start()));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    installation,
    database,
    servers,
    accounts,
    signIn: (account) => signInAgent(servers[0]?.base ?? '', account),
    close,
  };
};
