import postgres from 'postgres';

/** Which of the copies have something to record, and when it is due; the others were timed by an older view of things. */
export interface Copies {
  readonly count: number;
  /** One in so many concerns security. */
  readonly securityEvery: number;
  /** One in so many has a warning that is due. */
  readonly recordsEvery: number;
  /** Their warnings are due this much apart, ms; 0: all at once. */
  readonly apartMs: number;
}

/** A warning of the first response comes after so much of its time with the policies of a fresh installation. */
const WARNED_AFTER_MS = 48 * 60_000;
const SECURITY_WARNED_AFTER_MS = 3 * 60_000;

/**
 * Conversations in great number, copied inside the database from one that the product has made: the row, the log, the
 * clocks and the timer of each. They are snoozed, so that nobody is asked to take them up.
 */
export class TimerWorld {
  readonly #sql: postgres.Sql;
  readonly #template: string;

  constructor(databaseUrl: string, template: string) {
    this.#sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
    this.#template = template;
  }

  /** Waits until the product has followed the template: its clocks run, and its promise is made. */
  async ready(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const rows = await this.#sql`
        SELECT 1 FROM sla_clocks k JOIN conversations c USING (conversation_id)
        JOIN follow_cursors f USING (conversation_id)
        WHERE c.conversation_id = ${this.#template} AND c.state->'case'->>'promise' IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM followers w WHERE coalesce((f.cursors->>w.name)::bigint, 0)
            < (SELECT max(seq) FROM events e WHERE e.conversation_id = c.conversation_id))`;
      if (rows.length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the template was not followed');
  }

  async #columns(table: string, without: readonly string[]): Promise<string> {
    const rows = await this.#sql<{ name: string }[]>`
      SELECT column_name AS name FROM information_schema.columns
      WHERE table_name = ${table} AND is_generated = 'NEVER' AND NOT column_name = ANY(${[...without]})`;
    return rows.map(({ name }) => `t.${name}`).join(', ');
  }

  /** Makes copies with timers that are far away; `label` tells them from others. */
  async copy(
    label: string,
    { count, securityEvery, recordsEvery, apartMs }: Copies,
  ): Promise<void> {
    const id = this.#template;
    const own =
      'conversation_id number assignee_id queued_at waiting_since snoozed_until state'.split(' ');
    const columns = await this.#columns('conversations', own);
    const events = await this.#columns('events', ['conversation_id']);
    // In one view of things: a row and a log of different times would contradict each other for ever.
    await this.#sql.begin('isolation level repeatable read', async (sql) => {
      await sql.unsafe(`CREATE TABLE copies_${label} AS
        SELECT gen_random_uuid() AS id, n, (n * ${apartMs})::float8 AS apart,
          n % ${securityEvery} = 0 AS security, n % ${recordsEvery} = 0 AS records
        FROM generate_series(1, ${count}) AS n`);
      await sql.unsafe(`INSERT INTO conversations (${columns.replaceAll('t.', '')}, conversation_id, number,
          assignee_id, queued_at, waiting_since, snoozed_until, state)
        SELECT ${columns}, c.id, '${label}-' || c.n, NULL, NULL, NULL, now() + interval '1 day',
          t.state || jsonb_build_object('id', c.id, 'assignee', NULL, 'queuedAt', NULL, 'waitingSince', NULL,
            'snoozedUntil', round(extract(epoch FROM now() + interval '1 day') * 1000))
        FROM conversations t, copies_${label} c WHERE t.conversation_id = '${id}'`);
      await sql.unsafe(`INSERT INTO events (${events.replaceAll('t.', '')}, conversation_id)
        SELECT ${events}, c.id FROM events t, copies_${label} c WHERE t.conversation_id = '${id}'`);
      await sql.unsafe(`INSERT INTO sla_clocks (conversation_id, last_seq, running, progress)
        SELECT c.id, k.last_seq, true, CASE WHEN c.security THEN jsonb_set(k.progress, '{facts,category}', '"security"')
          ELSE k.progress END
        FROM sla_clocks k, copies_${label} c WHERE k.conversation_id = '${id}'`);
      // What was said until now has been followed, as it would be.
      await sql.unsafe(`INSERT INTO follow_cursors (conversation_id, cursors)
        SELECT c.id, f.cursors FROM follow_cursors f, copies_${label} c WHERE f.conversation_id = '${id}'`);
      await sql.unsafe(`INSERT INTO due_work (work_key, kind, payload, due_at, urgency)
        SELECT 'sla:' || c.id, 'sla_timer', jsonb_build_object('conversationId', c.id), now() + interval '1 day',
          CASE WHEN c.security THEN 0 ELSE 1 END FROM copies_${label} c`);
    });
    await this.#sql.unsafe(
      'ANALYZE conversations; ANALYZE events; ANALYZE sla_clocks; ANALYZE due_work',
    );
  }

  /** Everything is due from then on, each at its time. Returns that time, epoch ms. */
  async release(label: string, inMs: number): Promise<number> {
    const [row] = await this.#sql<{ at: number }[]>`
      SELECT round(extract(epoch FROM clock_timestamp()) * 1000)::float8 + ${inMs} AS at`;
    const at = row?.at ?? 0;
    // Those that record began as long ago as brings their warnings about at their times; the others begin only now.
    await this.#sql.unsafe(`WITH began AS (
        SELECT c.id, round(${at} + c.apart - CASE WHEN NOT c.records THEN 0
          WHEN c.security THEN ${SECURITY_WARNED_AFTER_MS} ELSE ${WARNED_AFTER_MS} END) AS ms FROM copies_${label} c)
      UPDATE sla_clocks k SET progress = jsonb_set(jsonb_set(jsonb_set(k.progress,
        '{spans,0,startedAt}', to_jsonb(b.ms)), '{spans,0,runs}', jsonb_build_array(jsonb_build_array(b.ms, NULL))),
        '{countedTo}', to_jsonb(b.ms))
      FROM began b WHERE k.conversation_id = b.id`);
    await this.#sql.unsafe(`UPDATE due_work w SET due_at = to_timestamp((${at} + c.apart) / 1000.0)
      FROM copies_${label} c WHERE w.work_key = 'sla:' || c.id`);
    return at;
  }

  /** Whether any timer waits that is due, and any that concerns security. Costs next to nothing: it is asked often. */
  async anyWaits(): Promise<{ readonly all: boolean; readonly security: boolean }> {
    const some = (lanes: string): string => `EXISTS (SELECT 1 FROM due_work
      WHERE urgency IN (${lanes}) AND failed_at IS NULL AND due_at <= now() AND kind = 'sla_timer')`;
    const [row] = await this.#sql.unsafe<{ all: boolean; security: boolean }[]>(
      `SELECT ${some('0, 1')} AS all, ${some('0')} AS security`,
    );
    return row ?? { all: false, security: false };
  }

  /** How much later than due each warning was recorded, ms; one entry for each. */
  async lateness(label: string, at: number): Promise<readonly number[]> {
    const rows = await this.#sql.unsafe<{ late: number }[]>(`
      SELECT (extract(epoch FROM e.at) * 1000 - (${at} + c.apart))::float8 AS late
      FROM copies_${label} c JOIN events e ON e.conversation_id = c.id AND e.type = 'sla_warned'`);
    return rows.map(({ late }) => late);
  }

  async close(): Promise<void> {
    await this.#sql.end();
  }
}
