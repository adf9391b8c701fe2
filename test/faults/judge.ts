import type { WireEvent } from '../../src/contract/live.ts';
import { evolve, needsOwner } from '../../src/core/conversation/evolve.ts';
import type { Conversation } from '../../src/core/conversation/state.ts';
import type { ClaimAnswer } from './claims.ts';
import type { SentRecord, Talker } from './talker.ts';

export const VERDICTS = [
  'lost',
  'doubled',
  'reordered',
  'missed_by_a_reader',
  'double_assignments',
  'false_wins',
  'unowned_over_30_s',
  'wrong_answers',
  'ended_by_itself',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Finding {
  readonly verdict: Verdict;
  readonly what: string;
}

export type Logs = ReadonlyMap<string, readonly WireEvent[]>;

const UNOWNED_MS = 30_000;

/** The customer's or the agent's own id of a message, of whatever kind. */
const ownId = ({ event }: WireEvent): string | undefined =>
  'clientMessageId' in event ? event.clientMessageId : undefined;

/** Every acknowledged message is there once, at its place, with its words. */
const judgeSent = (records: readonly SentRecord[], logs: Logs): Finding[] => {
  const findings: Finding[] = [];
  for (const { state, conversationId, seq, clientMessageId, text, senderId } of records) {
    if (state !== 'acknowledged') continue;
    const entry = logs.get(conversationId)?.find((event) => event.seq === seq);
    const there =
      entry !== undefined && ownId(entry) === clientMessageId && entry.body?.text === text;
    if (!there)
      findings.push({
        verdict: 'lost',
        what: `${text} of ${senderId}, acknowledged as ${conversationId}/${seq}`,
      });
  }
  return findings;
};

const judgeDoubles = (logs: Logs): Finding[] => {
  const seen = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [id, log] of logs) {
    for (const entry of log) {
      const key = ownId(entry);
      if (key === undefined) continue;
      const earlier = seen.get(key);
      if (earlier !== undefined)
        findings.push({ verdict: 'doubled', what: `${key} at ${earlier} and ${id}/${entry.seq}` });
      seen.set(key, `${id}/${entry.seq}`);
    }
  }
  return findings;
};

/** No gaps, and what one sender wrote one after another stands one after another. */
const judgeOrder = (records: readonly SentRecord[], logs: Logs): Finding[] => {
  const findings: Finding[] = [];
  for (const [id, log] of logs) {
    const gap = log.findIndex((event, index) => event.seq !== index + 1);
    if (gap >= 0)
      findings.push({
        verdict: 'reordered',
        what: `${id} has ${log[gap]?.seq} at place ${gap + 1}`,
      });
  }
  const last = new Map<string, number>();
  for (const { state, senderId, conversationId, seq } of records) {
    if (state !== 'acknowledged') continue;
    const key = `${senderId} ${conversationId}`;
    if (seq <= (last.get(key) ?? 0))
      findings.push({ verdict: 'reordered', what: `${key}: ${seq} after ${last.get(key)}` });
    last.set(key, seq);
  }
  return findings;
};

/** What each client holds is what the log says it may see. */
const judgeReaders = (talkers: readonly Talker[], logs: Logs): Finding[] => {
  const findings: Finding[] = [];
  for (const { options, listener } of talkers) {
    for (const [id, { events }] of listener.held) {
      const log = logs.get(id) ?? [];
      const due =
        options.kind === 'agent' ? log : log.filter((event) => event.audience === 'everyone');
      const same =
        due.length === events.length &&
        due.every(
          (event, index) =>
            event.seq === events[index]?.seq && event.event.type === events[index]?.event.type,
        );
      if (!same)
        findings.push({
          verdict: 'missed_by_a_reader',
          what: `${options.senderId} holds ${events.map((event) => event.seq).join(' ')} of ${due.map((event) => event.seq).join(' ')} in ${id}`,
        });
    }
  }
  return findings;
};

/** Folds a log and looks at every step: assignments onto an owner, and time without owner and place. */
const judgeOwners = (
  id: string,
  log: readonly WireEvent[],
  claims: readonly ClaimAnswer[],
  nowMs: number,
): Finding[] => {
  const findings: Finding[] = [];
  const owners = new Map<number, string | undefined>();
  let state: Conversation | undefined;
  let unownedSince: number | undefined;
  const checkUnowned = (untilMs: number): void => {
    if (unownedSince !== undefined && untilMs - unownedSince > UNOWNED_MS) {
      findings.push({
        verdict: 'unowned_over_30_s',
        what: `${id} for ${untilMs - unownedSince} ms`,
      });
    }
  };
  for (const entry of log) {
    if (
      entry.event.type === 'conversation_assigned' &&
      state !== undefined &&
      state.assignee !== null
    ) {
      findings.push({
        verdict: 'double_assignments',
        what: `${id}/${entry.seq}: to ${entry.event.agent.name} while ${state.assignee.name} had it`,
      });
    }
    checkUnowned(entry.at);
    state = evolve(state, entry);
    unownedSince = needsOwner(state) ? (unownedSince ?? entry.at) : undefined;
    owners.set(entry.seq, state.assignee?.id);
  }
  checkUnowned(nowMs);
  for (const { agentId, seq } of claims) {
    if (owners.get(seq) !== agentId)
      findings.push({
        verdict: 'false_wins',
        what: `${agentId} was told of winning ${id}/${seq}, which ${owners.get(seq) ?? 'nobody'} had`,
      });
  }
  return findings;
};

export interface Evidence {
  readonly logs: Logs;
  readonly talkers: readonly Talker[];
  readonly claims: readonly ClaimAnswer[];
  readonly nowMs: number;
}

/** What went wrong, by the logs as they stand when everything has been mended. */
export const judge = ({ logs, talkers, claims, nowMs }: Evidence): readonly Finding[] => {
  const records = talkers.flatMap(({ sent }) => sent);
  const won = claims.filter(({ answer }) => answer === 'won');
  return [
    ...judgeSent(records, logs),
    ...judgeDoubles(logs),
    ...judgeOrder(records, logs),
    ...judgeReaders(talkers, logs),
    ...[...logs].flatMap(([id, log]) =>
      judgeOwners(
        id,
        log,
        won.filter(({ conversationId }) => conversationId === id),
        nowMs,
      ),
    ),
  ];
};
