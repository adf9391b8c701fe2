import type { FormField } from '../../../src/core/tasks/department.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';

export type Answer = string | boolean | null;

interface InputProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

const MARKED: ReadonlySet<FormField['kind']> = new Set(['txid', 'address', 'number']);
const LONGEST = 2_000;

const Words = ({
  field,
  value,
  onChange,
  props,
}: {
  readonly field: FormField;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly props: InputProps;
}) => {
  const exact = MARKED.has(field.kind);
  return (
    <input
      {...props}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      dir={exact ? 'ltr' : 'auto'}
      spellCheck={!exact}
      autoComplete="off"
      maxLength={LONGEST}
      required={field.required}
      data-testid={`answer-${field.fieldId}`}
      className={`control ${exact ? 'font-mono' : ''}`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
};

/** One of a few, or none where none is needed. */
const Options = ({
  field,
  choices,
  value,
  onChange,
  props,
}: {
  readonly field: FormField;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly props: InputProps;
}) => {
  const text = useText();
  return (
    <select
      {...props}
      className="control"
      required={field.required}
      data-testid={`answer-${field.fieldId}`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{text('task.answer.none')}</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
};

const shown = (value: Answer): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value ?? '';
};

/** A field of a department's form, with what is wrong with the answer. */
export const AnswerField = ({
  field,
  value,
  error,
  onChange,
}: {
  readonly field: FormField;
  readonly value: Answer;
  readonly error: string | null;
  readonly onChange: (value: Answer) => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const label = labelIn(field.labels, locale);
  const yesNo = [
    { value: 'yes', label: text('task.answer.yes') },
    { value: 'no', label: text('task.answer.no') },
  ];
  const options = field.options.map(({ optionId, labels }) => ({
    value: optionId,
    label: labelIn(labels, locale),
  }));
  const isYesNo = field.kind === 'yes_no';
  return (
    <Field label={field.required ? label : text('task.answer.optional', { label })} error={error}>
      {(props) =>
        isYesNo || field.kind === 'choice' ? (
          <Options
            field={field}
            choices={isYesNo ? yesNo : options}
            value={shown(value)}
            onChange={(next) => {
              if (!isYesNo) onChange(next === '' ? null : next);
              else onChange(next === '' ? null : next === 'yes');
            }}
            props={props}
          />
        ) : (
          <Words field={field} value={shown(value)} onChange={onChange} props={props} />
        )
      }
    </Field>
  );
};
