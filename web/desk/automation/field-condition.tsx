import type { Condition } from '../../../src/core/automation/rule.ts';
import { type Field, labelIn } from '../../../src/core/fields/field.ts';
import { choicesOf, type FieldOp, isBare, opsOf } from '../../../src/core/fields/match-value.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { formattingLocale } from '../../kit/locale/format-message.ts';
import { useFields } from '../fields/fields-api.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Pressed } from './pressed.tsx';

export type FieldLeaf = Extract<Condition, { kind: 'field' }>;

/** A day is the same everywhere: no zone moves it. */
const dayText = (day: string, locale: Locale): string => {
  const at = Date.parse(day);
  if (Number.isNaN(at)) return day;
  const format = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(formattingLocale(locale), format).format(at);
};

/** What a value of a field is called: a choice by its label, a day as people write it. */
export const useGivenNames = (): ((fieldId: string, value: string) => string) => {
  const text = useText();
  const locale = useLocale();
  const fields = useFields().data;
  return (fieldId, value) => {
    const field = fields?.find((each) => each.fieldId === fieldId);
    if (field?.kind === 'yes_no') return text(value === 'yes' ? 'field.yes' : 'field.no');
    if (field?.kind === 'date') return dayText(value, locale);
    const choice = field?.choices.find((each) => each.value === value);
    return choice === undefined ? value : labelIn(choice.labels, locale);
  };
};

/** A row that begins to ask about this field. */
export const beginField = (field: Pick<Field, 'fieldId' | 'kind'>): FieldLeaf => ({
  kind: 'field',
  fieldId: field.fieldId,
  op: opsOf(field.kind)[0] ?? 'given',
  values: [],
});

/** Kept amounts name their asset in capitals: what is typed becomes that. */
const typed = (field: Pick<Field, 'kind'>, value: string): string =>
  field.kind === 'amount' ? value.toUpperCase() : value;

/** What is asked of the value, by what the field is. */
export const FieldCompare = ({
  leaf,
  onChange,
}: {
  readonly leaf: FieldLeaf;
  readonly onChange: (leaf: FieldLeaf) => void;
}) => {
  const text = useText();
  const nameOf = useGivenNames();
  const field = useFields().data?.find(({ fieldId }) => fieldId === leaf.fieldId);
  if (field === undefined) return null;
  const choices = choicesOf(field);
  const plain = field.kind !== 'text';
  return (
    <>
      <select
        className="control w-auto"
        aria-label={text('rule.ui.compare')}
        data-testid="field-op"
        value={leaf.op}
        onChange={(event) => {
          const op = event.target.value as FieldOp;
          onChange({ ...leaf, op, values: isBare(op) ? [] : leaf.values });
        }}
      >
        {opsOf(field.kind).map((op) => (
          <option key={op} value={op}>
            {text(`rule.ui.op_field_${op}`)}
          </option>
        ))}
      </select>
      {!isBare(leaf.op) &&
        (choices === null ? (
          <input
            type={field.kind === 'date' ? 'date' : 'text'}
            dir={plain ? 'ltr' : 'auto'}
            inputMode={field.kind === 'number' ? 'decimal' : undefined}
            maxLength={200}
            className="control w-52 max-md:w-full"
            aria-label={text('rule.ui.value')}
            placeholder={field.kind === 'amount' ? '1000 USDT' : undefined}
            data-testid="field-value"
            value={leaf.values[0] ?? ''}
            onChange={({ target: { value } }) =>
              onChange({ ...leaf, values: value === '' ? [] : [typed(field, value)] })
            }
          />
        ) : (
          <Pressed
            options={choices}
            values={leaf.values}
            nameOf={(value) => nameOf(leaf.fieldId, value)}
            onChange={(values) => onChange({ ...leaf, values })}
          />
        ))}
    </>
  );
};
