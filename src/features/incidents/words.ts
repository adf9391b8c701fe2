import type { IncidentDraft } from '../../contract/incidents.ts';
import {
  type IncidentKind,
  type IncidentStage,
  type TextsByLocale,
  wordsFor,
} from '../../core/incidents/vocabulary.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import type { Texts } from '../../ports/texts.ts';
import type { IncidentsDeps } from './deps.ts';
import type { Incident, Update } from './store.ts';

/** Kinds whose titles can name a coin or network. */
const NAMED: ReadonlySet<IncidentKind> = new Set([
  'deposits',
  'withdrawals',
  'network',
  'maintenance',
  'trading',
]);

/** Titles and words for a stage in every language, from the catalogue: no machine translates anything. */
export const draftOf = (
  texts: Texts,
  kind: IncidentKind,
  stage: IncidentStage,
  about: string | undefined,
): IncidentDraft => {
  const inAll = (say: (locale: Locale) => string) =>
    Object.fromEntries(LOCALES.map((locale) => [locale, say(locale)]));
  const name = about !== undefined && NAMED.has(kind) ? 'named' : 'plain';
  return {
    titles: inAll((locale) =>
      texts.say(locale, `incident.title.${kind}.${name}`, { about: about ?? '' }),
    ),
    texts: inAll((locale) => texts.say(locale, `incident.draft.${stage}`)),
  };
};

/**
 * Words of staff that go out to many, as they are kept: clean, without secrets, and naming no contact that is not ours.
 * Failures: `incident_words_missing` where the language they are written in has none, and what the guards find.
 */
export const takeInAll = (
  deps: Pick<IncidentsDeps, 'takeIn' | 'checkOwnWords'>,
  texts: TextsByLocale,
  writtenIn: Locale,
): Outcome<TextsByLocale> => {
  const kept: Partial<Record<Locale, string>> = {};
  for (const locale of LOCALES) {
    const text = texts[locale]?.trim();
    if (text === undefined || text === '') continue;
    const taken = deps.takeIn(text, false);
    if (!taken.ok) return taken;
    const own = deps.checkOwnWords(taken.value.text);
    if (!own.ok) return own;
    kept[locale] = taken.value.text;
  }
  return kept[writtenIn] === undefined
    ? fail('invalid', 'incident_words_missing', { locale: writtenIn })
    : ok(kept);
};

const languageName = (locale: Locale, of: Locale): string =>
  new Intl.DisplayNames([locale], { type: 'language' }).of(of) ?? of;

/** What a customer reads of an update. `asks`: it is over, and they are asked whether their own matter is as well. */
export const noticeWords = (
  texts: Texts,
  incident: Pick<Incident, 'titles' | 'writtenIn'>,
  update: Pick<Update, 'texts' | 'writtenIn'>,
  locale: Locale,
  asks: boolean,
): string => {
  const title = wordsFor(incident.titles, incident.writtenIn, locale).text;
  const said = wordsFor(update.texts, update.writtenIn, locale);
  const foreign =
    said.locale === locale
      ? []
      : [texts.say(locale, 'incident.language', { language: languageName(locale, said.locale) })];
  const question = asks ? [texts.say(locale, 'incident.settled_question')] : [];
  return [title, said.text, ...foreign, ...question].join('\n\n');
};
