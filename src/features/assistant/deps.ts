import type { TeamId } from '../../core/ids.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Knowledge } from '../../ports/knowledge.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Texts } from '../../ports/texts.ts';
import type { Understanding } from '../../ports/understanding.ts';
import type { ConversationDeps } from '../conversation/index.ts';
import type { SelfService } from '../selfservice/index.ts';

export interface AssistantDeps
  extends Pick<
    ConversationDeps,
    'database' | 'committer' | 'vault' | 'files' | 'ids' | 'bodyHash' | 'teamOf' | 'takeIn'
  > {
  readonly understanding: Understanding;
  readonly knowledge: Knowledge;
  /** What the assistant can look up. */
  readonly selfService: Pick<SelfService, 'isOffered' | 'answer' | 'answerStep'>;
  readonly texts: Texts;
  readonly metrics: Metrics;
  readonly log: Log;
  /** The languages of those of a team who are on duty now; empty outside hours. */
  readonly localesOnDuty: (teamId: TeamId) => Promise<readonly Locale[]>;
}
