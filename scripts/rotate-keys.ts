/** `npm run keys:rotate`: adds a master key and wraps every customer's key anew under it, while all goes on working. */
import {
  activateNewestMasterKey,
  addMasterKey,
  openKeyFile,
} from '../src/adapters/key-file/key-file.ts';
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { EXIT } from '../src/app/exit-codes.ts';
import { Refusal } from '../src/app/explain-failure.ts';
import { loadInstallation } from '../src/app/load-config.ts';
import { openServerForCommand } from '../src/app/open-database.ts';
import { readOption, runCommand, say } from '../src/app/run-command.ts';
import { rewrapKeys } from '../src/features/vault/index.ts';

const STEPS = ['add', 'rewrap', 'both'] as const;
const USAGE = 'npm run keys:rotate [-- --step add|rewrap]';

await runCommand(async (cleanup) => {
  const step = STEPS.find((one) => one === readOption('step', USAGE, 'both'));
  if (step === undefined) throw new Refusal(`Usage: ${USAGE}`, EXIT.usage);
  const config = await loadInstallation();
  const path = config.secrets.masterKeyFile;
  const { url } = await openServerForCommand(config, cleanup, say);
  const handle = connectDatabase({
    url,
    maxConnections: 2,
    applicationName: 'mainstay rotate keys',
  });
  cleanup.add(() => handle.close());
  if (step !== 'rewrap') {
    const id = await addMasterKey(path, { demo: config.mode === 'demo' });
    say(`Added the master key ${id} to ${path}`);
  }
  if (step !== 'add') {
    say(`From now on ${await activateNewestMasterKey(path)} is used.`);
    const count = await rewrapKeys(handle.database, await openKeyFile(path));
    say(`Wrapped ${count} customers' keys anew.`);
    say('Older keys stay in the file: backups made before need them.');
  }
});
