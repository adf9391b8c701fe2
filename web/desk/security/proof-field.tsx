import type { Proof } from '../api/security-api.ts';
import { useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';
import { useMe } from '../state/me.ts';

/** With what this person proves that it is them: a code where an authenticator is set up, else the password. */
export const useProofMethod = (): Proof['method'] =>
  useMe().twoFactorEnabled ? 'totp' : 'password';

/** Who is at the keyboard, proven again. */
export const ProofField = ({
  method,
  value,
  onChange,
  error,
}: {
  readonly method: Proof['method'];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | null;
}) => {
  const text = useText();
  return (
    <Field label={text(`proof.${method}`)} hint={text('proof.hint')} error={error}>
      {(props) => (
        <input
          {...props}
          {...(method === 'totp'
            ? { type: 'text', inputMode: 'numeric', autoComplete: 'one-time-code', dir: 'ltr' }
            : { type: 'password', autoComplete: 'current-password' })}
          data-testid="proof"
          className="control"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
};
