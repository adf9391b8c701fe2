import type { Compiled, Part } from './compiled.ts';

export type Value = string | number;

/** Arabic keeps Western digits: times and amounts stand beside addresses and numbers that are written so. */
export const formattingLocale = (locale: string): string =>
  locale === 'ar' ? 'ar-u-nu-latn' : locale;

const plurals = new Map<string, Intl.PluralRules>();
const pluralCase = (locale: string, type: 'cardinal' | 'ordinal', value: number): string => {
  const key = locale + type;
  let rules = plurals.get(key);
  if (rules === undefined) {
    rules = new Intl.PluralRules(locale, { type });
    plurals.set(key, rules);
  }
  return rules.select(value);
};

/**
 * Fills a compiled message. Values that are neither text nor number (elements, say) pass through untouched, so
 * that a screen can isolate a name inside its sentence. Numbers come out in the reader's digits.
 */
export const formatParts = <T>(
  message: Compiled,
  locale: string,
  values: Readonly<Record<string, Value | T>>,
  pound: number | null = null,
): (string | T)[] => {
  if (typeof message === 'string') return [message];
  return message.flatMap((part) => formatPart(part, locale, values, pound));
};

const formatPart = <T>(
  part: Part,
  locale: string,
  values: Readonly<Record<string, Value | T>>,
  pound: number | null,
): (string | T)[] => {
  if (typeof part === 'string') return [part];
  const [kind, name, cases] = part;
  if (name === undefined || cases === undefined) {
    const value = kind === '#' ? pound : values[name ?? kind];
    if (value === undefined || value === null) return [`{${name ?? kind}}`];
    return [
      typeof value === 'number' ? value.toLocaleString(formattingLocale(locale)) : (value as T),
    ];
  }
  const value = values[name];
  if (kind === 's') {
    return formatParts(cases[String(value)] ?? cases.other ?? '', locale, values, pound);
  }
  const count = Number(value);
  const chosen =
    cases[`=${count}`] ??
    cases[pluralCase(locale, kind === 'o' ? 'ordinal' : 'cardinal', count)] ??
    cases.other ??
    '';
  return formatParts(chosen, locale, values, count);
};

export const formatText = (
  message: Compiled,
  locale: string,
  values: Readonly<Record<string, Value>> = {},
): string => formatParts<never>(message, locale, values).join('');
