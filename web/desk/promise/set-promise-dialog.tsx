import { useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { asFailure } from '../api/failure.ts';
import { fromLocalInput, toLocalInput } from '../conversation/snooze-presets.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { showToast } from '../state/toasts.ts';
import { setPromise } from './promise-api.ts';

const REASONS = ['busier', 'department', 'department_later', 'incident', 'set_by_agent'] as const;
type Reason = (typeof REASONS)[number];

/** Another time for the next step, with a reason that the customer reads in their language. */
const SetPromiseDialog = ({
  conversation,
  onClose,
}: {
  readonly conversation: DeskConversation;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const before = conversation.case.promise?.dueAt ?? Date.now();
  const [value, setValue] = useState(() => toLocalInput(Math.max(before, Date.now() + 1_800_000)));
  const [because, setBecause] = useState<Reason>('set_by_agent');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const send = (): void => {
    const dueAt = fromLocalInput(value);
    if (dueAt === null || dueAt <= Date.now()) {
      setError(text('error.promise_in_the_past'));
      return;
    }
    setBusy(true);
    setPromise(conversation.id, { dueAt, because })
      .then(() => {
        showToast({ text: text('promise.set_done') });
        onClose();
      })
      .catch((thrown: unknown) => setError(failureText(asFailure(thrown), text)))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={text('promise.action.set')}
      description={text('promise.set_what')}
      open
      onClose={onClose}
    >
      <form
        data-testid="set-promise"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={text('promise.due')} error={error}>
          {(props) => (
            <input
              {...props}
              type="datetime-local"
              required
              data-testid="promise-due"
              className="control"
              value={value}
              onChange={(event) => {
                setValue(event.target.value);
                setError(null);
              }}
            />
          )}
        </Field>
        <Field label={text('promise.reason')}>
          {(props) => (
            <select
              {...props}
              className="control"
              value={because}
              onChange={(event) =>
                setBecause(REASONS.find((each) => each === event.target.value) ?? 'set_by_agent')
              }
            >
              {REASONS.map((each) => (
                <option key={each} value={each}>
                  {text(`promise.because.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy} data-testid="promise-send">
            {text('promise.set')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

export default SetPromiseDialog;
