import { useState } from 'react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { changePassword } from './auth.ts';
import { useSubmit } from './use-submit.ts';

/** Replaces the password that was handed over; the server says what is wrong with a weak one. */
export const NewPasswordForm = ({
  current,
  onDone,
}: {
  readonly current: string;
  readonly onDone: (password: string) => void;
}) => {
  const text = useText();
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const { busy, error, setError, submit } = useSubmit();
  const given = current === '' ? old : current;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (next !== again) {
          setError(text('sign_in.not_alike'));
          return;
        }
        void submit(async () => {
          await changePassword(given, next);
          onDone(next);
        });
      }}
    >
      <p className="text-muted">{text('sign_in.new_password_why')}</p>
      {current === '' && (
        <Field label={text('sign_in.password')}>
          {(props) => (
            <input
              {...props}
              type="password"
              dir="ltr"
              autoComplete="current-password"
              required
              className="control"
              value={old}
              onChange={(event) => setOld(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label={text('sign_in.new_password')} hint={text('sign_in.new_password_hint')}>
        {(props) => (
          <input
            {...props}
            type="password"
            dir="ltr"
            autoComplete="new-password"
            required
            className="control"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
      <Field label={text('sign_in.again')} error={error}>
        {(props) => (
          <input
            {...props}
            type="password"
            dir="ltr"
            autoComplete="new-password"
            required
            className="control"
            value={again}
            onChange={(event) => setAgain(event.target.value)}
          />
        )}
      </Field>
      <Button tone="primary" type="submit" busy={busy}>
        {text('save')}
      </Button>
    </form>
  );
};
