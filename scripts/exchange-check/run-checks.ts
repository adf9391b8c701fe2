import { type Check, type Finding, fail, type Setting } from './check.ts';
import { ACTION_CHECKS } from './check-actions.ts';
import { EVENT_CHECKS } from './check-events.ts';
import { ID_CHECKS } from './check-ids.ts';
import { PROOF_CHECKS } from './check-proofs.ts';
import { READ_CHECKS } from './check-reads.ts';
import { SIGNING_CHECKS } from './check-signing.ts';

export interface Result {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly outcome: Finding['outcome'];
  /** What was found, and how to mend it; null where all is well. */
  readonly found: string | null;
  readonly hint: string | null;
  readonly ms: number;
}

export const checksOf = (withActions: boolean): readonly Check[] => [
  ...READ_CHECKS,
  ...SIGNING_CHECKS,
  ...ID_CHECKS,
  ...PROOF_CHECKS,
  ...EVENT_CHECKS,
  ...(withActions ? ACTION_CHECKS : []),
];

/** One after the other; `tell` hears each as it is known. */
export const runChecks = async (
  setting: Setting,
  checks: readonly Check[],
  tell: (result: Result) => void = () => undefined,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (const { id, group, title, hint, run } of checks) {
    const startedAt = performance.now();
    const finding = await run(setting).catch((error: unknown) =>
      fail(`the check itself failed: ${error instanceof Error ? error.message : String(error)}`),
    );
    const { outcome } = finding;
    const result: Result = {
      id,
      group,
      title,
      outcome,
      found: finding.outcome === 'pass' ? null : finding.found,
      hint: outcome === 'fail' || outcome === 'warn' ? hint : null,
      ms: Math.round(performance.now() - startedAt),
    };
    results.push(result);
    tell(result);
  }
  return results;
};
