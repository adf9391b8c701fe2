/** Customers whose masked data one agent may reveal in a day, before an extension. */
export const REVEALS_A_DAY = 15;

export interface RevealFacts {
  /** Customers this agent has revealed today. */
  readonly customersToday: number;
  /** This customer is among them. */
  readonly includesThis: boolean;
  /** What the agent's team may, where it was set otherwise; the largest of several teams. */
  readonly teamLimit: number | null;
  /** What a supervisor added for today. */
  readonly extra: number;
}

export const revealLimit = ({
  teamLimit,
  extra,
}: Pick<RevealFacts, 'teamLimit' | 'extra'>): number => (teamLimit ?? REVEALS_A_DAY) + extra;

/** Whether one more field may be revealed: of a customer of today always, of a new one within the day's limit. */
export const mayReveal = (facts: RevealFacts): boolean =>
  facts.includesThis || facts.customersToday < revealLimit(facts);
