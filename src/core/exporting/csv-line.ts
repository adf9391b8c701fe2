/**
 * What a spreadsheet would take for a formula, a command or a cell of its own. The full-width and small
 * forms are read like the others by some, and what cannot be seen before them is skipped. Source: OWASP, CSV Injection.
 */
const BEGINS_FORMULA =
  /^[\s\p{Cc}\p{Cf}]*[=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

export type CsvValue = string | number | boolean | null;

const cell = (value: CsvValue): string => {
  if (value === null) return '';
  // Numbers of ours are numbers: a minus before one is no formula.
  if (typeof value !== 'string') return String(value);
  const text = BEGINS_FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
};

/** One line of a CSV file (RFC 4180) that no spreadsheet executes: texts quoted, formulas made texts by a `'`. */
export const csvLine = (values: readonly CsvValue[]): string => `${values.map(cell).join(',')}\r\n`;
