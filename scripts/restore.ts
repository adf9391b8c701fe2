/** `npm run restore -- --from FILE`: verifies a backup and restores it into an empty database and an empty folder. */
import { resolve } from 'node:path';
import { restore } from '../src/app/backup.ts';
import { loadInstallation } from '../src/app/load-config.ts';
import { openServerForCommand } from '../src/app/open-database.ts';
import { readOption, runCommand, say } from '../src/app/run-command.ts';

await runCommand(async (cleanup) => {
  const path = resolve(readOption('from', 'npm run restore -- --from FILE'));
  const config = await loadInstallation();
  const { url } = await openServerForCommand(config, cleanup, say);
  const { tables, rows, files } = await restore(config, url, path);
  say(`Restored ${rows} rows of ${tables} tables and ${files ?? 'no'} files from ${path}`);
});
