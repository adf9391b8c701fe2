import { fromLocalInput, toLocalInput } from '../conversation/snooze-presets.ts';
import { useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';

/** A time in the reader's zone. With `usual`, empty means what the department usually needs. */
export const DueField = ({
  label,
  value,
  usual = false,
  onChange,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly usual?: boolean;
  readonly onChange: (at: number | null) => void;
}) => {
  const text = useText();
  return (
    <Field label={label} hint={usual ? text('task.due_hint') : undefined}>
      {(props) => (
        <input
          {...props}
          type="datetime-local"
          required={!usual}
          data-testid="task-due-field"
          className="control !w-64 max-w-full"
          value={value === null ? '' : toLocalInput(value)}
          onChange={(event) => onChange(fromLocalInput(event.target.value))}
        />
      )}
    </Field>
  );
};
