import { useEffect } from 'react';
import { createCell, useCell } from '../app/cell.ts';
import { t, useLocale } from '../app/locale.ts';
import { ask } from '../app/session.ts';

interface Names {
  /** The language they are in, as it was asked for; null: not yet. */
  readonly locale: string | null;
  readonly byId: ReadonlyMap<string, string>;
}
interface Reply {
  readonly departments: readonly { readonly departmentId: string; readonly name: string }[];
}

const known = createCell<Names>({ locale: null, byId: new Map() });
let asking: string | null = null;

const fetchNames = async (locale: string): Promise<void> => {
  if (asking === locale) return;
  asking = locale;
  const answer = await ask<Reply>('GET', `/api/departments?locale=${locale}`);
  if (asking !== locale) return;
  asking = null;
  const named = answer.ok ? answer.value.departments : [];
  known.set({
    locale,
    byId: new Map(named.map(({ departmentId, name }) => [departmentId, name])),
  });
};

/**
 * What departments are called, as the operator named them in the language of the screen. Null while that is being asked
 * for; where it cannot be known, that it is a department. `ids`: those to be shown; one that is new is asked for again.
 */
export const useDepartmentNames = (ids: readonly string[]): ((id: string) => string | null) => {
  const locale = useLocale();
  const names = useCell(known);
  const missing = ids.filter((id) => !names.byId.has(id)).join(' ');
  useEffect(() => {
    if (missing !== '' || (ids.length > 0 && known.get().locale !== locale))
      void fetchNames(locale);
  }, [locale, missing, ids.length]);
  const isHere = names.locale === locale;
  return (id) => (isHere ? (names.byId.get(id) ?? t('department.other')) : null);
};
