/**
 * Both from `npm run eval -- answers-fit`, on content alone: where about one held-out wording in twenty-five gets a wrong
 * answer as certain (people's own questions are plainer: `npm run eval -- answers` measures them), and where nine of ten
 * in-domain strangers and nearly all others are refused.
 */

/** From this estimated chance on, an article is given as the answer. */
export const SURE = 0.55;
/** From this on, the best two or three together may be offered. */
export const CLOSE = 0.45;
