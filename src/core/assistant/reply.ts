import type { AskedDetail, SelfAction, Tool } from '../selfservice/vocabulary.ts';
import type { Locale } from '../vocabulary.ts';

/** An article as it was when it was shown. */
export interface ArticleRef {
  readonly articleId: string;
  readonly locale: Locale;
  readonly version: number;
  readonly title: string;
  /** The passage under this heading's id; null for the article's beginning. */
  readonly anchor: string | null;
}

/** A passage by its article and heading, whatever the language or version. */
export const passageKey = ({
  articleId,
  anchor,
}: Pick<ArticleRef, 'articleId' | 'anchor'>): string => `${articleId}#${anchor ?? ''}`;

/** Things that somebody at the keyboard must see to at once. */
export const EMERGENCIES = [
  'account_entered',
  'withdrawal_not_mine',
  'phone_lost',
  'secret_given',
  'pressed_now',
] as const;
export type Emergency = (typeof EMERGENCIES)[number];

/** What a message does apart from asking. */
export const MANNERS = [
  'person',
  'anger',
  'greeting',
  'thanks',
  'settled',
  'unsettled',
  'off_topic',
] as const;
export type Manner = (typeof MANNERS)[number];

/** Why the assistant gave a conversation to people. */
export const HANDOVER_REASONS = [
  'emergency',
  'asked_for_person',
  'anger',
  'repeated',
  'unsure',
  'not_settled',
  'with_file',
  'step_up_failed',
  'needs_person',
  'failed',
] as const;
export type HandoverReason = (typeof HANDOVER_REASONS)[number];

/** A thing of the customer's own, shown as a card to choose. */
export interface PickOption {
  readonly subjectId: string;
  readonly cardId: string;
}

/** What the assistant said, apart from its words. */
export type AssistantReply =
  /** A passage of an article; the customer is asked whether it settled the matter. */
  | { readonly kind: 'answer'; readonly article: ArticleRef }
  /** Two or three articles to choose from. */
  | { readonly kind: 'clarify'; readonly options: readonly ArticleRef[] }
  /** A short word back: a greeting, a thank-you, a question for more. */
  | { readonly kind: 'word'; readonly of: 'greeting' | 'thanks' | 'settled' | 'say_more' }
  /** What the account and the chain say (`core/selfservice`). Its cards follow it in the log. */
  | {
      readonly kind: 'finding';
      readonly tool: Tool;
      /** Which of the tool's findings: the words are the sentence of this code. */
      readonly code: string;
      readonly cardIds: readonly string[];
      readonly actions: readonly SelfAction[];
      /** The customer is asked whether it settled the matter. */
      readonly asks: boolean;
      /** It is being watched, and the customer will be told when it changes. */
      readonly follows: boolean;
    }
  /** A followed thing has changed. */
  | {
      readonly kind: 'update';
      readonly tool: Tool;
      readonly code: string;
      readonly cardId: string;
      readonly actions: readonly SelfAction[];
      /** Nothing more will change: it is no longer watched, and the customer is asked whether it settled the matter. */
      readonly final: boolean;
    }
  /** May the assistant look at the account? */
  | { readonly kind: 'consent'; readonly tool: Tool }
  /** Which one is meant? The cards follow in the log. */
  | { readonly kind: 'pick'; readonly tool: Tool; readonly options: readonly PickOption[] }
  /** A detail that the account does not tell. */
  | { readonly kind: 'ask'; readonly tool: Tool; readonly of: AskedDetail }
  /** The customer has to prove again who they are. */
  | { readonly kind: 'step_up'; readonly tool: Tool; readonly action: SelfAction | null }
  /** The page is asked to test its line. */
  | { readonly kind: 'network_check' }
  /** A person takes over; in an emergency the words are the most important step to take now. */
  | {
      readonly kind: 'handover';
      readonly reason: HandoverReason;
      readonly emergency: Emergency | null;
      /** False outside hours: nobody of the team is on duty, and the words say so. */
      readonly staffed: boolean;
    };
