/**
 * `npm run export -- --to FILE [--format csv|jsonl] [--since DATE] [--until DATE] [--words]`: conversations as a file.
 * A date is a day such as 2026-01-31 (UTC). With words, which needs JSON lines, what was said is in it: keep it safe.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { openKeyFile } from '../src/adapters/key-file/key-file.ts';
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { systemIds } from '../src/adapters/system/ids.ts';
import { EXIT } from '../src/app/exit-codes.ts';
import { Refusal } from '../src/app/explain-failure.ts';
import { loadInstallation } from '../src/app/load-config.ts';
import { openServerForCommand } from '../src/app/open-database.ts';
import { runCommand, say } from '../src/app/run-command.ts';
import type { AgentId } from '../src/core/ids.ts';
import {
  type ExportWish,
  exportConversations,
  pagesOfAll,
} from '../src/features/exporting/index.ts';
import { createVault } from '../src/features/vault/index.ts';

const USAGE =
  'npm run export -- --to FILE [--format csv|jsonl] [--since DATE] [--until DATE] [--words]';

const usage = (): Refusal => new Refusal(`Usage: ${USAGE}`, EXIT.usage);

const dayOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at)) throw new Refusal(`${text} is no day such as 2026-01-31.`, EXIT.usage);
  return at;
};

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        to: { type: 'string' },
        format: { type: 'string', default: 'csv' },
        since: { type: 'string' },
        until: { type: 'string' },
        words: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    throw usage();
  }
};

const readArguments = (): { readonly to: string; readonly wish: ExportWish } => {
  const { to, format, since, until, words } = readOptions();
  if (to === undefined || to === '' || (format !== 'csv' && format !== 'jsonl')) throw usage();
  if (words && format === 'csv') {
    throw new Refusal('What was said goes into JSON lines only: --format jsonl.', EXIT.usage);
  }
  return { to, wish: { format, words, since: dayOf(since), until: dayOf(until) } };
};

await runCommand(async (cleanup) => {
  const { to, wish } = readArguments();
  const config = await loadInstallation();
  const { url } = await openServerForCommand(config, cleanup, say);
  const handle = connectDatabase({ url, maxConnections: 2, applicationName: 'mainstay export' });
  cleanup.add(handle.close);
  const { database } = handle;
  const wrapper = await openKeyFile(config.secrets.masterKeyFile);
  const deps = {
    database,
    vault: createVault({ database, wrapper, ids: systemIds }),
    files: { attach: never, list: async () => new Map(), discard: never },
    contactsOf: () => [],
  };
  const by = { kind: 'system', id: 'export' as AgentId } as const;
  const out = createWriteStream(to, { mode: 0o600 });
  let characters = 0;
  for await (const lines of exportConversations(deps, by, wish, pagesOfAll(deps, wish))) {
    characters += lines.length;
    if (!out.write(lines)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  say(`Wrote ${characters} characters to ${to}`);
});

async function never(): Promise<never> {
  throw new Error('an export changes nothing');
}
