import type { AgentId, AtMs, ConversationId, CustomerId, TeamId } from '../ids.ts';
import type { SelfAction } from '../selfservice/vocabulary.ts';
import type { Category, Channel, Locale, Priority, Status, Tier } from '../vocabulary.ts';
import type { CasePart } from './case.ts';
import type { PublicAgent } from './event.ts';

/** A step that the customer is asked for. */
export interface PendingStep {
  readonly turnId: string;
  readonly kind: 'consent' | 'pick' | 'ask' | 'step_up' | 'network_check';
  /** The cards to choose from; empty for the other kinds. */
  readonly cardIds: readonly string[];
}

/** What has passed between the customer and the assistant; it can be followed from public events alone. */
export interface AssistantPart {
  /** True while the assistant answers; false once a person was asked for, and for good. */
  readonly active: boolean;
  /** The turn whose answer waits for a yes or no. */
  readonly openTurnId: string | null;
  /** Passages that were answered with (`passageKey`). None is repeated. */
  readonly answered: readonly string[];
  /** Articles of the last clarifying question; empty once one was chosen or something else was said. */
  readonly offered: readonly string[];
  /** How often a clarifying question was asked without an answer since. */
  readonly unclear: number;
  /** May the assistant look at the account? Asked once. */
  readonly consent: 'unasked' | 'given' | 'refused';
  /** What the last words wait for, other than words. */
  readonly pending: PendingStep | null;
  /** What the last finding offers to do. */
  readonly offers: { readonly turnId: string; readonly actions: readonly SelfAction[] } | null;
  /** Something is watched for the customer: the matter does not rest before it has ended. */
  readonly following: boolean;
  /** Since when the assistant owes an answer to a tap; null when it does not. */
  readonly owesSince: AtMs | null;
}

/** All that decisions need to know of a conversation; a fold of its log (`evolve.ts`). */
export interface Conversation {
  readonly id: ConversationId;
  /** Said aloud to people, for example `4827-1935-6`. The last digit is a check digit. */
  readonly number: string;
  readonly customerId: CustomerId;
  readonly customerKind: 'customer' | 'visitor';
  readonly channel: Channel;
  readonly locale: Locale;
  readonly category: Category;
  readonly tier: Tier;
  readonly priority: Priority;
  readonly status: Status;
  readonly teamId: TeamId;
  readonly assignee: PublicAgent | null;
  /** Whether the assignee has taken the conversation up. Meaningless without an assignee. */
  readonly accepted: boolean;
  readonly assignedAt: AtMs | null;
  /** Since when it waits for an agent; null while it does not wait. Kept over a requeue that is not the customer's doing. */
  readonly queuedAt: AtMs | null;
  /** When it first began to wait for the present piece of work. */
  readonly waitingSince: AtMs | null;
  /** Since when it waited before an agent took it up; its place should that agent be lost. */
  readonly waitedFrom: AtMs | null;
  readonly preferredAgentId: AgentId | null;
  /** Agents who let an offer of it lapse; not offered to them again while it waits. */
  readonly turnedDownBy: readonly AgentId[];
  readonly snoozedUntil: AtMs | null;
  readonly customerAway: boolean;
  readonly notifyBy: readonly ('push' | 'mail')[];
  readonly createdAt: AtMs;
  readonly lastMessageAt: AtMs | null;
  readonly lastMessageBy: 'customer' | 'agent' | 'assistant' | null;
  /** The log's number of the customer's newest message. */
  readonly lastCustomerSeq: number;
  readonly firstResponseAt: AtMs | null;
  readonly solvedAt: AtMs | null;
  readonly closedAt: AtMs | null;
  readonly rating: number | null;
  readonly aboutArticleId: string | null;
  /** Null where the assistant never took part. */
  readonly assistant: AssistantPart | null;
  readonly case: CasePart;
  readonly lastSeq: number;
  readonly lastPublicSeq: number;
}

/** Only what customers may know of an agent, whatever else the object carries. */
export const publicAgentOf = (agent: PublicAgent): PublicAgent => ({
  id: agent.id,
  name: agent.name,
  badge: agent.badge,
});
