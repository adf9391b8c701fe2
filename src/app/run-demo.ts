import { join } from 'node:path';
import pino from 'pino';
import { connectDatabase } from '../adapters/postgres/connect.ts';
import type { Config } from '../platform/config/config.ts';
import { createLog } from '../platform/log/create-log.ts';
import { demoExchangeOptions } from './demo-exchange-options.ts';
import { runDemoExchange } from './demo-exchange-process.ts';
import { loadConfig } from './load-config.ts';
import { migrateDatabase, openServer } from './open-database.ts';
import { type Cleanup, runProcess } from './run-process.ts';
import { scrubLine } from './scrub-line.ts';
import type { DemoSignIn, SeedDemo, StartApplication } from './start-application.ts';
import { buildWeb, isWebBuilt } from './web-build.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const ensureWeb = async (): Promise<void> => {
  if (isWebBuilt()) return;
  say('Building the web pages (only when they changed) …');
  await buildWeb((line) => say(`  ${line}`));
};

const addressBlock = (
  config: Config,
  signIns: readonly DemoSignIn[],
  clusterDir: string | undefined,
): readonly string[] => {
  const { publicOrigin } = config.http;
  const width = Math.max(...signIns.map(({ email }) => email.length), 0);
  return [
    '',
    'Mainstay is ready.',
    '',
    `  Demo exchange   ${config.demo?.exchangeOrigin}`,
    '                  the messenger on a fictional exchange; switch between its customers there',
    `  Desk            ${publicOrigin}/desk/`,
    ...signIns.map(
      ({ email, password, role }) =>
        `                  ${email.padEnd(width)}  ${password}  (${role})`,
    ),
    `  API reference   ${publicOrigin}/api/docs`,
    `  Data            ${config.dataDir}`,
    ...(clusterDir === undefined || clusterDir.startsWith(config.dataDir)
      ? []
      : [`  Database        ${clusterDir} (PostgreSQL's account may not enter the project)`]),
    `  Log             ${join(config.dataDir, 'mainstay.log')}`,
    '',
    'Ctrl-C stops everything, the database included.',
    '',
  ];
};

/**
 * `npm start`: the whole product on this machine, with a fictional exchange. Brings the database up, migrates,
 * seeds, builds the web when it is stale, starts the application and prints the addresses.
 */
export const runDemo = async (parts: {
  readonly startApplication: StartApplication;
  readonly seedDemo: SeedDemo;
}): Promise<void> => {
  let force = (): void => undefined;

  const start = async (cleanup: Cleanup): Promise<void> => {
    const startedAt = performance.now();
    const config = await loadConfig('demo');
    // It comes up while the database does.
    const exchange = runDemoExchange(demoExchangeOptions(config), say);
    exchange.ready.catch(() => undefined);
    cleanup.add(() => exchange.close());
    const server = await openServer(config, cleanup, say);
    force = () => server.embedded?.stopNow();
    void server.embedded?.crashed.then(() => {
      say(`The database ended unexpectedly; its log is ${join(config.dataDir, 'postgres.log')}.`);
      process.kill(process.pid, 'SIGTERM');
    });
    await migrateDatabase(server.url, say);
    await ensureWeb();
    const handle = connectDatabase({
      url: server.url,
      maxConnections: config.database.maxConnections,
      applicationName: 'mainstay',
    });
    cleanup.add(() => handle.close());
    const log = createLog(config.log.level, {
      destination: pino.destination({
        dest: join(config.dataDir, 'mainstay.log'),
        mkdir: true,
        sync: true,
        mode: 0o600,
      }),
      scrub: scrubLine,
    });
    const { signIns } = await parts.seedDemo({ config, database: handle.database, log });
    const application = await parts.startApplication({ config, database: handle.database, log });
    cleanup.add(() => application.close());
    await exchange.ready;
    for (const line of addressBlock(config, signIns, server.embedded?.clusterDir)) say(line);
    exchange.startChains();
    say(`Started in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  };

  await runProcess(start, {
    say,
    force: () => force(),
    onStopping: () => say('\nStopping … (Ctrl-C again to stop at once)'),
  });
};
