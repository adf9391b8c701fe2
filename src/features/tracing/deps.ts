import type { CardOf } from '../../contract/cards.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { AgentId, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Chain } from '../../ports/chain.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection, Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Texts } from '../../ports/texts.ts';
import type { TraceReports } from '../../ports/trace-reports.ts';
import type { Vault } from '../vault/index.ts';

export interface TracingDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly log: Log;
  readonly dueWork: DueWork;
  /** By the name in the settings. */
  readonly chains: ReadonlyMap<string, Chain>;
  readonly reports: TraceReports;
  /** Sentences of reports, in the languages of `reports`. */
  readonly texts: Texts;
  readonly exchangeName: string;
  /** SHA-256 of bytes. */
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  /** A clock that never goes back, in milliseconds. */
  readonly elapsed: () => number;
  /** The conversation's customer and number, when this member of staff may see it. */
  readonly caseSeenBy: (
    staff: StaffPrincipal,
    conversationId: ConversationId,
  ) => Promise<{ readonly customerId: CustomerId; readonly number: string } | undefined>;
  /** Shows a card in a conversation of the agent's. */
  readonly showCard: (
    staff: StaffPrincipal,
    conversationId: ConversationId,
    card: CardOf<'trace'>,
  ) => Promise<Outcome<unknown>>;
  readonly updateCard: (
    conversationId: ConversationId,
    card: CardOf<'trace'>,
  ) => Promise<Outcome<unknown>>;
  /** Notes that a member of staff opens a trace; in the transaction of the opening. */
  readonly recordAccess: (
    connection: Connection,
    access: {
      readonly agentId: AgentId;
      readonly subjectKind: 'conversation';
      readonly subjectId: string;
      readonly customerId: CustomerId;
      readonly reason: string;
    },
  ) => Promise<void>;
}
