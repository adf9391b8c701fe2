/**
 * `npm run import -- zendesk|chatwoot FILE… [--report FILE] [--files FOLDER] [--fetch-from HOST …]`: takes over conversations of another system from its
 * exports, with their history under its own times. What was taken before is not taken again; what cannot be taken is
 * named with its row and why, in the report (`import-report.csv` where none is named). Files are taken where the export
 * holds them, where they lie in the folder, or, and only from hosts that are named, from where they are.
 */
import { createWriteStream, existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openKeyFile } from '../src/adapters/key-file/key-file.ts';
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { systemIds } from '../src/adapters/system/ids.ts';
import { EXIT } from '../src/app/exit-codes.ts';
import { Refusal } from '../src/app/explain-failure.ts';
import { createImporting } from '../src/app/importing.ts';
import { loadInstallation } from '../src/app/load-config.ts';
import { migrateDatabase, openServerForCommand } from '../src/app/open-database.ts';
import { runCommand, say } from '../src/app/run-command.ts';
import { scrubLine } from '../src/app/scrub-line.ts';
import { csvLine } from '../src/core/exporting/csv-line.ts';
import { IMPORT_SOURCES, type ImportSource, importFiles } from '../src/features/importing/index.ts';
import { createLog } from '../src/platform/log/create-log.ts';

const USAGE =
  'npm run import -- zendesk|chatwoot FILE… [--report FILE] [--files FOLDER] [--fetch-from HOST …]';
const SAY_EVERY = 1_000;

const readArguments = () => {
  try {
    const { values, positionals } = parseArgs({
      options: {
        report: { type: 'string' },
        files: { type: 'string' },
        'fetch-from': { type: 'string', multiple: true },
      },
      allowPositionals: true,
    });
    const [name, ...files] = positionals;
    const source = IMPORT_SOURCES.find((one) => one === name);
    if (source !== undefined && files.length > 0) {
      return {
        source,
        files,
        report: values.report ?? 'import-report.csv',
        folder: values.files ?? null,
        hosts: values['fetch-from'] ?? [],
      };
    }
  } catch {
    // An unknown option: the usage says what is right.
  }
  throw new Refusal(`Usage: ${USAGE}`, EXIT.usage);
};

const tell = (source: ImportSource, counts: Awaited<ReturnType<typeof importFiles>>): void => {
  const { taken, messages, known, left, filesTaken, filesLeft, emptyLeft } = counts;
  say(`Took ${taken} conversations with ${messages} messages from ${source}.`);
  if (known > 0) say(`${known} had been taken before.`);
  if (filesTaken > 0) say(`${filesTaken} files came with them.`);
  if (filesLeft > 0) say(`${filesLeft} files are named in them and were not taken.`);
  if (emptyLeft > 0) say(`${emptyLeft} messages without words were left out.`);
  if (left > 0) say(`${left} records were left.`);
};

await runCommand(async (cleanup) => {
  const { source, files, report, folder, hosts } = readArguments();
  for (const file of [...files, ...(folder === null ? [] : [folder])]) {
    if (!existsSync(file)) throw new Refusal(`The file ${file} cannot be read.`, EXIT.usage);
  }
  const config = await loadInstallation();
  const { url } = await openServerForCommand(config, cleanup, say);
  await migrateDatabase(url, say);
  const handle = connectDatabase({ url, maxConnections: 4, applicationName: 'mainstay import' });
  cleanup.add(handle.close);
  const wrapper = await openKeyFile(config.secrets.masterKeyFile);
  const importing = createImporting({
    config,
    database: handle.database,
    wrapper,
    ids: systemIds,
    files: { folder, hosts },
    log: createLog('warn', { scrub: scrubLine }),
  });
  await importing.begin();
  const out = createWriteStream(report);
  out.write(csvLine(['file', 'row', 'source id', 'reason', 'part']));
  let told = 0;
  const counts = await importFiles({
    deps: importing.deps,
    source,
    files,
    now: Date.now(),
    onLeft: ({ file, row, sourceId, reason, part }) =>
      out.write(csvLine([file, row, sourceId ?? '', reason, part ?? ''])),
    onProgress: (done) => {
      if (done >= told + SAY_EVERY) {
        told = done;
        say(`${done} records read …`);
      }
    },
  });
  await new Promise<void>((resolve) => out.end(resolve));
  await importing.finish();
  tell(source, counts);
  if (counts.left + counts.filesLeft > 0) say(`Which and why: ${report}`);
});
