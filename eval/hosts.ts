/**
 * `npm run eval -- hosts --data FILE --brands FILE [--show] [--json]`: what looks like one of our hosts, on labelled ones.
 * FILE: a JSON object a line with `host` and `label` (`phish` or `legit`). Brands: a domain a line, each taken as
 * registered. Without them it is `fraud/hosts.jsonl` and `fraud/brands.txt` under MAINSTAY_DATA. Half of the hosts, by
 * a hash of the name, is for development: only of those may rows be looked at (--show), and the figures of each half
 * are told apart. `brands_only`: without the well-known services that are protected beside one's own.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { report } from '../bench/report.ts';
import { splitHost } from '../src/adapters/public-suffixes/split-host.ts';
import { canonicalHost } from '../src/core/official/host.ts';
import type { OfficialRegistry } from '../src/core/official/identity.ts';
import { judgeHost, openHostBook } from '../src/core/official/judge-host.ts';
import { readKnownServices } from '../src/features/official/index.ts';

const SEED = 'hosts:1:';

const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: {
    data: { type: 'string' },
    brands: { type: 'string' },
    show: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
  },
});
const dataFolder = process.env.MAINSTAY_DATA;
const inData = (name: string): string | undefined => {
  const file = dataFolder === undefined ? undefined : join(dataFolder, 'fraud', name);
  return file !== undefined && existsSync(file) ? file : undefined;
};
const dataFile = args.data ?? inData('hosts.jsonl');
const brandsFile = args.brands ?? inData('brands.txt');
if (dataFile === undefined || brandsFile === undefined) {
  console.error(
    'No data: give --data FILE and --brands FILE, or set MAINSTAY_DATA to the folder of evaluation data.',
  );
  process.exit(2);
}

const Row = z.object({ host: z.string(), label: z.enum(['phish', 'legit']) });
const linesOf = async (file: string): Promise<readonly string[]> =>
  (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
const rows = (await linesOf(dataFile)).map((line) => Row.parse(JSON.parse(line)));
const brands = (await linesOf(brandsFile)).flatMap((line) => canonicalHost(line) ?? []);

const bookWith = (knownServices: OfficialRegistry['knownServices']) =>
  openHostBook(
    {
      identities: brands.map((value) => ({
        kind: 'domain',
        network: null,
        value,
        from: 0,
        until: null,
      })),
      badges: new Set(),
      allowedHosts: new Set(),
      phishingHosts: new Set(),
      knownServices,
    },
    splitHost,
  );
const known = readKnownServices(join(import.meta.dirname, '../content/official'));
const book = bookWith(known);
const ownBook = bookWith({ imitated: [], harmless: known.harmless });

const isForDevelopment = (host: string): boolean =>
  (createHash('sha256').update(`${SEED}${host}`).digest()[0] ?? 0) % 2 === 0;

const isFlagged = (host: string, by: typeof book): boolean => {
  // Some rows carry the path of a page.
  const canonical = canonicalHost(host.split('/')[0] ?? '');
  return canonical !== null && judgeHost(by, canonical, 0).verdict === 'not_ours';
};

const HALVES = ['all', 'development', 'test'] as const;
const tally = Object.fromEntries(
  HALVES.map((half) => [half, { phish: 0, legit: 0, caught: 0, wrong: 0, own: 0 }]),
) as Record<
  (typeof HALVES)[number],
  { phish: number; legit: number; caught: number; wrong: number; own: number }
>;
const startedAt = performance.now();
for (const { host, label } of rows) {
  const half = isForDevelopment(host) ? 'development' : 'test';
  const flagged = isFlagged(host, book);
  for (const each of [tally.all, tally[half]]) {
    each[label] += 1;
    if (label === 'phish') {
      each.caught += Number(flagged);
      each.own += Number(isFlagged(host, ownBook));
    } else each.wrong += Number(flagged);
  }
  if (args.show && half === 'development' && flagged !== (label === 'phish')) {
    console.log(`${label === 'phish' ? 'missed' : 'wrong'}: ${host}`);
  }
}
const tookMs = performance.now() - startedAt;

const figures: Record<string, number> = {};
for (const half of HALVES) {
  const { phish, legit, caught, wrong, own } = tally[half];
  figures[`${half}_look_alikes_count`] = phish;
  figures[`${half}_flagged_share`] = caught / Math.max(1, phish);
  figures[`${half}_flagged_brands_only_share`] = own / Math.max(1, phish);
  figures[`${half}_legitimate_count`] = legit;
  figures[`${half}_wrongly_flagged_share`] = wrong / Math.max(1, legit);
}
figures.rows_per_second = (rows.length * 1000) / tookMs;

report({
  suite: 'hosts',
  figures,
  goals: {
    all_flagged_share: { op: '>=', value: 0.8 },
    all_wrongly_flagged_share: { op: '<=', value: 0.01 },
    test_flagged_share: { op: '>=', value: 0.8 },
    test_wrongly_flagged_share: { op: '<=', value: 0.01 },
  },
  json: args.json,
});
