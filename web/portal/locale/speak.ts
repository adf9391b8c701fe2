import ar from 'texts:kit+portal/ar';
import en from 'texts:kit+portal/en';
import es from 'texts:kit+portal/es';
import fr from 'texts:kit+portal/fr';
import ja from 'texts:kit+portal/ja';
import ko from 'texts:kit+portal/ko';
import ru from 'texts:kit+portal/ru';
import zh from 'texts:kit+portal/zh';
import type { ComponentChild } from 'preact';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { Catalogue, Compiled } from '../../kit/locale/compiled.ts';
import {
  formatParts,
  formatText,
  formattingLocale,
  type Value,
} from '../../kit/locale/format-message.ts';

const CATALOGUES: Readonly<Record<Locale, Catalogue>> = { zh, en, ko, ja, fr, es, ru, ar };

/** Says the catalogue's sentences in one language. */
export interface Speech {
  readonly locale: Locale;
  t(key: string, values?: Readonly<Record<string, Value>>): string;
  /** With elements in it, so that a name or a question keeps its own direction. */
  rich(key: string, values: Readonly<Record<string, ComponentChild>>): readonly ComponentChild[];
  /** The compiled sentence, for a script that fills it in itself. */
  message(key: string): Compiled;
  date(atMs: number): string;
  /** Day and time, UTC. */
  moment(atMs: number): string;
}

const makeSpeech = (locale: Locale): Speech => {
  const messageOf = (key: string): Compiled => {
    const message = CATALOGUES[locale][key];
    if (message === undefined) throw new Error(`no text ${key} in ${locale}`);
    return message;
  };
  const dates = new Intl.DateTimeFormat(formattingLocale(locale), {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  const moments = new Intl.DateTimeFormat(formattingLocale(locale), {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  return {
    locale,
    t: (key, values = {}) => formatText(messageOf(key), locale, values),
    rich: (key, values) =>
      formatParts<ComponentChild>(messageOf(key), locale, values as Record<string, Value>),
    message: messageOf,
    date: (atMs) => dates.format(atMs),
    moment: (atMs) => moments.format(atMs),
  };
};

const known = new Map<Locale, Speech>();

export const speak = (locale: Locale): Speech => {
  const speech = known.get(locale) ?? makeSpeech(locale);
  known.set(locale, speech);
  return speech;
};
