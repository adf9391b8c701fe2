import type { SlaTarget } from '../conversation/case.ts';
import type { AtMs } from '../ids.ts';

/** Something that a conversation's log should hold of its promises. */
export interface SlaNews {
  readonly kind: 'warned' | 'breached';
  readonly target: SlaTarget;
  /** The key of the promise's span: one of several of the same target. */
  readonly span: string;
  readonly dueAt: AtMs;
}
