import { useState } from 'react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { fromLocalInput, toLocalInput } from './snooze-presets.ts';

/** Asks for a moment that is still to come. */
const PickDate = ({
  onClose,
  onPick,
}: {
  readonly onClose: () => void;
  readonly onPick: (until: number) => void;
}) => {
  const text = useText();
  const [value, setValue] = useState(() => toLocalInput(Date.now() + 24 * 60 * 60_000));
  const [error, setError] = useState<string | null>(null);
  const submit = (): void => {
    const until = fromLocalInput(value);
    if (until === null || until <= Date.now()) {
      setError(text('error.snooze_in_the_past'));
      return;
    }
    onPick(until);
    onClose();
  };
  return (
    <Dialog title={text('action.snooze')} open onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={text('snooze.date')} error={error}>
          {(props) => (
            <input
              {...props}
              type="datetime-local"
              className="control"
              value={value}
              onChange={(event) => {
                setValue(event.target.value);
                setError(null);
              }}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit">
            {text('action.snooze.short')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

export default PickDate;
