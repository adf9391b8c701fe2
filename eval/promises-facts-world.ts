/** What is known in public of the load of support centres, as far as the simulated one is scaled from it. */
export interface LoadFacts {
  /** Contacts of one exchange's centre, a day. */
  readonly contactsPerDay: number;
  /** How long an agent is at one contact, ms. */
  readonly handlingMs: number;
  /** The median first answer of an exchange in a good quarter, ms. */
  readonly firstAnswerMs: number;
  /** How many times the usual load an exchange had to reckon with. */
  readonly surge: number;
}

const HALF_YEAR_DAYS = 181;
const MINUTE_MS = 60_000;

/** Cells of a line; a quoted cell may hold commas and doubled quotes. */
const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) =>
    (cell ?? '').replace(/^"|"$/g, '').replaceAll('""', '"'),
  );

const find = (rows: readonly (readonly string[])[], who: string, what: string, pattern: RegExp) => {
  const found = rows
    .filter(([by, , of]) => by?.includes(who) && of?.includes(what))
    .map((row) => pattern.exec(row[3] ?? ''))
    .find((match) => match !== null);
  if (found === null || found === undefined) throw new Error(`no fact on ${what} of ${who}`);
  return found;
};

const numberOf = (text: string | undefined): number => Number((text ?? '').replaceAll(',', ''));

/** Reads `who,when,what,value,source`. Throws where a fact is missing that the centre is scaled from. */
export const readLoadFacts = (csv: string): LoadFacts => {
  const rows = csv.trim().split('\n').slice(1).map(cellsOf);
  const contacts = find(rows, 'Bithumb', 'contacts received', /([\d,]{6,})/);
  const chat = find(rows, 'Comm100', 'chats per agent', /(\d+) min (\d+) s per chat/);
  const answer = find(rows, 'Kraken', 'median first response', /^(\d+) h \//);
  const quick = rows
    .filter(([who, , what]) => who === 'Kraken' && what?.includes('median first response'))
    .flatMap(([, , , value]) => /^(\d+) h \//.exec(value ?? '')?.[1] ?? []);
  const surge = find(rows, 'Coinbase', 'traffic', /(\d+)x surge/);
  return {
    contactsPerDay: numberOf(contacts[1]) / HALF_YEAR_DAYS,
    handlingMs: (Number(chat[1]) * 60 + Number(chat[2])) * 1_000,
    firstAnswerMs: Math.min(...quick.map(Number), Number(answer[1])) * 60 * MINUTE_MS,
    surge: Number(surge[1]),
  };
};
