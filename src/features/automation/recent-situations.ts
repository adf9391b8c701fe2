import type { Situation } from '../../core/automation/situation.ts';
import type { ConversationId } from '../../core/ids.ts';

/** A request as it stood after an event of its log. */
interface Standing {
  readonly seq: number;
  readonly situation: Situation;
}

/** Conversations remembered at once; a few kilobytes each. */
const MOST = 2_000;

/**
 * How requests stood when they were last looked at, so that a long talk is not read from its beginning at each word.
 * A log only grows: what was known of a part of it stays true.
 */
export interface RecentSituations {
  /** How it stood after some event, that one or an earlier one. */
  before(id: ConversationId, seq: number): Standing | undefined;
  keep(id: ConversationId, standing: Standing): void;
}

export const createRecentSituations = (most = MOST): RecentSituations => {
  const known = new Map<ConversationId, Standing>();
  return {
    before: (id, seq) => {
      const found = known.get(id);
      return found !== undefined && found.seq <= seq ? found : undefined;
    },
    keep: (id, standing) => {
      known.delete(id);
      known.set(id, standing);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
  };
};
