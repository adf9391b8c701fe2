import { FolderPlus, Plus, X } from 'lucide-react';
import { type Condition, MOST } from '../../../src/core/automation/rule.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { ConditionRow, NEW_LEAF } from './condition-row.tsx';
import { RowProblems } from './row-problems.tsx';

type Group = Extract<Condition, { kind: 'all' | 'any' }>;
type Mode = 'all' | 'any' | 'none';

/** As the screen shows it: a group, and whether none of it may hold. */
interface Shown {
  readonly group: Group;
  readonly mode: Mode;
}

const isGroup = (condition: Condition): condition is Group =>
  condition.kind === 'all' || condition.kind === 'any';

/** Whatever it is, as a group of rows. */
const shownOf = (condition: Condition): Shown => {
  if (isGroup(condition)) return { group: condition, mode: condition.kind };
  if (condition.kind === 'not')
    return isGroup(condition.of) && condition.of.kind === 'any'
      ? { group: condition.of, mode: 'none' }
      : { group: { kind: 'any', of: [condition.of] }, mode: 'none' };
  return { group: { kind: 'all', of: [condition] }, mode: 'all' };
};

const withMode = (of: Group['of'], mode: Mode): Condition =>
  mode === 'none' ? { kind: 'not', of: { kind: 'any', of } } : { kind: mode, of };

interface GroupProps {
  readonly condition: Condition;
  readonly at: string;
  readonly depth: number;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: (() => void) | null;
}

const Rows = ({
  group,
  mode,
  at,
  depth,
  onChange,
}: Omit<GroupProps, 'condition' | 'onRemove'> & Shown) => {
  // The rows of what none may hold lie one step deeper in the tree.
  const inside = mode === 'none' ? `${at}.0` : at;
  const replace = (index: number, part: Condition | null): void =>
    onChange(
      withMode(
        group.of.flatMap((each, place) => (place === index ? (part ?? []) : each)),
        mode,
      ),
    );
  return (
    <ul className="flex flex-col gap-2">
      {group.of.map((part, index) => {
        const place = `${inside}.${index}`;
        return part.kind === 'not' || isGroup(part) ? (
          <li key={place}>
            <ConditionGroup
              condition={part}
              at={place}
              depth={depth + 1}
              onChange={(next) => replace(index, next)}
              onRemove={() => replace(index, null)}
            />
          </li>
        ) : (
          <ConditionRow
            key={place}
            leaf={part}
            at={place}
            onChange={(next) => replace(index, next)}
            onRemove={() => replace(index, null)}
          />
        );
      })}
    </ul>
  );
};

/** Conditions that belong together, and further groups within. */
const ConditionGroup = ({ condition, at, depth, onChange, onRemove }: GroupProps) => {
  const text = useText();
  const { group, mode } = shownOf(condition);
  const add = (part: Condition): void => onChange(withMode([...group.of, part], mode));
  return (
    <div
      className={
        depth === 0
          ? 'flex flex-col gap-2'
          : 'flex flex-col gap-2 rounded-10 border border-line bg-surface p-3'
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        <select
          className="control w-auto"
          aria-label={text('rule.ui.group')}
          value={mode}
          onChange={(event) => onChange(withMode(group.of, event.target.value as Mode))}
        >
          <option value="all">{text('rule.ui.group_all')}</option>
          <option value="any">{text('rule.ui.group_any')}</option>
          <option value="none">{text('rule.ui.group_none')}</option>
        </select>
        <span className="flex-1" />
        {onRemove !== null && (
          <IconButton icon={X} label={text('rule.ui.remove_row')} onClick={onRemove} />
        )}
      </div>
      {depth === 0 && group.of.length === 0 && (
        <p className="text-muted">{text('rule.ui.no_condition')}</p>
      )}
      <Rows group={group} mode={mode} at={at} depth={depth} onChange={onChange} />
      <RowProblems at={at} />
      <div className="flex flex-wrap gap-2">
        <Button icon={Plus} data-testid="add-condition" onClick={() => add(NEW_LEAF)}>
          {text('rule.ui.add_condition')}
        </Button>
        {depth + 1 < MOST.depth && (
          <Button icon={FolderPlus} onClick={() => add({ kind: 'any', of: [NEW_LEAF] })}>
            {text('rule.ui.add_group')}
          </Button>
        )}
      </div>
    </div>
  );
};

/** On what a rule insists. */
export const ConditionEditor = ({
  condition,
  onChange,
}: {
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
}) => {
  const text = useText();
  return (
    <section aria-label={text('rule.ui.if')} className="flex flex-col gap-2">
      <h3 className="font-semibold">{text('rule.ui.if')}</h3>
      <ConditionGroup
        condition={condition}
        at="condition"
        depth={0}
        onChange={onChange}
        onRemove={null}
      />
    </section>
  );
};
