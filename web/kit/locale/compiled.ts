/**
 * A message of the catalogue as the build leaves it: text alone is a string, anything else a list of parts.
 * A part is text, `[argument]`, `['#']` (the number of the plural around it), `['n', argument]` (a number in the
 * reader's digits), `['p', argument, cases]` / `['o', argument, cases]` (plural, ordinal) or
 * `['s', argument, cases]` (select).
 */
export type Compiled = string | readonly Part[];
export type Part =
  | string
  | readonly [argument: string]
  | readonly ['n', string]
  | readonly ['p' | 'o' | 's', string, Readonly<Record<string, Compiled>>];
export type Catalogue = Readonly<Record<string, Compiled>>;
