import { useState } from 'react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { verifyBackupCode, verifyCode } from './auth.ts';
import { useSubmit } from './use-submit.ts';

/** The second factor: a code of the app, or one kept for the day when it is lost. */
export const CodeForm = ({
  onDone,
  onBack,
}: {
  readonly onDone: () => void;
  readonly onBack: () => void;
}) => {
  const text = useText();
  const [backup, setBackup] = useState(false);
  const [code, setCode] = useState('');
  const { busy, error, setError, submit } = useSubmit();
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(async () => {
          await (backup ? verifyBackupCode : verifyCode)(code);
          onDone();
        });
      }}
    >
      <Field
        label={text(backup ? 'sign_in.backup_code' : 'sign_in.code')}
        hint={text(backup ? 'sign_in.backup_hint' : 'sign_in.code_hint')}
        error={error}
      >
        {(props) => (
          <input
            {...props}
            // biome-ignore lint/a11y/noAutofocus: the only field of a step that was just asked for
            autoFocus
            dir="ltr"
            inputMode={backup ? 'text' : 'numeric'}
            autoComplete="one-time-code"
            required
            data-testid="totp-code"
            className="control font-mono !text-18 tracking-widest"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <Button tone="primary" type="submit" busy={busy}>
        {text('sign_in.verify')}
      </Button>
      <div className="flex justify-between gap-2">
        <Button tone="quiet" onClick={onBack}>
          {text('action.back')}
        </Button>
        <Button
          tone="quiet"
          onClick={() => {
            setBackup(!backup);
            setCode('');
            setError(null);
          }}
        >
          {text(backup ? 'sign_in.use_code' : 'sign_in.use_backup')}
        </Button>
      </div>
    </form>
  );
};
