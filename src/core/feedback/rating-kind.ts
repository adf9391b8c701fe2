/**
 * `csat`: how content one is, 1 to 5, of people and of the assistant's answers. `ces`: how easy it was, 1 to 5, where
 * the account itself was looked up and nobody was needed. `nps`: whether one would recommend, 0 to 10.
 */
export const FEEDBACK_KINDS = ['csat', 'ces', 'nps'] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

/** What a finished request asks. */
export const ratingKindOf = (request: {
  /** A person took it up. */
  readonly hadAgent: boolean;
  /** The assistant found something out in the account or on the chain. */
  readonly hadFinding: boolean;
}): 'csat' | 'ces' => (!request.hadAgent && request.hadFinding ? 'ces' : 'csat');
