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
  'failed',
] as const;
export type HandoverReason = (typeof HANDOVER_REASONS)[number];

/** What the assistant said, apart from its words. */
export type AssistantReply =
  /** A passage of an article; the customer is asked whether it settled the matter. */
  | { readonly kind: 'answer'; readonly article: ArticleRef }
  /** Two or three articles to choose from. */
  | { readonly kind: 'clarify'; readonly options: readonly ArticleRef[] }
  /** A short word back: a greeting, a thank-you, a question for more. */
  | { readonly kind: 'word'; readonly of: 'greeting' | 'thanks' | 'settled' | 'say_more' }
  /** A person takes over; in an emergency the words are the most important step to take now. */
  | {
      readonly kind: 'handover';
      readonly reason: HandoverReason;
      readonly emergency: Emergency | null;
      /** False outside hours: nobody of the team is on duty, and the words say so. */
      readonly staffed: boolean;
    };
