import { Field } from '../parts/field.tsx';

const pad = (value: number): string => String(value).padStart(2, '0');

/** As the browser's own field has it, in the reader's zone. */
const toField = (at: number | null): string => {
  if (at === null) return '';
  const date = new Date(at);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
};

/** A moment, or none. */
export const MomentField = ({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (at: number | null) => void;
}) => (
  <Field label={label}>
    {(props) => (
      <input
        {...props}
        type="datetime-local"
        dir="ltr"
        className="control !w-auto"
        value={toField(value)}
        onChange={({ target }) => {
          const at = new Date(target.value).getTime();
          onChange(target.value === '' || Number.isNaN(at) ? null : at);
        }}
      />
    )}
  </Field>
);
