import { useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { asFailure } from '../api/failure.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { showToast } from '../state/toasts.ts';
import { escalate } from './promise-api.ts';

/** A tier up, with a note for whoever gets it. */
const EscalateDialog = ({
  conversation,
  onClose,
}: {
  readonly conversation: DeskConversation;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  // The same note however often it is sent.
  const [clientMessageId] = useState(() => crypto.randomUUID());
  const tier = conversation.case.supportTier + 1;
  const send = (): void => {
    setBusy(true);
    setError(null);
    escalate(conversation.id, { note, clientMessageId })
      .then(() => {
        showToast({ text: text('escalate.done', { tier }) });
        onClose();
      })
      .catch((thrown: unknown) => setError(failureText(asFailure(thrown), text)))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={text('escalate.title', { tier })}
      description={text('escalate.what')}
      open
      onClose={onClose}
    >
      <form
        data-testid="escalate"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Field label={text('escalate.note')} hint={text('escalate.note_hint')} error={error}>
          {(props) => (
            <textarea
              {...props}
              dir="auto"
              rows={4}
              required
              minLength={3}
              maxLength={2_000}
              data-testid="escalate-note"
              className="control border-dashed !border-note-line !bg-note"
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy} data-testid="escalate-send">
            {text('promise.action.escalate')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

export default EscalateDialog;
