import { trimmed } from '../../core/selfservice/decimal.ts';
import type { Finding, Param } from '../../core/selfservice/finding.ts';
import { wordOf } from '../../core/selfservice/terms.ts';
import { textKeyOf } from '../../core/selfservice/text-key.ts';
import { type Locale, RTL_LOCALES } from '../../core/vocabulary.ts';
import type { Texts } from '../../ports/texts.ts';

/** In which language and time zone something is said. */
export interface Speech {
  readonly texts: Texts;
  readonly locale: Locale;
  /** Null: unknown, so times are in UTC and say so. */
  readonly timeZone: string | null;
}

/** In right-to-left sentences amounts and ids keep their own order by isolates (UAX #9). */
const isolated = (locale: Locale, text: string): string =>
  text === '' || !RTL_LOCALES.includes(locale) ? text : `\u2066${text}\u2069`;

/** Western digits in every language, as on the cards. */
const tagOf = (locale: Locale): string => `${locale}-u-nu-latn`;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

const unitOf = (ms: number): readonly [string, number] => {
  if (ms < 1_000) return ['millisecond', 1];
  if (ms < 2 * MINUTE_MS) return ['second', 1_000];
  if (ms < 2 * HOUR_MS) return ['minute', MINUTE_MS];
  return ms < 2 * DAY_MS ? ['hour', HOUR_MS] : ['day', DAY_MS];
};

const unitFormat = (locale: Locale, unit: string): Intl.NumberFormat =>
  new Intl.NumberFormat(tagOf(locale), {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  });

/** As exact as a person needs it: one decimal below ten. */
const roundTo = (ms: number, unitMs: number): number => {
  const units = ms / unitMs;
  return unitMs === 1 || units >= 10 ? Math.round(units) : Math.round(units * 10) / 10;
};

export const sayDuration = (locale: Locale, ms: number): string => {
  const [unit, unitMs] = unitOf(ms);
  return unitFormat(locale, unit).format(roundTo(ms, unitMs));
};

/** `12–25 minutes`; never less than one second, and the later end rounded up. */
export const saySpan = (locale: Locale, fromMs: number, toMs: number): string => {
  const [unit, unitMs] = unitOf(Math.max(1_000, toMs));
  const from = Math.max(0, Math.floor(fromMs / unitMs));
  const to = Math.max(1, Math.ceil(toMs / unitMs));
  const format = unitFormat(locale, unit);
  return from === to ? format.format(to) : format.formatRange(from, to);
};

export const sayMoment = (locale: Locale, timeZone: string | null, at: number): string => {
  const text = new Intl.DateTimeFormat(tagOf(locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: timeZone ?? 'UTC',
  }).format(at);
  return timeZone === null ? `${text} UTC` : text;
};

const sayShare = (locale: Locale, share: string): string =>
  new Intl.NumberFormat(tagOf(locale), { style: 'percent', maximumFractionDigits: 4 }).format(
    Number(share),
  );

/** One value of a sentence, in words. Money is written digit for digit. */
export const sayParam = ({ texts, locale, timeZone }: Speech, param: Param): string | number => {
  switch (param.kind) {
    case 'amount':
      return isolated(locale, `${trimmed(param.amount)} ${param.asset}`);
    case 'share':
      return isolated(locale, sayShare(locale, param.share));
    case 'count':
      return param.count;
    case 'moment':
      return sayMoment(locale, timeZone, param.at);
    case 'span':
      return param.toMs === null
        ? sayDuration(locale, param.fromMs)
        : saySpan(locale, param.fromMs, param.toMs);
    case 'duration':
      return sayDuration(locale, param.ms);
    case 'name':
      return isolated(locale, param.text);
    case 'choice':
      return param.of;
    case 'terms': {
      const words = [...new Set(param.codes.map((code) => wordOf(param.of, code)))];
      return new Intl.ListFormat(locale, { type: 'conjunction' }).format(
        words.map((word) => texts.say(locale, `selfservice.term.${param.of}.${word}`)),
      );
    }
  }
};

/** The sentence of a finding. Every figure in it is one of its parameters. */
export const sayFinding = (
  speech: Speech,
  finding: Pick<Finding, 'tool' | 'code' | 'params'>,
): string => {
  const values = Object.fromEntries(
    Object.entries(finding.params).map(([name, param]) => [name, sayParam(speech, param)]),
  );
  return speech.texts
    .say(speech.locale, `selfservice.${textKeyOf(finding)}`, values)
    .replaceAll(/ {2,}/gu, ' ')
    .trim();
};
