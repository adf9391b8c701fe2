import { CircleAlert, TriangleAlert } from 'lucide-react';
import { createContext, use } from 'react';
import type { Problem } from '../../../src/core/automation/problem.ts';
import { type TextKey, useText } from '../locale/text.ts';

interface Found {
  readonly problems: readonly Problem[];
  readonly nameOf: (ruleId: string) => string;
}

/** What is wrong with the rule that is being written. */
export const Problems = createContext<Found>({ problems: [], nameOf: (id) => id });

const Line = ({ problem }: { readonly problem: Problem }) => {
  const text = useText();
  const { nameOf } = use(Problems);
  const Icon = problem.severity === 'error' ? CircleAlert : TriangleAlert;
  return (
    <p
      data-testid="rule-problem"
      data-code={problem.code}
      className={`flex items-start gap-1.5 text-12 ${problem.severity === 'error' ? 'text-danger' : 'text-warn'}`}
    >
      <Icon aria-hidden size={14} className="mt-0.5 shrink-0" />
      <span>
        {text(`rule.problem.${problem.code}` as TextKey, {
          about: problem.about ?? '',
          rules: problem.ruleIds.map(nameOf).join(' → '),
        })}
      </span>
    </p>
  );
};

/** What is wrong in this very row, or in a row that it clashes with. */
export const RowProblems = ({ at }: { readonly at: string }) => {
  const { problems } = use(Problems);
  const own = problems.filter((problem) => problem.at === at || problem.with === at);
  return own.length === 0 ? null : (
    <div role="status" className="flex flex-col gap-1">
      {own.map((problem) => (
        <Line key={`${problem.code}${problem.at}${problem.about ?? ''}`} problem={problem} />
      ))}
    </div>
  );
};
