import type { Route } from '../../contract/route.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { AssistantDeps } from './deps.ts';
import { assistantCustomerRoutes, assistantDeskRoutes } from './routes.ts';
import { runTurn } from './run-turn.ts';

export type { AssistantDeps } from './deps.ts';
export { triage } from './triage.ts';

export interface Assistant {
  readonly routes: readonly Route[];
  /** Due work: answers one event of a conversation. May be tried again. */
  takeTurn(conversationId: ConversationId, seq: number): Promise<void>;
  /** Due work: a matter that nobody came back to rests. May be tried again. */
  letRest(conversationId: ConversationId): Promise<void>;
}

/** Answers from articles, asks back, and hands over; see docs/guide/assistant.md. */
export const createAssistant = (deps: AssistantDeps): Assistant => {
  const durations = deps.metrics.histogram(
    'mainstay_assistant_turn_seconds',
    'One turn of the assistant, from its claim to what it said',
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  );
  return {
    routes: [...assistantCustomerRoutes(deps), ...assistantDeskRoutes(deps)],
    takeTurn: async (conversationId, seq) => {
      const startedAt = performance.now();
      await runTurn(deps, conversationId, seq);
      durations.observe((performance.now() - startedAt) / 1_000);
    },
    letRest: async (conversationId) => {
      await deps.committer.commit({
        conversationId,
        actor: { kind: 'system' },
        command: { type: 'let_rest' },
        maySee: () => true,
      });
    },
  };
};
