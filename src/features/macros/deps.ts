import type { SecretGuard } from '../../core/secrets/secret-guard.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface MacrosDeps extends ConversationDeps {
  readonly guard: SecretGuard;
  readonly listTeamIds: () => Promise<readonly string[]>;
}
