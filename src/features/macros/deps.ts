import type { SecretGuard } from '../../core/secrets/secret-guard.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface MacrosDeps extends ConversationDeps {
  readonly guard: SecretGuard;
  readonly texts: Texts;
  readonly exchangeName: string;
  readonly listTeamIds: () => Promise<readonly string[]>;
}
