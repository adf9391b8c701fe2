/** From this estimated chance on, an article is given as the answer. */
export const SURE = 0.7;
/** From this on, it may be offered among two or three. */
export const CLOSE = 0.25;
