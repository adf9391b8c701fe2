/** One property of an iCalendar file (RFC 5545 §3.1), its folded parts joined. */
export interface IcalLine {
  /** Number of its first line in the file, from 1. */
  readonly line: number;
  /** In capitals, for example `DTSTART`. */
  readonly name: string;
  /** Parameters by name in capitals; quotes removed. */
  readonly params: ReadonlyMap<string, string>;
  readonly value: string;
}

/** Splits at `separator` outside of double quotes. */
const splitOutsideQuotes = (text: string, separator: string): readonly string[] => {
  const parts = [''];
  let quoted = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    if (char === separator && !quoted) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
};

const parse = (text: string, line: number): IcalLine | null => {
  const [head = ''] = splitOutsideQuotes(text, ':');
  if (head.length === text.length) return null;
  const [name = '', ...params] = splitOutsideQuotes(head, ';');
  if (!/^[A-Za-z0-9-]+$/.test(name)) return null;
  return {
    line,
    name: name.toUpperCase(),
    params: new Map(
      params.map((param) => {
        const [key = '', ...rest] = param.split('=');
        return [key.toUpperCase(), rest.join('=').replaceAll('"', '')];
      }),
    ),
    value: text.slice(head.length + 1),
  };
};

/** The properties of a file in order; the number of the first line that is none. */
export const readIcalLines = (
  text: string,
):
  | { readonly ok: true; readonly lines: readonly IcalLine[] }
  | { readonly ok: false; readonly line: number } => {
  const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const joined: { line: number; text: string }[] = [];
  raw.forEach((part, index) => {
    const last = joined.at(-1);
    if (/^[ \t]/.test(part) && last !== undefined) last.text += part.slice(1);
    else if (part.trim() !== '') joined.push({ line: index + 1, text: part });
  });
  const lines: IcalLine[] = [];
  for (const one of joined) {
    const parsed = parse(one.text, one.line);
    if (parsed === null) return { ok: false, line: one.line };
    lines.push(parsed);
  }
  return { ok: true, lines };
};

/** `TEXT` values escape commas, semicolons, backslashes and line breaks (RFC 5545 §3.3.11). */
export const unescapeIcal = (value: string): string =>
  value.replaceAll(/\\([\\;,nN])/g, (_, char: string) => (char.toLowerCase() === 'n' ? ' ' : char));
