import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoServer } from './demo-server.ts';

/** Has the demo exchange play a scene of a user, as its own staff would: what happens are facts of ledger and chain. */
export const playScene = async <T = Readonly<Record<string, unknown>>>(
  server: DemoServer,
  scene: string,
  asked: { readonly user: string; readonly kind?: string; readonly [more: string]: unknown },
): Promise<T> => {
  const token = readFileSync(join(server.dataDir, 'demo-exchange', 'scenes-token'), 'utf8').trim();
  const reply = await fetch(`${server.exchangeOrigin}/scenes/${scene}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-scenes-token': token },
    body: JSON.stringify(asked),
  });
  const text = await reply.text();
  if (!reply.ok) throw new Error(`scene ${scene}: ${reply.status} ${text}`);
  return JSON.parse(text) as T;
};
