import type { WireEvent } from '../../src/contract/live.ts';
import type { Random } from '../../src/core/routing/random.ts';
import { ask, type Credentials } from '../load/request.ts';
import type { Finding, Logs } from './judge.ts';
import { codeOf, type Talker } from './talker.ts';

interface Stretch {
  readonly events: readonly WireEvent[];
  readonly hasLater: boolean;
}

/** A whole log, page by page, as staff who may see it read it. */
export const readLog = async (
  base: string,
  as: Credentials,
  id: string,
): Promise<readonly WireEvent[]> => {
  const log: WireEvent[] = [];
  for (let more = true; more; ) {
    const path = `/api/desk/conversations/${id}?after=${log.at(-1)?.seq ?? 0}&limit=200`;
    const reply = await ask<Stretch>({ base, method: 'GET', path, as });
    if (reply.status !== 200)
      throw new Error(`the log of ${id} could not be read: ${codeOf(reply)}`);
    log.push(...reply.body.events);
    more = reply.body.hasLater;
  }
  return log;
};

const wrong = (what: string): Finding => ({ verdict: 'wrong_answers', what });

/** From every server, resuming after any place gives exactly what follows it. */
export const checkResuming = async (
  bases: readonly string[],
  as: Credentials,
  logs: Logs,
  random: Random,
): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const [id, log] of logs) {
    for (const base of bases) {
      const after = Math.floor(random() * (log.length + 1));
      const path = `/api/desk/conversations/${id}?after=${after}&limit=200`;
      const { body } = await ask<Stretch>({ base, method: 'GET', path, as });
      const given = body.events?.map(({ seq }) => seq) ?? [];
      let due = log.slice(after, after + 200).map(({ seq }) => seq);
      if (given.join() !== due.join()) {
        // A sweep may have written since the log was read; what it wrote is due as well.
        const fresh = (await readLog(base, as, id)).map(({ seq }) => seq);
        due = fresh.slice(after, after + 200).slice(0, Math.max(given.length, due.length));
      }
      if (given.join() !== due.join())
        findings.push(wrong(`after ${after} of ${id}: ${given.join(' ')} for ${due.join(' ')}`));
    }
  }
  return findings;
};

/** Long afterwards, the same id with the same words gets the first answer, and with other words a refusal. */
export const checkRepeating = async (
  bases: readonly string[],
  talkers: readonly Talker[],
  random: Random,
): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const { options, sent } of talkers) {
    const known = sent.filter(({ state }) => state === 'acknowledged').slice(1);
    const record = known[Math.floor(random() * known.length)];
    if (record === undefined) continue;
    const { clientMessageId, conversationId, seq, text } = record;
    const path = `/api/${options.kind === 'agent' ? 'desk/' : ''}conversations/${conversationId}/messages`;
    const base = bases[Math.floor(random() * bases.length)] as string;
    const again = await ask<{ event?: WireEvent; duplicate?: boolean }>({
      base,
      method: 'POST',
      path,
      as: options.as,
      body: { clientMessageId, text },
    });
    if (again.body.event?.seq !== seq || again.body.duplicate !== true)
      findings.push(
        wrong(
          `${text} again: ${again.status} ${again.body.event?.seq ?? codeOf(again)} for ${seq}`,
        ),
      );
    const other = await ask({
      base,
      method: 'POST',
      path,
      as: options.as,
      body: { clientMessageId, text: `${text}, or not` },
    });
    if (other.status !== 422)
      findings.push(wrong(`the id of ${text} with other words: ${other.status} ${codeOf(other)}`));
  }
  return findings;
};
