import { ShieldAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ProtectiveAction } from '../../../src/contract/security.ts';
import { useRereadAccount } from '../account/use-account.ts';
import { asFailure } from '../api/failure.ts';
import { type Protected, protect } from '../api/security-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { failureText } from '../parts/failure.tsx';
import { isReason, ReasonField } from '../parts/reason-field.tsx';
import { showToast } from '../state/toasts.ts';
import { useTakeTakeover } from './queries.ts';

const USUAL = ['reported', 'strange_sign_in', 'strange_withdrawal'] as const;
const LOCK_EFFECTS = ['sessions', 'withdrawals', 'keys', 'trading'] as const;

const Effects = () => {
  const text = useText();
  return (
    <ul className="list-disc ps-5">
      {LOCK_EFFECTS.map((each) => (
        <li key={each}>{text(`protect.lock.effect.${each}`)}</li>
      ))}
    </ul>
  );
};

const useProtect = (conversationId: string, action: ProtectiveAction, onDone: () => void) => {
  const text = useText();
  const takeTakeover = useTakeTakeover(conversationId);
  const rereadAccount = useRereadAccount(conversationId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const tell = ({ state, count }: Protected): void => {
    const done =
      count === null
        ? text(`protect.done.${action}`)
        : text('protect.done_count', { what: text(`protect.done.${action}`), count });
    showToast({ text: state === 'done' ? done : text('protect.retrying') });
  };
  const carryOut = (reason: string): void => {
    setBusy(true);
    setError(null);
    protect(conversationId, { action, reason })
      .then((reply) => {
        tell(reply);
        takeTakeover();
        rereadAccount();
        onDone();
      })
      .catch((thrown: unknown) => setError(failureText(asFailure(thrown), text)))
      .finally(() => setBusy(false));
  };
  return { busy, error, carryOut };
};

/** Makes an account safer. Never optimistic: what it does, a reason, and then the exchange's word. */
const ProtectDialog = ({
  conversationId,
  customer,
  action,
  onClose,
}: {
  readonly conversationId: string;
  readonly customer: string;
  readonly action: ProtectiveAction;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const words = useRef<HTMLTextAreaElement>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, error, carryOut } = useProtect(conversationId, action, onClose);
  const submit = (): void => {
    setTried(true);
    if (isReason(reason) && !busy) carryOut(reason.trim());
  };
  return (
    <Dialog
      title={text(`protect.title.${action}`, { name: customer })}
      description={text(`protect.what.${action}`)}
      open
      onClose={onClose}
      initialFocus={words}
      testId="protect-dialog"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {action === 'lock' && <Effects />}
        <ReasonField
          fieldRef={words}
          value={reason}
          onChange={setReason}
          tried={tried}
          rows={3}
          usual={USUAL.map((each) => text(`protect.usual.${each}`))}
        />
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button
            tone="danger"
            type="submit"
            icon={ShieldAlert}
            busy={busy}
            data-testid="protect-submit"
          >
            {text(`protect.do.${action}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

export default ProtectDialog;
