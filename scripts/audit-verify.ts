/**
 * `npm run audit:verify [-- --head HASH]`: reads the chain over the audit and every row that it speaks for, and names
 * what was altered, removed or inserted since. With a head that was kept elsewhere (`npm run audit:head`) it notices as
 * well when the end of the chain was cut off or made anew. Ends with 1 where something is found.
 */
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { loadInstallation } from '../src/app/load-config.ts';
import { openServerForCommand } from '../src/app/open-database.ts';
import { readOption, runCommand, say } from '../src/app/run-command.ts';
import { type AuditFault, auditKeyOf, verifyAudit } from '../src/features/audit/index.ts';

const sentence = (fault: AuditFault): string => {
  switch (fault.kind) {
    case 'altered':
    case 'removed':
    case 'inserted':
      return `${fault.source} ${fault.id}: ${fault.kind} after it was sealed`;
    case 'seal_altered':
      return `seal ${fault.sealId}: not what its own hash says`;
    case 'seal_out_of_place':
      return `seal ${fault.sealId}: does not follow the one before it`;
    case 'head_unknown':
      return `no seal has the hash ${fault.head}: the end of the chain was cut off or made anew`;
  }
};

await runCommand(async (cleanup) => {
  const head = readOption('head', 'npm run audit:verify [-- --head HASH]', '');
  const config = await loadInstallation();
  const { url } = await openServerForCommand(config, cleanup, say);
  const handle = connectDatabase({ url, maxConnections: 2, applicationName: 'mainstay audit' });
  cleanup.add(handle.close);
  const key = auditKeyOf(config.secrets.hash);
  const result = await verifyAudit(handle.database, key, head === '' ? null : head.toLowerCase());
  for (const fault of result.faults) say(sentence(fault));
  say(`${result.rows} rows under ${result.seals} seals; ${result.unsealed} not sealed yet.`);
  say(`Head: ${result.head ?? 'none yet'}`);
  if (result.faults.length === 0) return;
  say(`${result.faults.length} faults.`);
  await cleanup.run();
  process.exit(1);
});
