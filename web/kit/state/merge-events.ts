import type { WireEvent } from '../../../src/contract/live.ts';

/** Whose log it is: customers see a part of it, linked by `previousPublicSeq`; staff see all of it. */
export type Reader = 'customer' | 'staff';

/** The seq that must be known for the event to follow without a gap. */
export const predecessorOf = (event: WireEvent, reader: Reader): number =>
  reader === 'customer' ? event.previousPublicSeq : event.seq - 1;

export interface Merged {
  /** Those that are new, in order and without a gap after `lastSeq`. */
  readonly fresh: readonly WireEvent[];
  /** True when events between what is known and what came are missing: ask for what follows `lastSeq`. */
  readonly gap: boolean;
}

/**
 * Takes what follows `lastSeq` out of a batch that may hold doubles, be out of order or begin too late.
 * What lies behind a gap is not taken: the server sends it again when asked.
 */
export const mergeEvents = (
  lastSeq: number,
  batch: readonly WireEvent[],
  reader: Reader,
): Merged => {
  const sorted = [...batch].sort((a, b) => a.seq - b.seq);
  const fresh: WireEvent[] = [];
  let last = lastSeq;
  for (const event of sorted) {
    if (event.seq <= last) continue;
    if (predecessorOf(event, reader) > last) return { fresh, gap: true };
    fresh.push(event);
    last = event.seq;
  }
  return { fresh, gap: false };
};
