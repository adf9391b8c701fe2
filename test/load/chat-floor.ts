import postgres from 'postgres';

const CONNECTIONS = 16;

/**
 * What the bare driver does on the same database: for each message one transaction that takes the conversation's next
 * number under its row lock and inserts the message, over 16 connections. Returns transactions a second.
 */
export const measureFloor = async (
  databaseUrl: string,
  conversations: number,
  forMs: number,
): Promise<number> => {
  const sql = postgres(databaseUrl, { max: CONNECTIONS, onnotice: () => undefined });
  try {
    await sql`drop table if exists floor_messages, floor_conversations`;
    await sql`create table floor_conversations (id int primary key, last_seq bigint not null)`;
    await sql`create table floor_messages (conversation_id int not null, seq bigint not null, text text not null, primary key (conversation_id, seq))`;
    await sql`insert into floor_conversations select id, 0 from generate_series(0, ${conversations - 1}) as id`;
    let done = 0;
    let going = true;
    const text =
      'the withdrawal of yesterday evening has not arrived and its page says pending since nine 000000';
    const work = async (first: number): Promise<void> => {
      for (let id = first; going; id = (id + CONNECTIONS) % conversations) {
        await sql`with taken as (update floor_conversations set last_seq = last_seq + 1 where id = ${id} returning id, last_seq)
          insert into floor_messages select id, last_seq, ${text} from taken`;
        done += 1;
      }
    };
    const workers = Array.from({ length: CONNECTIONS }, (_, index) => work(index));
    await new Promise((resolve) => setTimeout(resolve, 500));
    done = 0;
    const startedAt = performance.now();
    await new Promise((resolve) => setTimeout(resolve, forMs));
    const perSecond = done / ((performance.now() - startedAt) / 1_000);
    going = false;
    await Promise.all(workers);
    await sql`drop table floor_messages, floor_conversations`;
    return perSecond;
  } finally {
    await sql.end();
  }
};
