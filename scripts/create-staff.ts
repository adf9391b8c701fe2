/**
 * `npm run staff:create -- --email … --name … --public-name … --role admin …`: makes a staff account, the first
 * admin's above all, and prints a one-time password that the first sign-in must replace.
 */
import { parseArgs } from 'node:util';
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { systemClock } from '../src/adapters/system/clock.ts';
import { systemIds } from '../src/adapters/system/ids.ts';
import { EXIT } from '../src/app/exit-codes.ts';
import { Refusal } from '../src/app/explain-failure.ts';
import { loadInstallation } from '../src/app/load-config.ts';
import { migrateDatabase, openServerForCommand } from '../src/app/open-database.ts';
import { runCommand, say } from '../src/app/run-command.ts';
import { type CreateStaffRequest, createStaffRequest } from '../src/contract/staff.ts';
import { createStaff } from '../src/features/staff/index.ts';

const USAGE = `npm run staff:create -- --email ana@example.com --name "Ana Silva" --public-name Ana --role admin
  [--locale en] [--languages en,es] [--skills withdrawal:3,deposit:2] [--teams wallet-support] [--capacity 6]`;

const SENTENCES: Readonly<Record<string, string>> = {
  email_taken: 'There is an account with this mail address already.',
  unknown_team: 'One of these teams does not exist.',
};

const listOf = (text: string): string[] => text.split(',').filter((part) => part !== '');

const skillOf = (text: string): { category: string; level: number } => {
  const [category = '', level = '2'] = text.split(':');
  return { category, level: Number(level) };
};

const readArguments = (): CreateStaffRequest => {
  const text = { type: 'string', default: '' } as const;
  const { values } = parseArgs({
    options: {
      email: text,
      name: text,
      'public-name': text,
      role: text,
      locale: { type: 'string', default: 'en' },
      languages: text,
      skills: text,
      teams: text,
      capacity: { type: 'string', default: '6' },
    },
  });
  return createStaffRequest.parse({
    email: values.email,
    name: values.name,
    publicName: values['public-name'],
    role: values.role,
    locale: values.locale,
    languages: listOf(values.languages || values.locale),
    skills: listOf(values.skills).map(skillOf),
    teamIds: listOf(values.teams),
    capacityUnits: Number(values.capacity),
  });
};

const requestOrUsage = (): CreateStaffRequest => {
  try {
    return readArguments();
  } catch {
    throw new Refusal(`Usage: ${USAGE}`, EXIT.usage);
  }
};

await runCommand(async (cleanup) => {
  const request = requestOrUsage();
  const { url } = await openServerForCommand(await loadInstallation(), cleanup, say);
  await migrateDatabase(url, say);
  const handle = connectDatabase({
    url,
    maxConnections: 2,
    applicationName: 'mainstay create-staff',
  });
  cleanup.add(handle.close);
  const created = await createStaff(
    { database: handle.database, ids: systemIds, clock: systemClock },
    request,
    { kind: 'system', id: null },
  );
  if (!created.ok) {
    throw new Refusal(SENTENCES[created.failure.code] ?? created.failure.code, EXIT.usage);
  }
  say(`Made an account for ${request.email} with the role ${request.role}.`);
  say(`One-time password, to be replaced at the first sign-in: ${created.value.oneTimePassword}`);
});
