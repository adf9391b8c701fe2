import type { Category } from '../../../src/core/vocabulary.ts';

/** Somebody may be in the customer's account, or after their coins. */
export const isAboutSafety = (category: Category): boolean =>
  category === 'security' || category === 'fraud';
