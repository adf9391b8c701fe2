/** `npm run keys:create -- --to FILE`: makes a new master key file for MAINSTAY_MASTER_KEY_FILE. */
import { resolve } from 'node:path';
import { createKeyFile } from '../src/adapters/key-file/key-file.ts';
import { readOption, runCommand, say } from '../src/app/run-command.ts';

await runCommand(async () => {
  const path = resolve(readOption('to', 'npm run keys:create -- --to FILE'));
  await createKeyFile(path, { demo: false });
  say(
    `Made ${path}. Keep a copy in a safe place: without it, nothing customers said can be read again.`,
  );
});
