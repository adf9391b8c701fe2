import type { TurnDecision } from '../../core/assistant/decide-turn.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { PassageHit } from '../../ports/knowledge.ts';
import type { Understood } from '../../ports/understanding.ts';
import type { Asking } from './read-occasion.ts';
import type { NewTurn } from './store.ts';

/** All that one turn knows. */
export interface Turn {
  readonly turnId: string;
  readonly state: Conversation;
  readonly asking: Asking;
  readonly understood: Understood;
  readonly candidates: readonly PassageHit[];
  /** In which the assistant speaks. */
  readonly locale: Locale;
  readonly record: (decision: TurnDecision) => NewTurn;
}
