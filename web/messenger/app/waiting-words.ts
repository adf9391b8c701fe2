/** Where this device notes that words of somebody wait to leave, so that they leave before a chat is opened. */
export const keptWordsOf = (owner: string): string => `outbox.${owner}`;
