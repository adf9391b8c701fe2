/** A member of a list in a document, as text. `list` is the list's name; empty for a list that is the whole document. */
export interface FoundText {
  readonly list: string;
  /** Undefined where it was longer than may be kept. */
  readonly text: string | undefined;
}

/** Lists that hold records, by the names that exports and APIs give them, and objects that only wrap such lists. */
const LISTS: ReadonlySet<string> = new Set([
  'tickets',
  'users',
  'conversations',
  'contacts',
  'messages',
  'payload',
]);
const WRAPS: ReadonlySet<string> = new Set(['data']);
const LONGEST_KEY = 40;

interface Bracket {
  readonly isList: boolean;
  readonly name: string;
}

/**
 * Cuts a JSON document into the members of its lists, chunk by chunk, holding no more than one of them. It looks only
 * at brackets and quotes; whether a member is JSON is for its reader to find out.
 */
export class DocumentScanner {
  readonly #longest: number;
  readonly #open: Bracket[] = [];
  #quoted = false;
  #escaped = false;
  #string = '';
  #key = '';
  /** Brackets open inside the member that is being cut out; 0 outside of one. */
  #inside = 0;
  #parts: string[] = [];
  #length = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** Whether something was begun and not ended. */
  get unfinished(): boolean {
    return this.#open.length > 0 || this.#inside > 0;
  }

  *take(chunk: string): Generator<FoundText> {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const char = chunk[at] ?? '';
      if (this.#quoted) this.#readQuoted(char);
      else if (char === '"') this.#beginString();
      else if (this.#inside > 0) {
        if (char === '{' || char === '[') this.#inside++;
        if ((char === '}' || char === ']') && --this.#inside === 0) {
          yield this.#cut(chunk.slice(from, at + 1));
        }
      } else if (this.#beginsMember(char)) {
        this.#inside = 1;
        from = at;
      } else this.#readOutside(char);
    }
    if (this.#inside > 0) this.#keep(chunk.slice(from));
  }

  #beginString(): void {
    this.#quoted = true;
    this.#string = '';
  }

  #readQuoted(char: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (char === '\\') this.#escaped = true;
    else if (char === '"') this.#quoted = false;
    else if (this.#inside === 0 && this.#string.length < LONGEST_KEY) this.#string += char;
  }

  #readOutside(char: string): void {
    if (char === ':') this.#key = this.#string;
    else if (char === '{' || char === '[') {
      this.#open.push({ isList: char === '[', name: this.#key });
      this.#key = '';
    } else if (char === '}' || char === ']') this.#open.pop();
    else if (char === ',') this.#key = '';
  }

  /** Only what a list of records holds directly: a list inside a record is part of the record. */
  #beginsMember(char: string): boolean {
    const list = this.#open.at(-1);
    if (char !== '{' || list?.isList !== true) return false;
    if (this.#open.length === 1) return true;
    const wraps = this.#open.slice(1, -1).every(({ isList, name }) => !isList && WRAPS.has(name));
    return this.#open[0]?.isList === false && wraps && LISTS.has(list.name);
  }

  #keep(text: string): void {
    this.#length += text.length;
    if (this.#length <= this.#longest) this.#parts.push(text);
  }

  #cut(text: string): FoundText {
    this.#keep(text);
    const whole = this.#length <= this.#longest ? this.#parts.join('') : undefined;
    this.#parts = [];
    this.#length = 0;
    return { list: this.#open.at(-1)?.name ?? '', text: whole };
  }
}
