import { ArrowDown, ArrowUp, Plus } from 'lucide-react';
import { useState } from 'react';
import type { SlaPolicy } from '../../../src/core/sla/policy.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { PolicyForm } from './policy-form.tsx';
import { problemsAt, problemText } from './problems.ts';
import { targetsText, whenText } from './summary.ts';
import type { Draft } from './use-draft.ts';

/** An id that no other has. */
export const freshId = (kind: string, taken: readonly { readonly id: string }[]): string => {
  let number = taken.length + 1;
  while (taken.some(({ id }) => id === `${kind}-${number}`)) number++;
  return `${kind}-${number}`;
};

const EMPTY = { categories: [], priorities: [], tiers: [], channels: [], locales: [] } as const;

interface CardProps {
  readonly policy: SlaPolicy;
  readonly row: number;
  readonly draft: Draft;
  readonly mayChange: boolean;
  readonly onEdit: () => void;
}

const PolicyCard = ({ policy, row, draft, mayChange, onEdit }: CardProps) => {
  const text = useText();
  const locale = useLocale();
  const { policies } = draft.book;
  const isLast = row === policies.length - 1;
  const problems = problemsAt(draft.problems, `policies.${row}`, true);
  const move = (by: number): void => {
    const next = policies.filter((one) => one !== policy);
    next.splice(row + by, 0, policy);
    draft.change({ policies: next });
  };
  const remove = (): void => draft.change({ policies: policies.filter((one) => one !== policy) });
  const name = policy.name;
  return (
    <li
      data-testid="sla-policy"
      className="flex flex-col gap-1 rounded-10 border border-line px-4 py-3"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="w-5 text-end text-muted tabular-nums">{row + 1}</span>
        <h2 className="min-w-0 flex-1 font-semibold">
          <bdi>{name}</bdi>
        </h2>
        {mayChange && (
          <span className="flex items-center gap-1">
            {!isLast && (
              <>
                <IconButton
                  icon={ArrowUp}
                  label={text('sla.policy.earlier', { name })}
                  disabled={row === 0}
                  onClick={() => move(-1)}
                />
                <IconButton
                  icon={ArrowDown}
                  label={text('sla.policy.later', { name })}
                  disabled={row >= policies.length - 2}
                  onClick={() => move(1)}
                />
              </>
            )}
            <Button aria-label={text('sla.policy.edit', { name })} onClick={onEdit}>
              {text('edit')}
            </Button>
            {!isLast && (
              <Button
                className="text-danger"
                aria-label={text('sla.policy.remove', { name })}
                onClick={remove}
              >
                {text('delete')}
              </Button>
            )}
          </span>
        )}
      </div>
      <p className="ms-8">
        {text('sla.policy.summary', {
          when: whenText(policy.when, text, locale),
          targets: targetsText(policy, text, locale),
        })}
      </p>
      <p className="ms-8 text-12 text-muted">
        {text(`sla.hours.${policy.hours}`)} ·{' '}
        {text('sla.warns_at', { percent: policy.warnAtPercent })}
      </p>
      {problems.map((problem) => (
        <p key={problem.path + problem.code} className="ms-8 text-12 text-danger">
          {problemText(problem, text)}
        </p>
      ))}
    </li>
  );
};

/** The policies in their order: the first that fits a case holds for it. */
export const PoliciesPanel = ({
  draft,
  mayChange,
}: {
  readonly draft: Draft;
  readonly mayChange: boolean;
}) => {
  const text = useText();
  const { policies } = draft.book;
  const [editing, setEditing] = useState<string | null>(null);
  const edited = policies.find(({ id }) => id === editing);
  const add = (): void => {
    const last = policies.at(-1);
    if (last === undefined) return;
    const made: SlaPolicy = {
      ...last,
      id: freshId('policy', policies),
      name: text('sla.policy.new'),
      when: { ...EMPTY, tiers: ['vip'] },
    };
    draft.change({ policies: [made, ...policies] });
    setEditing(made.id);
  };
  const save = (changed: SlaPolicy): void =>
    draft.change({ policies: policies.map((one) => (one.id === changed.id ? changed : one)) });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 text-muted">{text('sla.policies.lead')}</p>
        {mayChange && (
          <Button icon={Plus} data-testid="sla-add-policy" onClick={add}>
            {text('sla.policy.add')}
          </Button>
        )}
      </div>
      <ol className="flex flex-col gap-2">
        {policies.map((policy, row) => (
          <PolicyCard
            key={policy.id}
            policy={policy}
            row={row}
            draft={draft}
            mayChange={mayChange}
            onEdit={() => setEditing(policy.id)}
          />
        ))}
      </ol>
      {edited !== undefined && (
        <PolicyForm
          policy={edited}
          isLast={edited === policies.at(-1)}
          onClose={() => setEditing(null)}
          onSave={save}
        />
      )}
    </div>
  );
};
