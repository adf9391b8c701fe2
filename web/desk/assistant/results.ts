import type { AssistantResults } from '../../../src/contract/assistant.ts';

/** What may have become of a request, in the order in which it is shown. */
export const OUTCOMES = [
  'settled',
  'settling',
  'cameBack',
  'abandoned',
  'handedOver',
  'underWay',
] as const satisfies readonly (keyof AssistantResults)[];

export const PERIODS = [7, 30, 90, 365] as const;

/** Reasons for handovers, the most frequent first; those that did not occur are left out. */
export const reasonsOf = (results: AssistantResults): AssistantResults['handovers'] =>
  results.handovers.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
