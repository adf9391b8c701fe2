/**
 * `node scripts/check-texts.ts`: every sentence in every language. Fails on a key that a language lacks or has too
 * many, on arguments that differ, on a message that cannot be read, on a plural without the cases of its language,
 * on a key that the code asks for and nobody wrote, and on a key that nobody asks for.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { REPORT_LOCALES } from '../src/core/tracing/report-locales.ts';
import { LOCALES, type Locale } from '../src/core/vocabulary.ts';

const ROOT = join(import.meta.dirname, '..');

interface Face {
  /** Folders under content/texts that make up one catalogue. */
  readonly folders: readonly string[];
  /** Where its sentences are asked for. */
  readonly sources: readonly string[];
  /** All where absent. */
  readonly locales?: readonly Locale[];
}

const FACES: readonly Face[] = [
  {
    folders: ['kit', 'messenger'],
    sources: ['web/messenger', 'web/loader', 'web/kit/api', 'web/kit/state'],
  },
  { folders: ['portal'], sources: ['web/portal'] },
  { folders: ['cards'], sources: ['web/kit/cards'] },
  { folders: ['desk'], sources: ['web/desk'] },
  { folders: ['demo'], sources: ['web/demo', 'src/demo-exchange'] },
  { folders: ['server'], sources: ['src'] },
  {
    folders: ['report'],
    sources: ['src/features/tracing', 'src/adapters/report-pdf'],
    locales: REPORT_LOCALES,
  },
];
/** A catalogue with fewer sentences than this was not found, whatever the reason. */
const FEWEST = 3;

type Catalogue = Readonly<Record<string, string>>;
const faults: string[] = [];

const readCatalogue = (face: Face, locale: Locale): Catalogue =>
  Object.assign(
    {},
    ...face.folders.map((folder) => {
      const file = join(ROOT, 'content/texts', folder, `${locale}.json`);
      if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
      faults.push(`content/texts/${folder}/${locale}.json is missing`);
      return {};
    }),
  );

const says = (plural: Extract<MessageFormatElement, { type: TYPE.plural }>): boolean =>
  Object.values(plural.options).some(({ value }) => value.some(({ type }) => type === TYPE.pound));

/** Each argument with what is done with it, and the plural cases of a message that its language does not know or lacks. */
const inspect = (
  elements: readonly MessageFormatElement[],
  cases: ReadonlySet<string>,
  found = { arguments: new Set<string>(), unsaid: new Set<string>(), plurals: [] as string[] },
) => {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    if (element.type === TYPE.tag) {
      inspect(element.children, cases, found);
      continue;
    }
    const choices =
      element.type === TYPE.select ? Object.keys(element.options).sort().join('|') : '';
    // A number that only chooses between cases and is never said may be left out where there are no cases.
    if (element.type === TYPE.plural && !says(element)) found.unsaid.add(element.value);
    else if (element.type === TYPE.select) found.arguments.add(`${element.value}=${choices}`);
    else found.arguments.add(element.value);
    if (element.type !== TYPE.select && element.type !== TYPE.plural) continue;
    if (element.type === TYPE.plural && element.pluralType === 'cardinal') {
      const given = Object.keys(element.options).filter((name) => !name.startsWith('='));
      for (const name of given) if (!cases.has(name)) found.plurals.push(`has no case “${name}”`);
    }
    for (const option of Object.values(element.options)) inspect(option.value, cases, found);
  }
  return found;
};

const pluralCasesOf = (locale: Locale): ReadonlySet<string> =>
  new Set(new Intl.PluralRules(locale).resolvedOptions().pluralCategories);

const argumentsOf = (place: string, message: string, locale: Locale): string => {
  try {
    const { arguments: names, plurals } = inspect(parse(message), pluralCasesOf(locale));
    for (const plural of plurals) faults.push(`${place}: ${locale} ${plural}`);
    return [...names].sort().join(', ');
  } catch (error) {
    faults.push(`${place}: cannot be read: ${error instanceof Error ? error.message : error}`);
    return '';
  }
};

const compareLocales = (face: Face): Catalogue => {
  const name = face.folders.join('+');
  const english = readCatalogue(face, 'en');
  if (Object.keys(english).length < FEWEST) faults.push(`${name}: there are no sentences`);
  for (const locale of face.locales ?? LOCALES) {
    const texts = readCatalogue(face, locale);
    for (const key of Object.keys(english)) {
      const place = `${name}/${locale} ${key}`;
      const message = texts[key];
      if (message === undefined) faults.push(`${place}: is missing`);
      else if (message.trim() === '') faults.push(`${place}: is empty`);
      else {
        const [wanted, has] = [english[key] ?? '', message].map((text, index) =>
          argumentsOf(place, text, index === 0 ? 'en' : locale),
        );
        if (wanted !== has) faults.push(`${place}: arguments {${has}} instead of {${wanted}}`);
      }
    }
    for (const key of Object.keys(texts)) {
      if (english[key] === undefined) faults.push(`${name}/${locale} ${key}: is not in English`);
    }
  }
  return english;
};

const SOURCE_TYPES = new Set(['.ts', '.tsx', '.js', '.html']);
const readSources = (folders: readonly string[]): string =>
  folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && SOURCE_TYPES.has(extname(entry.name)))
        .filter((entry) => !entry.name.includes('.test.'))
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
    )
    .join('\n');

const KEY = /^[a-z_]+(\.[a-zA-Z0-9_-]+)+$/;

/** What the code asks for: whole keys, keys that are certainly asked for, and patterns of keys put together. */
const readUses = (source: string) => {
  const literals = new Set(
    [...source.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map((m) => m[1] ?? m[2] ?? ''),
  );
  // The demo page names its sentences in attributes, without their common beginning.
  for (const [, name] of source.matchAll(/data-text(?:-label)?="([a-z_]+)"/g))
    literals.add(`demo.${name}`);
  const asked = [
    ...source.matchAll(/\b(?:t|text|rich)\(\s*'([^']+)'|\bsay\([^,()]+,\s*'([^']+)'/g),
  ].map((match) => match[1] ?? match[2] ?? '');
  const patterns = [
    ...source.matchAll(
      /`([a-z_][a-zA-Z0-9_.-]*\.(?:[a-zA-Z0-9_.-]*\$\{[^}`]+\})+[a-zA-Z0-9_.-]*)`|`(\$\{[^}`]+\}\.[a-z_.]+)`/g,
    ),
  ]
    .map((match) => match[1] ?? match[2] ?? '')
    .map(
      (template) =>
        new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '.+')}$`),
    );
  return { literals, asked, patterns };
};

for (const face of FACES) {
  const catalogue = compareLocales(face);
  const { literals, asked, patterns } = readUses(readSources(face.sources));
  for (const key of asked) {
    if (KEY.test(key) && catalogue[key] === undefined)
      faults.push(`${face.folders.join('+')} ${key}: is asked for and not written`);
  }
  for (const key of Object.keys(catalogue)) {
    if (!literals.has(key) && !patterns.some((pattern) => pattern.test(key)))
      faults.push(`${face.folders.join('+')} ${key}: nobody asks for it`);
  }
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  console.error(`${faults.length} faults in the texts`);
  process.exitCode = 1;
} else {
  console.log(`The texts are complete in ${LOCALES.join(', ')}`);
}
