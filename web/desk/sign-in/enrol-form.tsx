import { useState } from 'react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { beginEnrolment, type Enrolment, readableSecret, verifyCode } from './auth.ts';
import { useSubmit } from './use-submit.ts';

/** Sets up the authenticator app: the secret, the codes to keep, and a first code as proof. */
export const EnrolForm = ({
  password,
  onDone,
}: {
  readonly password: string;
  readonly onDone: () => void;
}) => {
  const text = useText();
  const [given, setGiven] = useState(password);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [code, setCode] = useState('');
  const { busy, error, submit } = useSubmit();
  if (enrolment === null) {
    return (
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(async () => setEnrolment(await beginEnrolment(given)));
        }}
      >
        <p className="text-muted">{text('enrol.why')}</p>
        <Field label={text('sign_in.password')} error={error}>
          {(props) => (
            <input
              {...props}
              type="password"
              dir="ltr"
              autoComplete="current-password"
              required
              className="control"
              value={given}
              onChange={(event) => setGiven(event.target.value)}
            />
          )}
        </Field>
        <Button tone="primary" type="submit" busy={busy}>
          {text('enrol.begin')}
        </Button>
      </form>
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(async () => {
          await verifyCode(code);
          onDone();
        });
      }}
    >
      <p>{text('enrol.secret')}</p>
      <p
        data-testid="totp-secret"
        dir="ltr"
        className="rounded-6 border border-line bg-surface p-2 font-mono break-words select-all"
      >
        {readableSecret(enrolment.totpURI)}
      </p>
      <a href={enrolment.totpURI} className="font-medium text-accent underline">
        {text('enrol.open')}
      </a>
      <div>
        <p className="font-medium">{text('enrol.backup')}</p>
        <p className="pb-1 text-muted">{text('enrol.backup_hint')}</p>
        <ul
          dir="ltr"
          className="grid grid-cols-2 gap-1 rounded-6 border border-line bg-surface p-2 font-mono text-12"
        >
          {enrolment.backupCodes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </div>
      <Field label={text('sign_in.code')} hint={text('sign_in.code_hint')} error={error}>
        {(props) => (
          <input
            {...props}
            dir="ltr"
            inputMode="numeric"
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
    </form>
  );
};
