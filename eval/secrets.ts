/**
 * `npm run eval -- secrets --data FILE [--vectors FILE] [--show] [--json]`: the secret guard on labelled texts.
 * FILE: a JSON object a line with `text`, `must_redact`, `kind`, and `value` (the secret in it). Without --data it is
 * `fraud/secrets_redaction.jsonl` under MAINSTAY_DATA. --vectors: BIP-39 vectors as published with the standard
 * (language → rows of entropy, phrase, seed, extended key); `fraud/bip39/trezor_vectors.json` when MAINSTAY_DATA holds
 * it. --show prints the rows that went wrong, as the guard left them.
 *
 * Unless --no-road is given, every row is then sent through a server of its own (ports 7640 and 7641, or from
 * MAINSTAY_EVAL_PORT on) and looked for in all that it keeps: tables, files, log, mails, what staff read.
 * --megabytes: how much ordinary text (manuals of the installed packages) is read, 10 by default.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { quantile, report } from '../bench/report.ts';
import {
  createServerSecretGuard,
  WORD_LISTS,
} from '../src/adapters/secret-guard-bip39/create-guard.ts';
import { SECRET_MARKER_PATTERN } from '../src/core/secrets/secret-guard.ts';
import { readManuals, readShortMessages } from './secrets-prose-world.ts';
import { walkTheRoad } from './secrets-road-world.ts';

const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: {
    data: { type: 'string' },
    vectors: { type: 'string' },
    prose: { type: 'string', multiple: true, default: [] },
    megabytes: { type: 'string', default: '10' },
    'no-road': { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
  },
});
const dataFolder = process.env.MAINSTAY_DATA;
const inData = (...path: readonly string[]): string | undefined => {
  const file = dataFolder === undefined ? undefined : join(dataFolder, 'fraud', ...path);
  return file !== undefined && existsSync(file) ? file : undefined;
};

const Row = z.object({
  text: z.string(),
  must_redact: z.boolean(),
  kind: z.string().default('unnamed'),
  value: z.string().optional(),
});
const guard = createServerSecretGuard();

const compact = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Gone means: of several words less than a quarter still stands somewhere; of anything else no piece longer than a
 * quarter is left, however it is spaced.
 */
const isGone = (value: string, redacted: string): boolean => {
  const left = compact(redacted.replace(SECRET_MARKER_PATTERN, ''));
  const words = value
    .split(/[\s,]+/u)
    .map(compact)
    .filter((word) => word.length > 1);
  if (words.length >= 12) {
    return words.filter((word) => left.includes(word)).length * 4 < words.length;
  }
  const whole = compact(value);
  const length = Math.max(4, Math.ceil(whole.length / 4));
  for (let at = 0; at + length <= whole.length; at += 1) {
    if (left.includes(whole.slice(at, at + length))) return false;
  }
  return whole.length > 0;
};

const dataFile = args.data ?? inData('secrets_redaction.jsonl');
if (dataFile === undefined) {
  console.error(
    'No data: give --data FILE, or set MAINSTAY_DATA to the folder of evaluation data.',
  );
  process.exit(2);
}
const rows = (await readFile(dataFile, 'utf8'))
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => Row.parse(JSON.parse(line)));

const tally = { secrets: 0, destroyed: 0, harmless: 0, kept: 0 };
const tookMs: number[] = [];
for (const row of rows) guard.redact(row.text);
for (const row of rows) {
  const startedAt = performance.now();
  const { text, destroyed } = guard.redact(row.text);
  tookMs.push(performance.now() - startedAt);
  const right = row.must_redact
    ? destroyed.length > 0 && isGone(row.value ?? row.text, text)
    : text === row.text;
  if (row.must_redact) {
    tally.secrets += 1;
    tally.destroyed += Number(right);
  } else {
    tally.harmless += 1;
    tally.kept += Number(right);
  }
  if (!right) {
    console.log(
      `${row.must_redact ? 'not destroyed' : 'not kept'}: ${row.kind}${args.show ? `  ${text}` : ''}`,
    );
  }
}

