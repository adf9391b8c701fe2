import { connectDatabase } from '../adapters/postgres/connect.ts';
import { isConnectionFailure } from '../adapters/postgres/errors.ts';
import type { Config } from '../platform/config/config.ts';
import { createLog } from '../platform/log/create-log.ts';
import type { Log } from '../ports/log.ts';
import { Refusal } from './explain-failure.ts';
import { describeSettings, loadConfig } from './load-config.ts';
import { migrateDatabase } from './open-database.ts';
import { type Cleanup, runProcess } from './run-process.ts';
import { scrubLine } from './scrub-line.ts';
import type { StartApplication } from './start-application.ts';
import { isWebBuilt } from './web-build.ts';

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const databaseUrlOf = (config: Config): string => {
  // Production settings are refused without one; the type is shared with the demo.
  if (config.database.url === null) throw new Refusal('DATABASE_URL is missing.');
  return config.database.url;
};

const DATABASE_PATIENCE_MS = 30_000;
const DATABASE_RETRY_MS = 500;

/** A database that recovers after a crash refuses connections for some seconds; that is no reason to give up. */
const whenReachable = async (work: () => Promise<unknown>, log: Log): Promise<void> => {
  const giveUpAt = performance.now() + DATABASE_PATIENCE_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isConnectionFailure(error) || performance.now() > giveUpAt) throw error;
      log.warn({ error }, 'the database does not answer yet');
      await new Promise((resolve) => setTimeout(resolve, DATABASE_RETRY_MS));
    }
  }
};

/**
 * `npm run serve`: one process of a real installation. Refuses to start on missing settings, on the demo's secrets and
 * on pages built from something else; migrates; logs one JSON object a line to standard output.
 */
export const runProduction = async (startApplication: StartApplication): Promise<void> => {
  let log: Log | undefined;

  const start = async (cleanup: Cleanup): Promise<void> => {
    const config = await loadConfig('production');
    if (!isWebBuilt()) {
      throw new Refusal('The web pages are not built from this version. Run: npm run build');
    }
    const ownLog = createLog(config.log.level, { scrub: scrubLine });
    log = ownLog;
    ownLog.info({ version: config.version, settings: describeSettings() }, 'starting');
    const url = databaseUrlOf(config);
    await whenReachable(() => migrateDatabase(url, (line) => ownLog.info({}, line)), ownLog);
    const handle = connectDatabase({
      url,
      maxConnections: config.database.maxConnections,
      applicationName: 'mainstay',
    });
    cleanup.add(() => handle.close());
    const application = await startApplication({ config, database: handle.database, log: ownLog });
    cleanup.add(() => application.close());
    ownLog.info({ host: config.http.host, port: config.http.port }, 'ready');
  };

  await runProcess(start, {
    say,
    force: () => undefined,
    onStopping: () => log?.info({}, 'stopping'),
  });
};
