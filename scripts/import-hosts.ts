/**
 * `npm run official:import -- --file hosts.txt [--list NAME]`: replaces the list of known phishing hosts of that name
 * (the file's own name, where none is given). A host a line, bare, as an address or as in a hosts file; `#` begins a
 * comment. Running processes know it within seconds.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { EXIT } from '../src/app/exit-codes.ts';
import { Refusal } from '../src/app/explain-failure.ts';
import { loadInstallation } from '../src/app/load-config.ts';
import { migrateDatabase, openServerForCommand } from '../src/app/open-database.ts';
import { runCommand, say } from '../src/app/run-command.ts';
import { importPhishingHosts } from '../src/features/official/index.ts';

const USAGE = 'npm run official:import -- --file hosts.txt [--list NAME]';

const readArguments = (): { readonly file: string; readonly list: string } => {
  try {
    const { values } = parseArgs({
      options: { file: { type: 'string' }, list: { type: 'string' } },
    });
    if (values.file !== undefined && values.file !== '') {
      return { file: values.file, list: values.list ?? basename(values.file) };
    }
  } catch {
    // An unknown or doubled option: the usage says what is right.
  }
  throw new Refusal(`Usage: ${USAGE}`, EXIT.usage);
};

await runCommand(async (cleanup) => {
  const { file, list } = readArguments();
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Refusal(`The file ${file} cannot be read.`, EXIT.usage);
  });
  const { url } = await openServerForCommand(await loadInstallation(), cleanup, say);
  await migrateDatabase(url, say);
  const handle = connectDatabase({
    url,
    maxConnections: 2,
    applicationName: 'mainstay import-hosts',
  });
  cleanup.add(handle.close);
  const { hosts, unread } = await importPhishingHosts(handle.database, list, text);
  say(`The list ${list} has ${hosts} hosts now.`);
  if (unread > 0) say(`${unread} lines name no host and were left out.`);
});
