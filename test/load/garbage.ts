import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

interface Target {
  readonly webSocketDebuggerUrl: string;
}

const call = (socket: WebSocket, id: number, method: string): Promise<void> =>
  new Promise((resolve) => {
    const listener = (data: unknown): void => {
      if ((JSON.parse(String(data)) as { id?: number }).id !== id) return;
      socket.off('message', listener);
      resolve();
    };
    socket.on('message', listener);
    socket.send(JSON.stringify({ id, method }));
  });

/**
 * Has another Node process collect its garbage, by its inspector, which SIGUSR1 opens. So what is measured then is
 * what the process holds, and not what it has not yet swept. The process was started with `--inspect-port`.
 */
export const collectGarbage = async (pid: number, inspectPort: number): Promise<void> => {
  process.kill(pid, 'SIGUSR1');
  let targets: readonly Target[] = [];
  for (let attempt = 0; attempt < 50 && targets.length === 0; attempt++) {
    await sleep(100);
    targets = await fetch(`http://127.0.0.1:${inspectPort}/json/list`)
      .then((reply) => reply.json() as Promise<readonly Target[]>)
      .catch(() => []);
  }
  const [target] = targets;
  if (target === undefined) throw new Error('the inspector did not open');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  for (let round = 1; round <= 3; round++) await call(socket, round, 'HeapProfiler.collectGarbage');
  socket.close();
};
