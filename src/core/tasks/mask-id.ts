const SHOWN = 4;
const LEAST = 2 * SHOWN;

/** Enough of an id to say in a conversation which one is meant, and not enough to look it up. */
export const maskId = (id: string): string =>
  id.length < LEAST ? '•••' : `•••${id.slice(-SHOWN)}`;
