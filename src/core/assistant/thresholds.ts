/**
 * Both chosen by `npm run eval -- answers-fit`, on content alone. Held-out wordings were written to be unlike all others;
 * people's own questions are plainer, and `npm run eval -- answers` measures them.
 */

/** From this estimated chance on, an article is given as the answer: one held-out wording in twenty gets a wrong one. */
export const SURE = 0.6;
/** From this estimated chance on, a tool looks the matter up in the customer's own account. */
export const TOOL_SURE = 0.35;
/** From this on, where no article is sure and the best three tools together reach `TOOLS_TOGETHER`. */
export const TOOL_LIKELY = 0.18;
export const TOOLS_TOGETHER = 0.3;

/** From this on, the best three together may be offered: four of five held-out strangers are refused. */
export const CLOSE = 0.43;
