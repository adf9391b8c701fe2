/** A filter as it stands in the query. */
export interface Filter {
  readonly key: string;
  readonly value: string;
  /** As it was typed. */
  readonly raw: string;
}

const KEYS = [
  'status',
  'priority',
  'category',
  'tier',
  'locale',
  'tag',
  'team',
  'assignee',
  'customer',
  'number',
  'after',
  'before',
] as const;
export type FilterKey = (typeof KEYS)[number];

const isKey = (key: string): key is FilterKey => (KEYS as readonly string[]).includes(key);

const FILTER = /(?<=^|\s)([a-z]+):(?:"([^"]*)"|(\S+))/giu;

/** The filters of a query, in their order. */
export const filtersOf = (q: string): readonly (Filter & { readonly key: FilterKey })[] =>
  [...q.matchAll(FILTER)].flatMap(([raw, key = '', quoted, bare]) => {
    const known = key.toLowerCase();
    return isKey(known) ? [{ key: known, value: quoted ?? bare ?? '', raw }] : [];
  });

const tidy = (q: string): string => q.replaceAll(/\s+/g, ' ').trim();

export const withoutFilter = (q: string, { raw }: Filter): string => tidy(q.replace(raw, ' '));

export const withFilter = (q: string, key: FilterKey, value: string): string =>
  filtersOf(q).some((filter) => filter.key === key && filter.value === value)
    ? q
    : tidy(`${q} ${key}:${value}`);
