import { X } from 'lucide-react';
import { mayBeMissing, rangeOf } from '../../../src/core/automation/field-values.ts';
import {
  CHOICE_FIELDS,
  type Condition,
  FLAG_FIELDS,
  NUMBER_FIELDS,
  SET_FIELDS,
} from '../../../src/core/automation/rule.ts';
import { type TextKey, useText } from '../locale/text.ts';
import { IconButton } from '../parts/button.tsx';
import { RowProblems } from './row-problems.tsx';
import { ValuePicker } from './value-picker.tsx';

export type Leaf = Extract<Condition, { kind: 'choice' | 'set' | 'flag' | 'number' }>;

const FIELDS = [...CHOICE_FIELDS, ...SET_FIELDS, ...FLAG_FIELDS, ...NUMBER_FIELDS] as const;
type AnyField = (typeof FIELDS)[number];

const isOf = <T extends string>(list: readonly T[], field: string): field is T =>
  (list as readonly string[]).includes(field);

/** A row that begins to ask about this field. */
const begin = (field: AnyField): Leaf => {
  if (isOf(CHOICE_FIELDS, field)) return { kind: 'choice', field, op: 'is', values: [] };
  if (isOf(SET_FIELDS, field)) return { kind: 'set', field, op: 'any', values: [] };
  if (isOf(FLAG_FIELDS, field)) return { kind: 'flag', field, value: true };
  const least = mayBeMissing(field) ? 3 : rangeOf(field)[0] + 1;
  return { kind: 'number', field, op: 'at_least', value: least };
};

export const NEW_LEAF: Leaf = { kind: 'choice', field: 'category', op: 'is', values: [] };

const OPS: Readonly<Record<'choice' | 'set' | 'number', readonly string[]>> = {
  choice: ['is', 'is_not'],
  set: ['any', 'all', 'none'],
  number: ['at_least', 'at_most'],
};

const Compare = ({
  leaf,
  onChange,
}: {
  readonly leaf: Leaf;
  readonly onChange: (leaf: Leaf) => void;
}) => {
  const text = useText();
  if (leaf.kind === 'flag')
    return (
      <select
        className="control w-auto"
        aria-label={text('rule.ui.compare')}
        value={leaf.value ? 'yes' : 'no'}
        onChange={(event) => onChange({ ...leaf, value: event.target.value === 'yes' })}
      >
        <option value="yes">{text('rule.ui.yes')}</option>
        <option value="no">{text('rule.ui.no')}</option>
      </select>
    );
  return (
    <>
      <select
        className="control w-auto"
        aria-label={text('rule.ui.compare')}
        value={leaf.op}
        // The list below holds this kind's own words only.
        onChange={(event) => onChange({ ...leaf, op: event.target.value } as Leaf)}
      >
        {OPS[leaf.kind].map((op) => (
          <option key={op} value={op}>
            {text(`rule.ui.op_${op}` as TextKey)}
          </option>
        ))}
      </select>
      {leaf.kind === 'number' ? (
        <input
          type="number"
          step="any"
          className="control w-24"
          aria-label={text('rule.ui.value')}
          value={leaf.value}
          onChange={(event) => onChange({ ...leaf, value: Number(event.target.value) })}
        />
      ) : (
        <ValuePicker
          key={leaf.field}
          field={leaf.field}
          values={leaf.values}
          onChange={(values) => onChange({ ...leaf, values })}
        />
      )}
    </>
  );
};

const fieldText = (field: AnyField): TextKey =>
  (isOf(FLAG_FIELDS, field) ? `rule.flag.${field}.yes` : `rule.field.${field}`) as TextKey;

/** One thing that has to hold. */
export const ConditionRow = ({
  leaf,
  at,
  onChange,
  onRemove,
}: {
  readonly leaf: Leaf;
  readonly at: string;
  readonly onChange: (leaf: Leaf) => void;
  readonly onRemove: () => void;
}) => {
  const text = useText();
  return (
    <li className="flex flex-col gap-1" data-testid="condition-row">
      <div className="flex flex-wrap items-start gap-2">
        <select
          className="control w-52 max-md:w-full"
          aria-label={text('rule.ui.field')}
          value={leaf.field}
          onChange={(event) => onChange(begin(event.target.value as AnyField))}
        >
          {FIELDS.map((field) => (
            <option key={field} value={field}>
              {text(fieldText(field))}
            </option>
          ))}
        </select>
        <Compare leaf={leaf} onChange={onChange} />
        <IconButton icon={X} label={text('rule.ui.remove_row')} onClick={onRemove} />
      </div>
      <RowProblems at={at} />
    </li>
  );
};
