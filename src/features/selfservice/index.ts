import type { ExchangeEvent } from '../../contract/exchange/platform.ts';
import type { Route } from '../../contract/route.ts';
import { LEVEL_OF_TOOL } from '../../core/selfservice/levels.ts';
import type { Tool } from '../../core/selfservice/vocabulary.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';
import { answerTool, type ToolAnswer, type ToolTurn } from './answer.ts';
import type { SelfServiceDeps } from './deps.ts';
import { refreshCard, runCheck } from './refresh-card.ts';
import { selfServiceCustomerRoutes, selfServiceDeskRoutes } from './routes.ts';
import { CHECK_KIND } from './start-follow.ts';
import { listFollows } from './store-follows.ts';
import { answerStep, type StepTurn } from './take-step.ts';

export type { ToolAnswer, ToolTurn } from './answer.ts';
export type { SelfServiceDeps } from './deps.ts';
export type { StepTurn } from './take-step.ts';

export interface SelfService {
  readonly routes: readonly Route[];
  /** Whether the tool can be used at all: what needs an account needs an exchange. */
  isOffered(tool: Tool): boolean;
  /** What a tool says in a turn. Never throws for what the exchange or the chain answer. */
  answer(turn: ToolTurn): Promise<ToolAnswer>;
  /** What is said to a tap. */
  answerStep(turn: StepTurn): Promise<ToolAnswer>;
  /** News of the exchange: what shows it is looked at again. */
  takeEvent(event: ExchangeEvent): Promise<void>;
  /** Due work by its kind. */
  readonly handlers: ReadonlyMap<string, DueHandler>;
}

/** Findings from the customer's own account and the chain; see docs/guide/self-service.md. */
export const createSelfService = (deps: SelfServiceDeps): SelfService => ({
  routes: [...selfServiceCustomerRoutes(deps), ...selfServiceDeskRoutes(deps)],
  isOffered: (tool) => deps.hasExchange || (tool !== 'platform' && LEVEL_OF_TOOL[tool] === 'none'),
  answer: (turn) => answerTool(deps, turn),
  answerStep: (turn) => answerStep(deps, turn),
  takeEvent: async ({ userId, subjectId }) => {
    if (userId === null) return;
    const follows = await listFollows(deps.database, userId as ExchangeUserId, subjectId);
    for (const follow of follows) await refreshCard(deps, follow);
  },
  handlers: new Map([[CHECK_KIND, (payload) => runCheck(deps, String(payload.cardId))]]),
});
