import type { TurnDecision } from '../../core/assistant/decide-turn.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { PassageHit } from '../../ports/knowledge.ts';
import type { Understood } from '../../ports/understanding.ts';
import type { Asking } from './read-occasion.ts';
import type { NewTurn } from './store.ts';

/** What a tool said, apart from its words. */
export interface Said {
  readonly reply: string;
  /** Null where it only asked for something. */
  readonly finding: string | null;
}

/** All that one turn knows. */
export interface Turn {
  readonly turnId: string;
  /** The event of the log that is answered. */
  readonly seq: number;
  readonly state: Conversation;
  readonly asking: Asking;
  readonly understood: Understood;
  readonly candidates: readonly PassageHit[];
  /** In which the assistant speaks. */
  readonly locale: Locale;
  /** `said`: what a tool said, where one was used. */
  readonly record: (decision: TurnDecision, said?: Said) => NewTurn;
}
