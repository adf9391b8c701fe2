import type { CaseField } from '../../../src/contract/fields.ts';
import { labelIn } from '../../../src/core/fields/field.ts';
import { useLocale, useText } from '../locale/text.ts';

interface InputProps {
  readonly id: string;
  readonly field: Pick<CaseField, 'kind' | 'choices'>;
  readonly value: string;
  readonly disabled: boolean;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: boolean | undefined;
  readonly onChange: (value: string) => void;
  /** The person is done with it. */
  readonly onDone: (value: string) => void;
}

const LEFT_TO_RIGHT: ReadonlySet<CaseField['kind']> = new Set([
  'number',
  'txid',
  'address',
  'amount',
]);

/** The control that fits a field's kind. */
export const ValueInput = ({ field, value, onChange, onDone, ...rest }: InputProps) => {
  const text = useText();
  const locale = useLocale();
  if (field.kind === 'choice' || field.kind === 'yes_no') {
    const choices =
      field.kind === 'yes_no'
        ? (['yes', 'no'] as const).map((each) => ({ value: each, label: text(`field.${each}`) }))
        : field.choices.map((each) => ({
            value: each.value,
            label: labelIn(each.labels, locale),
          }));
    return (
      <select
        {...rest}
        className="control"
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          onDone(event.target.value);
        }}
      >
        <option value="">–</option>
        {choices.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </select>
    );
  }
  const plain = LEFT_TO_RIGHT.has(field.kind);
  return (
    <input
      {...rest}
      type={field.kind === 'date' ? 'date' : 'text'}
      {...(field.kind === 'date' ? { min: '2009-01-01', max: '2100-12-31' } : {})}
      dir={plain || field.kind === 'date' ? 'ltr' : 'auto'}
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      spellCheck={!plain}
      className={`control ${plain ? 'font-mono' : ''}`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={(event) => onDone(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onDone(value);
      }}
    />
  );
};
