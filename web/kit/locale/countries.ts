/** What `Intl` names that nobody lives under the law of: groups, parts of countries, and what stands for none. */
const NO_COUNTRIES = new Set('AC BV CP CQ DG EA EU EZ HM IC QO TA UN XA XB ZZ'.split(' '));
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

export interface Country {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  readonly name: string;
}

/** All countries by their names in a language, in its order: as the browser's own data knows them. */
export const countriesIn = (locale: string): readonly Country[] => {
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' });
  const { compare } = new Intl.Collator(locale);
  return LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`))
    .flatMap((code): Country[] => {
      // Codes that were given up stand for others now.
      const isItself = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
      const name = isItself && !NO_COUNTRIES.has(code) ? names.of(code) : undefined;
      return name === undefined ? [] : [{ code, name }];
    })
    .sort((a, b) => compare(a.name, b.name));
};