const vectorsFile = args.vectors ?? inData('bip39', 'trezor_vectors.json');
/** Whether the guard knows the list that the phrase is of: others are counted apart. */
const KNOWN = new Set(Object.values(WORD_LISTS).flatMap((list) => list.map(compact)));
const vectors = { known: 0, knownDestroyed: 0, unknown: 0, unknownDestroyed: 0 };
if (vectorsFile === undefined) {
  console.log('No BIP-39 vectors: give --vectors FILE to measure them too.');
} else {
  const Vectors = z.record(z.string(), z.array(z.array(z.string())));
  const languages = Vectors.parse(JSON.parse(await readFile(vectorsFile, 'utf8')));
  for (const [, phrase = '', , extendedKey = ''] of Object.values(languages).flat()) {
    const known = phrase.split(/\s+/u).every((word) => KNOWN.has(compact(word)));
    const destroyed = Number(isGone(phrase, guard.redact(`look: ${phrase} is mine`).text));
    vectors.known += known ? 2 : 1;
    vectors.knownDestroyed += known ? destroyed : 0;
    vectors.unknown += known ? 0 : 1;
    vectors.unknownDestroyed += known ? 0 : destroyed;
    vectors.knownDestroyed += Number(
      isGone(extendedKey, guard.redact(`look: ${extendedKey}`).text),
    );
  }
}

const Prose = z.object({ text: z.string() });
const prose = { rows: 0, kept: 0 };
for (const file of args.prose) {
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    if (line.trim() === '') continue;
    const { text } = Prose.parse(JSON.parse(line));
    const redacted = guard.redact(text).text;
    prose.rows += 1;
    prose.kept += Number(redacted === text);
    if (redacted !== text) console.log(`prose not kept${args.show ? `  ${redacted}` : ''}`);
  }
}

const manuals = readManuals(guard, Number(args.megabytes));
for (const hit of manuals.hits) console.log(`in ordinary text: ${hit}`);
const speed = readShortMessages(guard);
for (const hit of speed.hits) console.log(`in a harmless message: ${hit}`);
const road = args['no-road'] ? null : await walkTheRoad(rows);
for (const where of road?.found ?? [])
  console.log(`found: ${args.show ? where : where.slice(0, 40)}`);
for (const text of road?.changed ?? []) console.log(`changed${args.show ? `: ${text}` : ''}`);

report({
  suite: 'secrets',
  figures: {
    secret_rows_count: tally.secrets,
    secrets_destroyed_count: tally.destroyed,
    secrets_destroyed_share: tally.destroyed / Math.max(1, tally.secrets),
    harmless_rows_count: tally.harmless,
    harmless_kept_count: tally.kept,
    harmless_kept_share: tally.kept / Math.max(1, tally.harmless),
    ...(vectors.known > 0 && {
      vectors_count: vectors.known,
      vectors_destroyed_share: vectors.knownDestroyed / vectors.known,
      vectors_of_other_lists_count: vectors.unknown,
      vectors_of_other_lists_destroyed_count: vectors.unknownDestroyed,
    }),
    ...(prose.rows > 0 && {
      prose_rows_count: prose.rows,
      prose_kept_share: prose.kept / prose.rows,
    }),
    ordinary_text_mb: manuals.megabytes,
    ordinary_text_hits_count: manuals.hits.length,
    short_messages_count: speed.messages,
    short_messages_hits_count: speed.hits.length,
    short_messages_per_s: speed.perSecond,
    ...(road !== null && {
      road_sent_count: road.sent,
      road_assistant_turns_count: road.answered,
      road_mails_count: road.mails,
      road_tables_searched_count: road.tables,
      road_files_searched_count: road.files,
      road_secrets_found_count: road.found.length,
      road_harmless_changed_count: road.changed.length,
    }),
    redact_p50_ms: quantile(tookMs, 0.5),
    redact_p95_ms: quantile(tookMs, 0.95),
  },
  goals: {
    secrets_destroyed_share: { op: '>=', value: 1 },
    harmless_kept_share: { op: '>=', value: 1 },
    short_messages_per_s: { op: '>=', value: 50_000 },
    ...(road !== null && {
      road_secrets_found_count: { op: '<=' as const, value: 0 },
      road_harmless_changed_count: { op: '<=' as const, value: 0 },
      road_mails_count: { op: '>=' as const, value: rows.length },
    }),
    ...(prose.rows > 0 && { prose_kept_share: { op: '>=', value: 0.999 } }),
    ...(vectors.known > 0 && { vectors_destroyed_share: { op: '>=', value: 1 } }),
  },
  json: args.json,
});
