import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { CustomerConversation } from '../src/contract/conversation.ts';
import { DemoServer } from '../test/journeys/harness/demo-server.ts';
import { Customer, Staff } from '../test/journeys/harness/people.ts';
import { findTraces } from '../test/journeys/harness/traces.ts';

const PORT = Number(process.env.MAINSTAY_EVAL_PORT ?? 7640);
const LOCALES = ['zh', 'en', 'ko', 'ja', 'fr', 'es', 'ru', 'ar'] as const;
const PERSON_ROWS = 25;
const AT_ONCE = 4;
const TURNS_WITHIN_MS = 60_000;
const MAIL_WITHIN_MS = 60_000;
/** Shorter values stand in any dump of numbers by chance: they are looked for where people read. */
const LEAST_NEEDLE = 10;
const PHRASE = 12;
const STRETCH = 3;

export interface RoadRow {
  readonly text: string;
  readonly must_redact: boolean;
  readonly value?: string | undefined;
}

export interface RoadFigures {
  readonly sent: number;
  readonly answered: number;
  readonly mails: number;
  readonly tables: number;
  readonly files: number;
  /** Secrets of which something was found somewhere, with where. */
  readonly found: readonly string[];
  /** Harmless rows that do not come back byte for byte. */
  readonly changed: readonly string[];
}

interface Sent {
  readonly row: RoadRow;
  readonly customer: Customer;
  readonly id: string;
}

interface Read {
  readonly conversation: CustomerConversation;
  readonly events: readonly {
    readonly event: { readonly type: string };
    readonly body?: { readonly text: string } | null;
  }[];
}

/** What must not be found anywhere: the value, stretches of three of its words, and quarters of long values. */
export const needlesOf = ({ text, value }: RoadRow): readonly string[] => {
  const whole = value ?? text;
  const words = whole.split(/[\s,]+/u).filter((word) => word !== '');
  const stretches =
    words.length < PHRASE
      ? []
      : Array.from({ length: Math.floor(words.length / STRETCH) }, (_, at) =>
          words.slice(at * STRETCH, (at + 1) * STRETCH).join(' '),
        );
  const quarter = Math.max(LEAST_NEEDLE, Math.ceil(whole.length / 4));
  const quarters =
    words.length >= PHRASE
      ? []
      : Array.from({ length: Math.floor(whole.length / quarter) }, (_, at) =>
          whole.slice(at * quarter, (at + 1) * quarter),
        );
  return [whole, ...stretches, ...quarters];
};

