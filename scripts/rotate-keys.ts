/** `npm run keys:rotate`: adds a master key and wraps every customer's key anew under it, while all goes on working. */
import { addMasterKey, openKeyFile } from '../src/adapters/key-file/key-file.ts';
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { loadInstallation } from '../src/app/load-config.ts';
import { openServerForCommand } from '../src/app/open-database.ts';
import { runCommand, say } from '../src/app/run-command.ts';
import { rewrapKeys } from '../src/features/vault/index.ts';

await runCommand(async (cleanup) => {
  const config = await loadInstallation();
  const path = config.secrets.masterKeyFile;
  const { url } = await openServerForCommand(config, cleanup, say);
  const handle = connectDatabase({
    url,
    maxConnections: 2,
    applicationName: 'mainstay rotate keys',
  });
  cleanup.add(() => handle.close());
  const id = await addMasterKey(path, { demo: config.mode === 'demo' });
  say(`Added the master key ${id} to ${path}`);
  const count = await rewrapKeys(handle.database, await openKeyFile(path));
  say(`Wrapped ${count} customers' keys anew.`);
  say('Older keys stay in the file: backups made before need them.');
});
