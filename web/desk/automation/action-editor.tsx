import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { Action, ActionKind } from '../../../src/core/automation/rule.ts';
import { type TextKey, useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { ActionFields } from './action-fields.tsx';
import { RowProblems } from './row-problems.tsx';

export const RULE_ACTIONS: readonly ActionKind[] = [
  'priority',
  'category',
  'status',
  'tag',
  'team',
  'assign',
  'escalate',
  'notice',
  'survey',
  'note',
  'snooze',
  'macro',
];

const begin = (kind: ActionKind): Action => {
  switch (kind) {
    case 'priority':
      return { kind, to: 'high' };
    case 'category':
      return { kind, to: 'other' };
    case 'status':
      return { kind, to: 'pending' };
    case 'tag':
      return { kind, add: [], remove: [] };
    case 'team':
      return { kind, teamId: '' };
    case 'assign':
      return { kind, agentId: '' };
    case 'escalate':
      return { kind, teamId: null };
    case 'notice':
      return { kind, text: { kind: 'ready', name: 'received' } };
    case 'survey':
      return { kind };
    case 'note':
      return { kind, words: '' };
    case 'snooze':
      return { kind, hours: 24 };
    case 'macro':
      return { kind, macroId: '' };
  }
};

const swapped = (actions: readonly Action[], index: number, other: number): readonly Action[] =>
  actions.map((action, place) => {
    if (place === index) return actions[other] ?? action;
    return place === other ? (actions[index] ?? action) : action;
  });

interface RowProps {
  readonly actions: readonly Action[];
  readonly index: number;
  readonly action: Action;
  readonly kinds: readonly ActionKind[];
  readonly onChange: (actions: readonly Action[]) => void;
}

const Row = ({ actions, index, action, kinds, onChange }: RowProps) => {
  const text = useText();
  const put = (next: Action): void =>
    onChange(actions.map((each, place) => (place === index ? next : each)));
  const name = text(`rule.act.${action.kind}` as TextKey);
  return (
    <li className="flex flex-col gap-1" data-testid="action-row">
      <div className="flex flex-wrap items-start gap-2">
        <select
          className="control w-52 max-md:w-full"
          aria-label={text('rule.ui.action')}
          value={action.kind}
          onChange={(event) => put(begin(event.target.value as ActionKind))}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {text(`rule.act.${kind}` as TextKey)}
            </option>
          ))}
        </select>
        <ActionFields action={action} onChange={put} />
        <IconButton
          icon={ArrowUp}
          label={text('rule.ui.up', { name })}
          disabled={index === 0}
          onClick={() => onChange(swapped(actions, index, index - 1))}
        />
        <IconButton
          icon={ArrowDown}
          label={text('rule.ui.down', { name })}
          disabled={index === actions.length - 1}
          onClick={() => onChange(swapped(actions, index, index + 1))}
        />
        <IconButton
          icon={X}
          label={text('rule.ui.remove_row')}
          onClick={() => onChange(actions.filter((_, place) => place !== index))}
        />
      </div>
      <RowProblems at={`actions.${index}`} />
    </li>
  );
};

/** What is done, in this order. */
export const ActionEditor = ({
  actions,
  kinds,
  onChange,
}: {
  readonly actions: readonly Action[];
  readonly kinds: readonly ActionKind[];
  readonly onChange: (actions: readonly Action[]) => void;
}) => {
  const text = useText();
  return (
    <div className="flex flex-col gap-2">
      <ol className="flex flex-col gap-2">
        {actions.map((action, index) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what names a row
            key={`${index}-${action.kind}`}
            actions={actions}
            index={index}
            action={action}
            kinds={kinds}
            onChange={onChange}
          />
        ))}
      </ol>
      <RowProblems at="actions" />
      <div>
        <Button
          icon={Plus}
          data-testid="add-action"
          onClick={() => onChange([...actions, begin(kinds[0] ?? 'tag')])}
        >
          {text('rule.ui.add_action')}
        </Button>
      </div>
    </div>
  );
};
