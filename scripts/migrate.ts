/** `npm run migrate`: applies what is new in migrations/ to this installation's database. */
import { loadInstallation } from '../src/app/load-config.ts';
import { migrateDatabase, openServerForCommand } from '../src/app/open-database.ts';
import { runCommand, say } from '../src/app/run-command.ts';

await runCommand(async (cleanup) => {
  const { url } = await openServerForCommand(await loadInstallation(), cleanup, say);
  const applied = await migrateDatabase(url, say);
  say(
    applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.length} migrations.`,
  );
});
