import { useState } from 'react';
import { blockCustomer } from '../api/desk-api.ts';
import { asFailure } from '../api/failure.ts';
import { fromLocalInput, toLocalInput } from '../conversation/snooze-presets.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { showToast } from '../state/toasts.ts';

type Span = 'hour' | 'day' | 'week' | 'date' | 'lifted';
const SPANS: readonly Span[] = ['hour', 'day', 'week', 'date', 'lifted'];
const HOUR_MS = 3_600_000;
const LENGTHS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;

const untilOf = (span: Span, date: string): number | null => {
  if (span === 'lifted') return null;
  return span === 'date' ? fromLocalInput(date) : Date.now() + LENGTHS[span];
};

/** Keeps somebody from writing. Never optimistic: the reason comes first, and the server's word. */
const BlockDialog = ({
  customerId,
  onClose,
  onDone,
}: {
  readonly customerId: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) => {
  const text = useText();
  const [reason, setReason] = useState('');
  const [span, setSpan] = useState<Span>('day');
  const [date, setDate] = useState(() => toLocalInput(Date.now() + LENGTHS.day));
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const short = reason.trim().length < 3;
  const submit = (): void => {
    setTried(true);
    if (short) return;
    setBusy(true);
    blockCustomer(customerId, { reason: reason.trim(), until: untilOf(span, date) })
      .then(() => {
        showToast({ text: text('changed.blocked') });
        onDone();
        onClose();
      })
      .catch((thrown: unknown) => setError(failureText(asFailure(thrown), text)))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={text('action.block')}
      description={text('block.what')}
      open
      onClose={onClose}
      testId="block-dialog"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label={text('block.reason')}
          hint={text('block.reason_hint')}
          error={tried && short ? text('block.reason_missing') : null}
        >
          {(props) => (
            <textarea
              {...props}
              dir="auto"
              rows={3}
              maxLength={500}
              className="control"
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Field label={text('block.until')}>
          {(props) => (
            <select
              {...props}
              className="control"
              value={span}
              onChange={(event) => setSpan(event.target.value as Span)}
            >
              {SPANS.map((each) => (
                <option key={each} value={each}>
                  {text(`block.span.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {span === 'date' && (
          <Field label={text('snooze.date')}>
            {(props) => (
              <input
                {...props}
                type="datetime-local"
                className="control"
                value={date}
                onChange={(event) => setDate(event.target.value)}
              />
            )}
          </Field>
        )}
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="danger" type="submit" busy={busy}>
            {text('action.block')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

export default BlockDialog;
