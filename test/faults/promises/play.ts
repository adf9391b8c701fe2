import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { Credentials } from '../../load/request.ts';
import type { PromiseStage } from './stage.ts';

export interface Plan {
  readonly random: () => number;
  readonly cases: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

export interface Played {
  readonly conversationIds: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
  readonly answered: number;
}

interface Opened {
  readonly id: string;
  readonly as: Credentials;
}

const openCase = async (
  { untilAnswered, openCustomer }: PromiseStage,
  index: number,
): Promise<Opened> => {
  const as = await openCustomer(`promised-${index}`);
  const clientMessageId = randomUUID();
  const started = await untilAnswered<{ conversation: { id: string } }>({
    method: 'POST',
    path: '/api/conversations',
    as,
    body: { clientMessageId, text: 'Where is my deposit?', category: 'deposit', locale: 'en' },
  });
  if (started.status !== 200) throw new Error(`not opened: ${started.status}`);
  return { id: started.body.conversation.id, as };
};

const UNTIL_PROMISED_MS = 30_000;

/** Until each of them has been promised something. */
const untilPromised = async (sql: postgres.Sql, ids: readonly string[]): Promise<void> => {
  for (let waited = 0; waited < UNTIL_PROMISED_MS; waited += 250) {
    const [row] = await sql<{ n: number }[]>`
      SELECT count(*)::int AS n FROM promised_steps WHERE conversation_id = ANY(${[...ids]}::uuid[])`;
    if (row?.n === ids.length) return;
    await sleep(250);
  }
  throw new Error('not every case was promised an answer');
};

/**
 * An hour cannot be waited for, and the database's clock cannot be moved: so what was promised is brought nearer, in
 * the log, in its fold, in the row and in the timers alike, as if it had been promised so.
 */
const bringNearer = async (sql: postgres.Sql, id: string, inMs: number): Promise<void> => {
  await sql.begin(async (trx) => {
    await trx`SELECT 1 FROM conversations WHERE conversation_id = ${id} FOR UPDATE`;
    const [row] = await trx<{ due: string }[]>`
      SELECT (floor(extract(epoch FROM clock_timestamp()) * 1000) + ${inMs})::bigint::text AS due`;
    const due = Number(row?.due ?? 0);
    await trx`UPDATE conversations SET state = jsonb_set(state, '{case,promise,dueAt}', to_jsonb(${due}::bigint))
      WHERE conversation_id = ${id}`;
    await trx`UPDATE events SET data = jsonb_set(data, '{promise,dueAt}', to_jsonb(${due}::bigint))
      WHERE conversation_id = ${id} AND type = 'promise_made'
        AND seq = (SELECT max(seq) FROM events WHERE conversation_id = ${id} AND type = 'promise_made')`;
    await trx`UPDATE promised_steps SET first_due_at = to_timestamp(${due} / 1000.0),
        due_at = to_timestamp(${due} / 1000.0), next_at = clock_timestamp()
      WHERE conversation_id = ${id} AND ended_at IS NULL`;
    await trx`UPDATE due_work SET due_at = clock_timestamp()
      WHERE kind = 'keep_promise' AND payload ->> 'conversationId' = ${id}`;
  });
};

/** An agent takes it up and answers: for some in time, for others late. */
const answer = async ({ untilAnswered, agents }: PromiseStage, id: string): Promise<boolean> => {
  const as = agents[0]?.as ?? {};
  const at = `/api/desk/conversations/${id}`;
  const claimed = await untilAnswered({ method: 'POST', path: `${at}/claim`, as, body: {} });
  if (claimed.status >= 400 && claimed.status !== 409) return false;
  const sent = await untilAnswered({
    method: 'POST',
    path: `${at}/messages`,
    as,
    // Solved: so one agent has room for all of them.
    body: { clientMessageId: randomUUID(), text: 'It has arrived.', leaveAs: 'solved' },
  });
  return sent.status < 300;
};

/** However slow the machine is, each kind once; then as they are drawn. */
const FIRST_DRAWS = [0.1, 0.7, 0.9, 0.6] as const;

const breakThings = async (
  stage: PromiseStage,
  { random, seconds, say }: Plan,
): Promise<Readonly<Record<string, number>>> => {
  const counts = { server_kills: 0, database_crashes: 0, clock_jumps: 0 };
  const until = performance.now() + seconds * 1_000;
  for (let n = 0; n < FIRST_DRAWS.length || performance.now() < until; n++) {
    await sleep(500 + Math.round(1_500 * random()));
    const draw = FIRST_DRAWS[n] ?? random();
    if (draw < 0.5) {
      counts.server_kills++;
      say('kill -9 of a server');
      await stage.restart(random() < 0.5 ? 0 : 1);
    } else if (draw < 0.65) {
      counts.server_kills += 2;
      say('kill -9 of both servers');
      await Promise.all([stage.restart(0), stage.restart(1)]);
    } else if (draw < 0.8) {
      counts.database_crashes++;
      say('kill -9 of PostgreSQL');
      await stage.crashDatabase();
    } else {
      counts.clock_jumps++;
      say('a process’s clock jumps');
      const server = stage.stage.servers[random() < 0.5 ? 0 : 1];
      if (server?.running === true) server.signal('SIGUSR2');
    }
  }
  return counts;
};

const connect = (stage: PromiseStage): postgres.Sql =>
  postgres(stage.stage.database.url, { max: 2, onnotice: () => undefined });

/** Cases are promised answers, some are answered, and meanwhile everything breaks; then it is mended. */
export const play = async (stage: PromiseStage, plan: Plan): Promise<Played> => {
  const { random, cases, seconds, say } = plan;
  const opened: Opened[] = [];
  for (let index = 0; index < cases; index++) opened.push(await openCase(stage, index));
  const ids = opened.map(({ id }) => id);
  const before = connect(stage);
  await untilPromised(before, ids);
  for (const id of ids)
    await bringNearer(before, id, 4_000 + Math.round(random() * (seconds - 4) * 1_000));
  await before.end();
  say(`${cases} promises come due`);
  let answered = 0;
  const answering = ids
    .filter(() => random() < 0.45)
    .map(async (id) => {
      await sleep(random() * seconds * 1_000);
      if (await answer(stage, id)) answered++;
    });
  const faults = await breakThings(stage, plan);
  await Promise.all(answering);
  await Promise.all([stage.restart(0), stage.restart(1)]);
  stage.mendReceiver();
  return { conversationIds: ids, faults, answered };
};
