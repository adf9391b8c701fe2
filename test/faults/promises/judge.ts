import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { Received } from './stage.ts';

interface EventRow {
  readonly conversation_id: string;
  readonly seq: number;
  readonly type: string;
  readonly actor_kind: string;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface PromiseFindings {
  readonly findings: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

interface Standing {
  readonly dueAt: number | null;
  readonly step: string;
  warned: number;
}

const LATE_LOOK_MS = 20_000;

interface Told {
  readonly notices: number;
  readonly lapses: number;
  readonly warnings: number;
  readonly kept: number;
  readonly latestMs: number;
}

/** Reads a log as an outsider would, without a line of the product's own folding. */
const judgeLog = (log: readonly EventRow[], now: number, say: (what: string) => void): Told => {
  let standing: Standing | null = null;
  let answeredAt: number | null = null;
  const told = { notices: 0, lapses: 0, warnings: 0, kept: 0, latestMs: 0 };
  const id = log[0]?.conversation_id ?? '';
  for (const { type, data, at, actor_kind: by } of log) {
    if (type === 'message_sent' && by === 'agent') answeredAt ??= at.getTime();
    if (type === 'promise_made') {
      const promise = data.promise as { dueAt: number | null; step: string };
      standing = { dueAt: promise.dueAt, step: promise.step, warned: 0 };
    } else if (type === 'promise_warned' && standing !== null) {
      told.warnings++;
      standing.warned++;
      if (standing.warned > 1) say(`warned twice: ${id}`);
    } else if (type === 'notice_given' && data.notice === 'promise_lapsed') told.notices++;
    else if (type === 'promise_ended') {
      const dueAt = standing?.dueAt ?? null;
      const isAnswer = standing?.step === 'first_answer';
      if (data.outcome === 'lapsed') {
        told.lapses++;
        if (dueAt !== null) told.latestMs = Math.max(told.latestMs, at.getTime() - dueAt);
        if (isAnswer && answeredAt !== null && dueAt !== null && answeredAt <= dueAt)
          say(`lapsed although it was answered in time: ${id}`);
      }
      if (data.outcome === 'kept') {
        told.kept++;
        if (isAnswer && (answeredAt === null || dueAt === null || answeredAt > dueAt))
          say(`kept although it was not answered in time: ${id}`);
      }
      standing = null;
    }
  }
  if (standing?.dueAt != null && standing.dueAt < now - LATE_LOOK_MS)
    say(`a promise lapsed unnoticed: ${id}`);
  return told;
};

/** An answer that came late ends a promise as lapsed without a notice: the customer has the answer. */
const countUntold = (log: readonly EventRow[]): number =>
  log.filter(
    ({ type, data }, index) =>
      type === 'promise_ended' &&
      data.outcome === 'lapsed' &&
      log[index + 1]?.type !== 'notice_given' &&
      !log.slice(0, index).some((one) => one.type === 'message_sent' && one.actor_kind === 'agent'),
  ).length;

const judgeWebhooks = (
  received: readonly Received[],
  logs: ReadonlyMap<string, readonly EventRow[]>,
  say: (what: string) => void,
): { readonly repeated: number } => {
  let repeated = 0;
  for (const [id, log] of logs) {
    const own = received.filter((one) => one.conversationId === id);
    const taken = own.filter(({ taken: had }) => had).map(({ seq }) => seq);
    const firsts = [...new Set(taken)];
    repeated += taken.length - firsts.length;
    const missing = log.filter(({ seq }) => !firsts.includes(seq));
    if (missing.length > 0)
      say(`webhooks never had: ${id} ${missing.map(({ seq }) => seq).join()}`);
    if (firsts.some((seq, index) => seq < (firsts[index - 1] ?? 0)))
      say(`webhooks out of order: ${id}`);
  }
  return { repeated };
};

const SETTLE_MS = 90_000;

const readLogs = async (sql: postgres.Sql, ids: readonly string[]) => {
  const rows = await sql<EventRow[]>`
    SELECT conversation_id, seq::int AS seq, type, actor_kind, at, data FROM events
    WHERE conversation_id = ANY(${[...ids]}::uuid[]) ORDER BY conversation_id, seq`;
  const logs = new Map<string, EventRow[]>();
  for (const row of rows)
    logs.set(row.conversation_id, [...(logs.get(row.conversation_id) ?? []), row]);
  return logs;
};

/**
 * Until nothing is overdue and everything that happened has been told. Tries that wait minutes or hours after failures
 * are brought nearer: that they come is not in question here, but what they bring.
 */
const settle = async (sql: postgres.Sql, received: readonly Received[], ids: readonly string[]) => {
  const begun = performance.now();
  for (;;) {
    await sleep(500);
    const [overdue] = await sql<{ n: number }[]>`
      SELECT count(*)::int AS n FROM promised_steps WHERE ended_at IS NULL AND due_at < clock_timestamp()`;
    await sql`UPDATE webhook_lanes SET due_at = clock_timestamp()
      WHERE due_at > clock_timestamp() + interval '1 second' AND claimed_until IS NULL`;
    const logs = await readLogs(sql, ids);
    const had = new Set(
      received.filter(({ taken }) => taken).map((one) => `${one.conversationId}:${one.seq}`),
    );
    const untold = [...logs.values()]
      .flat()
      .some((one) => !had.has(`${one.conversation_id}:${one.seq}`));
    if ((overdue?.n === 0 && !untold) || performance.now() - begun > SETTLE_MS)
      return { logs, tookMs: performance.now() - begun };
  }
};

/** What the logs, the rows and the other system say of what was promised. */
export const judge = async (
  url: string,
  ids: readonly string[],
  received: readonly Received[],
): Promise<PromiseFindings> => {
  const sql = postgres(url, { max: 2, onnotice: () => undefined });
  const findings: string[] = [];
  const say = (what: string): void => void findings.push(what);
  const { logs, tookMs } = await settle(sql, received, ids);
  const [clock] = await sql<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  const now = clock?.now.getTime() ?? 0;
  const sum = { lapses: 0, notices: 0, warnings: 0, kept: 0, latest_notice_ms: 0 };
  for (const log of logs.values()) {
    const told = judgeLog(log, now, say);
    const untold = countUntold(log);
    if (untold > 0) say(`a lapse without a word: ${log[0]?.conversation_id}`);
    if (told.notices > told.lapses) say(`told twice: ${log[0]?.conversation_id}`);
    sum.lapses += told.lapses;
    sum.notices += told.notices;
    sum.warnings += told.warnings;
    sum.kept += told.kept;
    sum.latest_notice_ms = Math.max(sum.latest_notice_ms, told.latestMs);
  }
  const words = await sql<{ conversation_id: string; n: number }[]>`
    SELECT m.conversation_id, count(*)::int AS n FROM messages m JOIN bodies b USING (message_id)
    WHERE m.kind = 'notice' AND m.conversation_id = ANY(${[...ids]}::uuid[]) GROUP BY 1`;
  const notices = words.reduce((all, { n }) => all + n, 0);
  if (notices !== sum.notices) say(`${sum.notices} notices in the logs and ${notices} with words`);
  const given = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM due_work WHERE failed_at IS NOT NULL`;
  if ((given[0]?.n ?? 0) > 0) say(`${given[0]?.n} pieces of due work were given up`);
  const { repeated } = judgeWebhooks(received, logs, say);
  await sql.end();
  const webhooks = { webhooks_tried: received.length, webhooks_repeated: repeated };
  return { findings, counts: { ...sum, ...webhooks, settled_after_ms: Math.round(tookMs) } };
};
