import { CATEGORIES, type Category, type Locale } from '../vocabulary.ts';

/** How far an incident has come. `resolved` is the end. */
export const INCIDENT_STAGES = ['investigating', 'found', 'monitoring', 'resolved'] as const;
export type IncidentStage = (typeof INCIDENT_STAGES)[number];

/** What it does to a component of the service, worst last. */
export const IMPACTS = ['maintenance', 'degraded', 'partial', 'major'] as const;
export type Impact = (typeof IMPACTS)[number];

/** What it is about, in the catalogue's words: titles and drafts in every language follow from it. */
export const INCIDENT_KINDS = [
  'deposits',
  'withdrawals',
  'network',
  'maintenance',
  'trading',
  'sign_in',
  'verification',
  'fiat',
  'api',
  'other',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** A part of the exchange that customers' troubles may have in common. Codes, never anyone's words. */
export interface Entity {
  readonly kind: 'coin' | 'network';
  /** As the exchange names it, such as `BTC` or `tron`. */
  readonly value: string;
}

/** What is counted: requests of a category, or those of it that concern an entity. */
export interface Series {
  readonly category: Category;
  readonly entity: Entity | null;
}

const VALUE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;
const KEY = /^([a-z]+)(?:\|(coin|network):(.+))?$/;

/** Undefined where it is no name of a coin or network. */
export const entityOf = (kind: Entity['kind'], value: string): Entity | undefined =>
  VALUE.test(value)
    ? { kind, value: kind === 'coin' ? value.toUpperCase() : value.toLowerCase() }
    : undefined;

export const entityKey = ({ kind, value }: Entity): string => `${kind}:${value}`;

export const seriesKey = ({ category, entity }: Series): string =>
  entity === null ? category : `${category}|${entityKey(entity)}`;

/** Undefined where it is no key of a series. */
export const readSeries = (key: string): Series | undefined => {
  const [, name, kind, value] = KEY.exec(key) ?? [];
  const category = CATEGORIES.find((each) => each === name);
  if (category === undefined) return undefined;
  if (kind === undefined || value === undefined) return { category, entity: null };
  const entity = entityOf(kind as Entity['kind'], value);
  return entity && { category, entity };
};

/** What is said of an incident, in as many languages as somebody wrote. */
export type TextsByLocale = Readonly<Partial<Record<Locale, string>>>;

/** The words for a reader: their own language's, else those of the language it was written in. */
export const wordsFor = (
  texts: TextsByLocale,
  writtenIn: Locale,
  locale: Locale,
): { readonly text: string; readonly locale: Locale } => {
  const own = texts[locale];
  return own === undefined || own === ''
    ? { text: texts[writtenIn] ?? '', locale: writtenIn }
    : { text: own, locale };
};

/** The kind that a series of requests speaks of. */
export const kindOfSeries = ({ category, entity }: Series): IncidentKind => {
  switch (category) {
    case 'deposit':
      return 'deposits';
    case 'withdrawal':
      return 'withdrawals';
    case 'trading':
    case 'verification':
    case 'fiat':
    case 'api':
      return category;
    case 'account':
    case 'security':
      return 'sign_in';
    default:
      return entity?.kind === 'network' ? 'network' : 'other';
  }
};
