import type { ReactNode } from 'react';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { Catalogue } from '../locale/compiled.ts';
import { formatParts, formatText, formattingLocale, type Value } from '../locale/format-message.ts';

/** The cards' sentences in one language, and how that language writes times. */
export interface CardSpeech {
  readonly locale: Locale;
  readonly t: (key: string, values?: Readonly<Record<string, Value>>) => string;
  /** A sentence with elements in it, so that an amount can be isolated from its direction. */
  readonly rich: (key: string, values: Readonly<Record<string, ReactNode>>) => ReactNode[];
  readonly has: (key: string) => boolean;
  /** The time today, day and time before and after that. */
  readonly moment: (at: number, now?: number) => string;
  /** The reader's own zone, and UTC, which the exchange's people work in. */
  readonly fullMoment: (at: number) => string;
}

const sameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString();

export const createCardSpeech = (locale: Locale, catalogue: Catalogue): CardSpeech => {
  const format = (at: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(formattingLocale(locale), options).format(at);
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return {
    locale,
    has: (key) => key in catalogue,
    t: (key, values) => formatText(catalogue[key] ?? key, locale, values),
    rich: (key, values) =>
      formatParts<ReactNode>(catalogue[key] ?? key, locale, values as Record<string, Value>),
    moment: (at, now = Date.now()) =>
      format(at, sameDay(at, now) ? clock : { ...clock, month: 'short', day: 'numeric' }),
    fullMoment: (at) =>
      `${format(at, { dateStyle: 'medium', timeStyle: 'short' })} · ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  };
};
