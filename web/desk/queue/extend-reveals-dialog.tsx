import { useState } from 'react';
import type { DeskAgent } from '../../../src/contract/routing.ts';
import { asFailure } from '../api/failure.ts';
import { extendReveals } from '../api/security-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { isReason, ReasonField } from '../parts/reason-field.tsx';
import { showToast } from '../state/toasts.ts';

const MOST = 15;
const USUAL_EXTRA = 5;

const isExtra = (extra: number): boolean => Number.isInteger(extra) && extra >= 1 && extra <= MOST;

/** Lets an agent reveal more customers today: once a day, with a reason, and the server's word first. */
const ExtendRevealsDialog = ({
  agent,
  onClose,
}: {
  readonly agent: Pick<DeskAgent, 'id' | 'name'>;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const [extra, setExtra] = useState(USUAL_EXTRA);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = (): void => {
    setTried(true);
    if (!isReason(reason) || !isExtra(extra) || busy) return;
    setBusy(true);
    setError(null);
    extendReveals(agent.id, { extra, reason: reason.trim() })
      .then(() => {
        showToast({ text: text('extension.done', { name: agent.name, extra }) });
        onClose();
      })
      .catch((thrown: unknown) => setError(failureText(asFailure(thrown), text)))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={text('extension.title', { name: agent.name })}
      description={text('extension.what')}
      open
      onClose={onClose}
      testId="extend-reveals"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field
          label={text('extension.extra')}
          error={isExtra(extra) ? null : text('extension.range', { most: MOST })}
        >
          {(props) => (
            <input
              {...props}
              type="number"
              min={1}
              max={MOST}
              step={1}
              className="control"
              data-testid="extension-extra"
              value={Number.isNaN(extra) ? '' : extra}
              onChange={(event) => setExtra(event.target.valueAsNumber)}
            />
          )}
        </Field>
        <ReasonField value={reason} onChange={setReason} tried={tried} rows={3} />
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy} data-testid="extension-submit">
            {text('extension.do')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

export default ExtendRevealsDialog;
