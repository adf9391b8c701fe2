import type { AgentId, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Exchange, ExchangeUserId } from '../../ports/exchange.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';

/** Whose account it is, from the stored customer and never from words. */
export interface AccountHolder {
  /** Null: the exchange has not vouched for them. */
  readonly userId: ExchangeUserId | null;
  readonly timeZone: string | null;
}

export interface SelfServiceDeps extends ConversationDeps {
  readonly exchange: Exchange;
  /** False: no exchange is connected, and nothing of an account is offered. */
  readonly hasExchange: boolean;
  /** By the name that the exchange uses. */
  readonly chains: ReadonlyMap<string, Chain>;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly dueWork: DueWork;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Records that staff open something of a customer, within the day's limit. Failure: `reveal_limit_reached`. */
  readonly spendReveal: (opened: {
    readonly agentId: AgentId;
    readonly customerId: CustomerId;
    readonly conversationId: ConversationId;
    readonly field: string;
    readonly reason: string;
  }) => Promise<Outcome<null>>;
  readonly holderOf: (customerId: CustomerId) => Promise<AccountHolder>;
}
