import type { Attachment } from '../../../src/contract/conversation.ts';

/** Something written that the server has not yet acknowledged. */
export interface Outgoing {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly note: boolean;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly at: number;
  /** `waiting` is sent as soon as the server can be reached; `failed` waits for its author. */
  readonly state: 'waiting' | 'failed';
  readonly code: string | null;
  readonly reference: string | null;
  /** The status that the answer leaves the conversation in; null leaves it as it is. */
  readonly leaveAs: 'solved' | 'pending' | null;
  /** Particulars of why it was refused. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Somebody who leads lets its contacts pass. */
  readonly allowForeign?: boolean;
  /** Colleagues whom a note names. */
  readonly mentions?: readonly string[];
}

/** After so long nobody expects it to be sent by itself any more. */
export const GIVE_UP_MS = 24 * 60 * 60_000;

/** Marks what has waited too long. */
export const expire = (all: readonly Outgoing[], now: number): readonly Outgoing[] =>
  all.some((one) => one.state === 'waiting' && now - one.at >= GIVE_UP_MS)
    ? all.map((one) =>
        one.state === 'waiting' && now - one.at >= GIVE_UP_MS
          ? { ...one, state: 'failed', code: 'not_sent' }
          : one,
      )
    : all;

/**
 * What may be sent now: of each conversation the oldest that waits, and nothing behind one that is on its way,
 * so that what was written first arrives first.
 */
export const nextToSend = (
  all: readonly Outgoing[],
  underway: ReadonlySet<string>,
): readonly Outgoing[] => {
  const busy = new Set(
    all.filter((one) => underway.has(one.clientMessageId)).map((one) => one.conversationId),
  );
  const next: Outgoing[] = [];
  for (const one of all) {
    if (one.state !== 'waiting' || busy.has(one.conversationId)) continue;
    busy.add(one.conversationId);
    next.push(one);
  }
  return next;
};

export const withFailure = (
  all: readonly Outgoing[],
  clientMessageId: string,
  failure: Pick<Outgoing, 'details'> & {
    readonly code: string;
    readonly reference: string | null;
  },
): readonly Outgoing[] =>
  all.map((one) =>
    one.clientMessageId === clientMessageId
      ? {
          ...one,
          state: 'failed',
          code: failure.code,
          reference: failure.reference,
          ...(failure.details !== undefined && { details: failure.details }),
        }
      : one,
  );

export const retried = (
  all: readonly Outgoing[],
  clientMessageId: string,
  now: number,
  allowForeign = false,
) =>
  all.map(
    (one): Outgoing =>
      one.clientMessageId === clientMessageId
        ? { ...one, state: 'waiting', code: null, reference: null, at: now, allowForeign }
        : one,
  );