const send = async (server: DemoServer, rows: readonly RoadRow[]): Promise<readonly Sent[]> => {
  const sent: Sent[] = [];
  const queue = [...rows.entries()];
  const people = new Map<number, Promise<Customer>>();
  const personOf = (at: number): Promise<Customer> => {
    const number = Math.floor(at / PERSON_ROWS);
    const locale = LOCALES[number % LOCALES.length] ?? 'en';
    const known =
      people.get(number) ??
      Customer.open(server, {
        userId: `eval-${number}`,
        locale,
        email: `eval-${number}@eval.invalid`,
      });
    people.set(number, known);
    return known;
  };
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [at, row] = next;
      const customer = await personOf(at);
      sent.push({ row, customer, id: await customer.askAssistant(row.text) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return sent;
};

const readBack = ({ customer, id }: Sent): Promise<Read> =>
  customer.ask('GET', `/api/conversations/${id}`);

/** Waits until the assistant has spoken in each (an answer, a question or a handover), and tells how many it did. */
const waitForTurns = async (sent: readonly Sent[]): Promise<number> => {
  const until = Date.now() + TURNS_WITHIN_MS;
  const waiting = new Set(sent);
  while (waiting.size > 0 && Date.now() < until) {
    for (const each of [...waiting]) {
      const { events, conversation } = await readBack(each);
      const hasSpoken = events.some(({ event }) => event.type === 'assistant_replied');
      if (hasSpoken || conversation.assistant?.active !== true) waiting.delete(each);
    }
    await setTimeout(300);
  }
  return sent.length - waiting.size;
};

/** A person answers each, whose customer has left and is to be told by mail. */
const answerByMail = async (server: DemoServer, sent: readonly Sent[]): Promise<void> => {
  const lead = await Staff.signIn(server, 'ingrid@norvik.example');
  // On a break nothing is offered to them; they take what they choose.
  await lead.setStatus('on_break');
  for (const { customer, id } of sent) {
    await customer.ask('POST', `/api/conversations/${id}/leave`, { notifyBy: ['mail'] });
    await lead.ask('POST', `/api/desk/conversations/${id}/claim`);
    await lead.ask('POST', `/api/desk/conversations/${id}/messages`, {
      clientMessageId: crypto.randomUUID(),
      text: 'Thank you, we are looking into it.',
      fileIds: [],
      leaveAs: 'solved',
    });
  }
};

const countMails = (dataDir: string): number =>
  readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.name.endsWith('.eml'),
  ).length;

/** Everything that staff read of a conversation, opened: words, notes, summaries, the row of the list. */
const agentView = async (lead: Staff, id: string): Promise<string> =>
  JSON.stringify(await lead.ask('GET', `/api/desk/conversations/${id}`));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const standsIn = (text: string, needle: string): boolean =>
  needle.length >= LEAST_NEEDLE
    ? text.includes(needle) || text.includes(JSON.stringify(needle).slice(1, -1))
    : new RegExp(`(?<![\\p{L}\\p{N}])${escaped(needle)}(?![\\p{L}\\p{N}])`, 'u').test(text);

/**
 * Sends every row as a customer's request through a server of its own, lets the assistant answer and a person write a
 * mail, and then looks for the secrets in all tables, the database's files and its write-ahead log, the log, the mails,
 * and (opened) in what staff and the assistant read.
 */
export const walkTheRoad = async (rows: readonly RoadRow[]): Promise<RoadFigures> => {
  const dataDir = process.env.MAINSTAY_EVAL_DIR ?? join(tmpdir(), `mainstay-eval-${process.pid}`);
  rmSync(dataDir, { recursive: true, force: true });
  const outputFile = join(tmpdir(), `mainstay-eval-${process.pid}.txt`);
  const server = new DemoServer({ dataDir, port: PORT, exchangePort: PORT + 1, outputFile });
  await server.start();
  try {
    const sent = await send(server, rows);
    const answered = await waitForTurns(sent);
    await answerByMail(server, sent);
    const until = Date.now() + MAIL_WITHIN_MS;
    while (countMails(dataDir) < sent.length && Date.now() < until) await setTimeout(300);
    const found: string[] = [];
    const changed: string[] = [];
    const lead = await Staff.signIn(server, 'ingrid@norvik.example');
    for (const each of sent) {
      const { row, id } = each;
      if (row.must_redact) {
        const seen = await agentView(lead, id);
        if (needlesOf(row).some((needle) => standsIn(seen, needle)))
          found.push(`agent view: ${row.text}`);
        continue;
      }
      const { events } = await readBack(each);
      const first = events.find(({ event }) => event.type === 'message_sent')?.body?.text;
      if (first !== row.text) changed.push(row.text);
    }
    const long = rows
      .filter((row) => row.must_redact)
      .flatMap(needlesOf)
      .filter((needle) => needle.length >= LEAST_NEEDLE);
    const traces = await findTraces(server, long);
    // An empty search proves nothing: what is known to lie there must be found.
    const control = await findTraces(server, ['eval-0@eval.invalid']);
    if (control.found.length === 0) throw new Error('the search does not find what is there');
    const log = readFileSync(server.logFile, 'utf8') + readFileSync(outputFile, 'utf8');
    for (const row of rows.filter((one) => one.must_redact)) {
      if (needlesOf(row).some((needle) => standsIn(log, needle))) found.push(`log: ${row.text}`);
    }
    return {
      sent: sent.length,
      answered,
      mails: countMails(dataDir),
      tables: traces.tables,
      files: traces.files,
      found: [...found, ...traces.found],
      changed,
    };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(outputFile, { force: true });
  }
};
