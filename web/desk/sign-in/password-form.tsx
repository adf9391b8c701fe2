import { useState } from 'react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { pageSettings } from '../state/settings.ts';
import { type SignedIn, signIn } from './auth.ts';
import { useSubmit } from './use-submit.ts';

/** Address and password. In a demo the accounts to try stand below. */
export const PasswordForm = ({
  onSignedIn,
}: {
  readonly onSignedIn: (result: SignedIn, password: string) => void;
}) => {
  const text = useText();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, error, submit } = useSubmit();
  const enter = (asEmail: string, withPassword: string): void => {
    void submit(async () => onSignedIn(await signIn(asEmail, withPassword), withPassword));
  };
  return (
    <>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          enter(email.trim(), password);
        }}
      >
        <Field label={text('sign_in.email')}>
          {(props) => (
            <input
              {...props}
              type="email"
              dir="ltr"
              autoComplete="username"
              required
              className="control"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={text('sign_in.password')} error={error}>
          {(props) => (
            <input
              {...props}
              type="password"
              dir="ltr"
              autoComplete="current-password"
              required
              className="control"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button tone="primary" type="submit" busy={busy}>
          {text('sign_in.enter')}
        </Button>
      </form>
      {pageSettings.demoAccounts.length > 0 && (
        <section className="mt-6 border-t border-line pt-4">
          <h2 className="pb-2 text-12 font-semibold text-muted">{text('sign_in.demo')}</h2>
          <ul className="flex flex-col gap-1.5">
            {pageSettings.demoAccounts.map((account) => (
              <li key={account.email}>
                <Button
                  className="w-full !justify-between"
                  disabled={busy}
                  data-testid="demo-account"
                  data-email={account.email}
                  onClick={() => enter(account.email, account.password)}
                >
                  <bdi>{account.name ?? account.email}</bdi>
                  <span className="text-12 text-muted">{text(`role.${account.role}`)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};
