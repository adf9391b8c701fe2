/** What the assistant can look up in the account and on the chain of the one who asks. */
export const TOOLS = [
  'order',
  'deposit',
  'withdrawal',
  'restriction',
  'platform',
  'past_transaction',
  'payment',
  'api',
  'network',
  'password',
  'two_factor',
  'verification',
  'fee_tier',
] as const;
export type Tool = (typeof TOOLS)[number];

/** What a finding offers to do. Each names the level that it needs (`levels.ts`). */
export const SELF_ACTIONS = [
  'reset_password',
  'reset_two_factor',
  'begin_verification',
  'recover_deposit',
  'check_network',
  'check_again',
] as const;
export type SelfAction = (typeof SELF_ACTIONS)[number];

/** What the customer is asked to type, or to put into the message. */
export const ASKED_DETAILS = ['txid'] as const;
export type AskedDetail = (typeof ASKED_DETAILS)[number];

/** What a page measured on its own line to us. Times in milliseconds. */
export interface NetworkCheckResult {
  /** Requests that were tried, and those that got no answer in time. */
  readonly samples: number;
  readonly lost: number;
  /** Half of the answers came sooner; null when none came. */
  readonly medianMs: number | null;
  /** Nine of ten came sooner; null when none came. */
  readonly slowMs: number | null;
  /** The device's clock less ours, the way there and back halved; null when none came. */
  readonly clockOffMs: number | null;
  readonly socket: 'open' | 'failed';
  /** What the browser itself says. */
  readonly isOnline: boolean;
}

/** What the customer tapped or did in the course of self-service. */
export type SelfServiceStep =
  /** May the assistant look at the account? Asked once in a conversation. */
  | { readonly kind: 'consent'; readonly given: boolean }
  /** One of the cards to choose from. */
  | { readonly kind: 'choice'; readonly cardId: string }
  | { readonly kind: 'action'; readonly action: SelfAction }
  /** False: the tries are used up, and a person takes over. */
  | { readonly kind: 'step_up'; readonly passed: boolean }
  | { readonly kind: 'network_check'; readonly result: NetworkCheckResult };

export const CARD_KINDS = [
  'deposit',
  'withdrawal',
  'order',
  'restriction',
  'verification',
  'fee_tier',
  'payment',
  'api_key',
  'two_factor_reset',
  'trace',
  'lock',
] as const;
export type CardKind = (typeof CARD_KINDS)[number];
