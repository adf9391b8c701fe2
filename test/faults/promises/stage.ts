import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCustomer } from '../../load/people.ts';
import { ask, type Credentials, NoAnswer, type Reply } from '../../load/request.ts';
import { openStage, type Stage } from '../../load/stage.ts';

const SERVER_PORTS = [7434, 7435];
const DATABASE_PORT = 7436;
const RECEIVER_PORT = 7437;

/** What another system was told, and whether it said that it has it. */
export interface Received {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly type: string;
  readonly taken: boolean;
}

/** A receiver that fails as receivers do: with 500, by hanging up, by a redirect. */
const openReceiver = async (random: () => number, received: Received[]) => {
  const flow = { failing: true };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const id = String(request.headers['webhook-id']);
      const draw = flow.failing ? random() : 1;
      const { conversationId, seq } = body.data;
      received.push({ id, conversationId, seq, type: body.type, taken: draw >= 0.4 });
      if (draw < 0.1) request.socket.destroy();
      else if (draw < 0.2) response.writeHead(302, { location: '/elsewhere' }).end();
      else response.writeHead(draw < 0.4 ? 500 : 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(RECEIVER_PORT, '127.0.0.1', resolve));
  return { server, flow };
};

export interface PromiseStage {
  readonly stage: Stage;
  readonly received: readonly Received[];
  readonly agents: readonly { readonly agentId: string; readonly as: Credentials }[];
  /** From now on the receiver takes what it gets. */
  mendReceiver(): void;
  openCustomer(userId: string): Promise<Credentials>;
  /** Asks one of the servers, and another one as long as there is no answer. */
  untilAnswered<T>(question: Omit<Parameters<typeof ask>[0], 'base'>): Promise<Reply<T>>;
  restart(index: number): Promise<void>;
  crashDatabase(): Promise<void>;
  close(): Promise<void>;
}

const TRIES = 800;

const untilStarted = async (start: () => Promise<void>): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await start();
      return;
    } catch (error) {
      if (attempt === TRIES) throw error;
      await sleep(250);
    }
  }
};

const subscribe = async (stage: Stage, as: Credentials): Promise<void> => {
  const made = await ask({
    base: stage.servers[0]?.base ?? '',
    method: 'POST',
    path: '/api/desk/webhooks',
    as,
    body: { name: 'Faults', url: `http://127.0.0.1:${RECEIVER_PORT}/hook`, eventTypes: [] },
  });
  if (made.status !== 200)
    throw new Error(`no webhook: ${made.status} ${JSON.stringify(made.body)}`);
};

/** Two servers on one database, agents, and a receiver of webhooks. */
export const openPromiseStage = async (
  folder: string,
  random: () => number,
  say: (line: string) => void,
): Promise<PromiseStage> => {
  const received: Received[] = [];
  const receiver = await openReceiver(random, received);
  const stage = await openStage({
    folder,
    databasePort: DATABASE_PORT,
    serverPorts: SERVER_PORTS,
    people: [
      { name: 'Ana', teamIds: ['general'], capacityUnits: 20, role: 'supervisor' },
      { name: 'Admin', teamIds: ['general'], capacityUnits: 1, role: 'admin' },
    ],
    // Each SIGUSR2 then moves the process's clock.
    nodeArgs: ['--import', './test/faults/shift-clock.ts'],
    settings: { MAINSTAY_WEBHOOK_INTERNAL_HOSTS: '127.0.0.1' },
    say,
  });
  const agents = await Promise.all(
    stage.accounts.map(async (account) => ({
      agentId: account.agentId,
      as: await stage.signIn(account),
    })),
  );
  await subscribe(stage, agents[1]?.as ?? {});
  // She takes what she wants; nothing is given to her.
  await ask({
    base: stage.servers[0]?.base ?? '',
    method: 'PUT',
    path: '/api/desk/me/status',
    as: agents[0]?.as ?? {},
    body: { status: 'on_break' },
  });
  let turn = 0;
  return {
    stage,
    received,
    agents,
    mendReceiver: () => {
      receiver.flow.failing = false;
    },
    openCustomer: (userId) =>
      openCustomer(stage.servers[0]?.base ?? '', stage.installation.exchange, { userId }),
    untilAnswered: async <T>(question: Omit<Parameters<typeof ask>[0], 'base'>) => {
      for (let attempt = 1; ; attempt++) {
        const base = stage.servers[turn++ % stage.servers.length]?.base ?? '';
        try {
          const reply = await ask<T>({ ...question, base });
          if (reply.status < 500) return reply;
        } catch (error) {
          if (!(error instanceof NoAnswer)) throw error;
        }
        if (attempt === TRIES) throw new Error(`no server answers ${question.path}`);
        await sleep(250);
      }
    },
    restart: async (index) => {
      const server = stage.servers[index];
      if (server === undefined) return;
      await server.end('SIGKILL');
      await sleep(400 + Math.round(1_500 * random()));
      await untilStarted(() => server.start());
    },
    crashDatabase: async () => {
      await stage.database.crash('SIGKILL');
      await untilStarted(() => stage.database.start());
    },
    close: async () => {
      receiver.server.closeAllConnections();
      receiver.server.close();
      await stage.close();
    },
  };
};
