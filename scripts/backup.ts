/** `npm run backup -- --to FILE`: database and files of this installation in one archive, while it goes on working. */
import { resolve } from 'node:path';
import { backUp } from '../src/app/backup.ts';
import { loadInstallation } from '../src/app/load-config.ts';
import { openServerForCommand } from '../src/app/open-database.ts';
import { readOption, runCommand, say } from '../src/app/run-command.ts';

await runCommand(async (cleanup) => {
  const path = resolve(readOption('to', 'npm run backup -- --to FILE'));
  const config = await loadInstallation();
  const { url } = await openServerForCommand(config, cleanup, say);
  const { tables, rows, files } = await backUp(config, url, path);
  say(`Backed up ${rows} rows of ${tables} tables and ${files ?? 'no'} files to ${path}`);
  if (files === undefined) {
    say('Files live in a bucket, which this backup does not hold: give the bucket one of its own.');
  }
  say(
    `Not in it, on purpose: the master keys (${config.secrets.masterKeyFile}) and the secrets. Keep a copy of them apart from the backups.`,
  );
});
