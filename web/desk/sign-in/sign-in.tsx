import { type ReactNode, useState } from 'react';
import { LOCALES } from '../../../src/core/vocabulary.ts';
import { getMe } from '../api/desk-api.ts';
import { asFailure } from '../api/failure.ts';
import icon from '../icon.svg';
import { chooseLocale, isLocale, useLocale, useText } from '../locale/text.ts';
import { showFailure } from '../state/change-conversation.ts';
import { CodeForm } from './code-form.tsx';
import { EnrolForm } from './enrol-form.tsx';
import { NewPasswordForm } from './new-password-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { type Step, stepOfCode } from './step.ts';

const LanguagePicker = () => {
  const text = useText();
  const locale = useLocale();
  return (
    <select
      aria-label={text('settings.language')}
      className="control !w-auto"
      value={locale}
      onChange={(event) => {
        if (isLocale(event.target.value)) void chooseLocale(event.target.value);
      }}
    >
      {LOCALES.map((each) => (
        <option key={each} value={each} lang={each}>
          {text(`locale.own.${each}`)}
        </option>
      ))}
    </select>
  );
};

const Frame = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => {
  const text = useText();
  return (
    <main className="scroll flex h-full flex-col items-center bg-surface px-4 py-10">
      <div
        data-testid="sign-in"
        className="my-auto w-full max-w-sm rounded-14 border border-line bg-bg p-6 shadow-lift"
      >
        <p className="mb-4 flex items-center gap-2 text-15 font-semibold">
          <img src={icon} alt="" width={28} height={28} className="rounded-6" />
          {text('brand')}
        </p>
        <h1 className="mb-4 text-22 font-semibold">{title}</h1>
        {children}
      </div>
      <div className="pt-4">
        <LanguagePicker />
      </div>
    </main>
  );
};

/** The way in: password, second factor, and what a new account has to settle first. */
const SignIn = ({
  first = 'password',
  onDone,
}: {
  readonly first?: Step;
  readonly onDone: () => void;
}) => {
  const text = useText();
  const [step, setStep] = useState<Step>(first);
  const [password, setPassword] = useState('');
  /** Asks who we are now; the server says what is still missing. */
  const goOn = async (): Promise<void> => {
    try {
      await getMe();
      onDone();
    } catch (thrown) {
      const next = stepOfCode(asFailure(thrown).code);
      if (next === null) showFailure('failed.sign_in', thrown);
      else setStep(next);
    }
  };
  return (
    <Frame title={text(`sign_in.title.${step}`)}>
      {step === 'password' && (
        <PasswordForm
          onSignedIn={(result, used) => {
            setPassword(used);
            if (result === 'code') setStep('code');
            else void goOn();
          }}
        />
      )}
      {step === 'code' && (
        <CodeForm onDone={() => void goOn()} onBack={() => setStep('password')} />
      )}
      {step === 'new_password' && (
        <NewPasswordForm
          current={password}
          onDone={(next) => {
            setPassword(next);
            void goOn();
          }}
        />
      )}
      {step === 'enrol' && <EnrolForm password={password} onDone={() => void goOn()} />}
    </Frame>
  );
};

export default SignIn;
