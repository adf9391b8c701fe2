import { X } from 'lucide-react';
import { mayBeMissing, rangeOf } from '../../../src/core/automation/field-values.ts';
import {
  CHOICE_FIELDS,
  type Condition,
  FLAG_FIELDS,
  NUMBER_FIELDS,
  SET_FIELDS,
} from '../../../src/core/automation/rule.ts';
import { labelIn } from '../../../src/core/fields/field.ts';
import { useFields } from '../fields/fields-api.ts';
import { type TextKey, useLocale, useText } from '../locale/text.ts';
import { IconButton } from '../parts/button.tsx';
import { beginField, FieldCompare, type FieldLeaf } from './field-condition.tsx';
import { RowProblems } from './row-problems.tsx';
import { ValuePicker } from './value-picker.tsx';

type Fixed = Extract<Condition, { kind: 'choice' | 'set' | 'flag' | 'number' }>;
export type Leaf = Fixed | FieldLeaf;

const FIELDS = [...CHOICE_FIELDS, ...SET_FIELDS, ...FLAG_FIELDS, ...NUMBER_FIELDS] as const;
type AnyField = (typeof FIELDS)[number];

const isOf = <T extends string>(list: readonly T[], field: string): field is T =>
  (list as readonly string[]).includes(field);

/** A row that begins to ask about this field. */
const begin = (field: AnyField): Fixed => {
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
  readonly leaf: Fixed;
  readonly onChange: (leaf: Fixed) => void;
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
        onChange={(event) => onChange({ ...leaf, op: event.target.value } as Fixed)}
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

/** In the list a field of the installation's own is told by this before its id. */
const OWN = 'field:';

/** What can be asked about: what every request has, then the fields that the installation keeps. */
const Asked = ({
  leaf,
  onChange,
}: {
  readonly leaf: Leaf;
  readonly onChange: (leaf: Leaf) => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const fields = useFields().data ?? [];
  const own = fields.filter(
    ({ fieldId, retired }) => !retired || (leaf.kind === 'field' && leaf.fieldId === fieldId),
  );
  const known = leaf.kind !== 'field' || own.some(({ fieldId }) => fieldId === leaf.fieldId);
  const pick = (value: string): void => {
    const field = own.find(({ fieldId }) => value === OWN + fieldId);
    onChange(field === undefined ? begin(value as AnyField) : beginField(field));
  };
  return (
    <select
      className="control w-52 max-md:w-full"
      aria-label={text('rule.ui.field')}
      data-testid="condition-field"
      value={leaf.kind === 'field' ? OWN + leaf.fieldId : leaf.field}
      onChange={(event) => pick(event.target.value)}
    >
      {FIELDS.map((field) => (
        <option key={field} value={field}>
          {text(fieldText(field))}
        </option>
      ))}
      {(own.length > 0 || !known) && (
        <optgroup label={text('case.fields')}>
          {own.map(({ fieldId, labels }) => (
            <option key={fieldId} value={OWN + fieldId}>
              {labelIn(labels, locale)}
            </option>
          ))}
          {!known && leaf.kind === 'field' && (
            <option value={OWN + leaf.fieldId}>{text('rule.ui.gone')}</option>
          )}
        </optgroup>
      )}
    </select>
  );
};

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
        <Asked leaf={leaf} onChange={onChange} />
        {leaf.kind === 'field' ? (
          <FieldCompare leaf={leaf} onChange={onChange} />
        ) : (
          <Compare leaf={leaf} onChange={onChange} />
        )}
        <IconButton icon={X} label={text('rule.ui.remove_row')} onClick={onRemove} />
      </div>
      <RowProblems at={at} />
    </li>
  );
};
