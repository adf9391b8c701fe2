/** `npm run audit:head`: the newest seal of the audit's chain as one line of JSON, to be kept somewhere else. */
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { loadInstallation } from '../src/app/load-config.ts';
import { openServerForCommand } from '../src/app/open-database.ts';
import { runCommand, say } from '../src/app/run-command.ts';
import { readHead, toHex } from '../src/features/audit/index.ts';

await runCommand(async (cleanup) => {
  const { url } = await openServerForCommand(await loadInstallation(), cleanup, () => undefined);
  const handle = connectDatabase({ url, maxConnections: 2, applicationName: 'mainstay audit' });
  cleanup.add(handle.close);
  const head = await readHead(handle.database);
  say(
    JSON.stringify(
      head === undefined
        ? null
        : {
            seal: head.sealId,
            hash: toHex(head.hash),
            sealedAt: new Date(head.sealedAt).toISOString(),
          },
    ),
  );
});
