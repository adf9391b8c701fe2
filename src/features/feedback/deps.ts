import type { Clock } from '../../ports/clock.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface FeedbackDeps extends ConversationDeps {
  readonly clock: Clock;
  readonly dueWork: DueWork;
  readonly texts: Texts;
}
