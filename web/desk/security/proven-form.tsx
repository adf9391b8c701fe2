import { type ReactNode, type RefObject, useState } from 'react';
import { asFailure } from '../api/failure.ts';
import type { Proof } from '../api/security-api.ts';
import { useText } from '../locale/text.ts';
import { Button, type Tone } from '../parts/button.tsx';
import { failureText } from '../parts/failure.tsx';
import { isReason, ReasonField } from '../parts/reason-field.tsx';
import { ProofField, useProofMethod } from './proof-field.tsx';

interface Submit {
  readonly label: string;
  readonly tone: Tone;
  readonly testId: string;
  readonly send: (wish: { readonly reason: string; readonly proof: Proof }) => Promise<unknown>;
}

const useSubmit = (onDone: () => void) => {
  const text = useText();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<{ proof: string | null; other: string | null }>({
    proof: null,
    other: null,
  });
  const run = (send: Submit['send'], reason: string, proof: Proof): void => {
    setTried(true);
    if (!isReason(reason) || proof.value === '' || busy) return;
    setBusy(true);
    setErrors({ proof: null, other: null });
    send({ reason: reason.trim(), proof })
      .then(onDone)
      .catch((thrown: unknown) => {
        const failure = asFailure(thrown);
        const said = failureText(failure, text);
        const isProof = failure.code.startsWith('proof_');
        setErrors({ proof: isProof ? said : null, other: isProof ? null : said });
      })
      .finally(() => setBusy(false));
  };
  return { tried, busy, errors, run };
};

/** A reason, proof of who is at the keyboard, and then what is to be sent; one or two ways to send it. */
export const ProvenForm = ({
  usual = [],
  first,
  submits,
  onCancel,
  onDone,
  children,
}: {
  readonly usual?: readonly string[];
  /** The reason's element, where the dialog begins. */
  readonly first: RefObject<HTMLTextAreaElement | null>;
  readonly submits: readonly Submit[];
  readonly onCancel: () => void;
  readonly onDone: () => void;
  readonly children?: ReactNode;
}) => {
  const text = useText();
  const method = useProofMethod();
  const [reason, setReason] = useState('');
  const [value, setValue] = useState('');
  const { tried, busy, errors, run } = useSubmit(onDone);
  const missing = tried && value === '' ? text('proof.missing') : null;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const only = submits.length === 1 ? submits[0] : undefined;
        if (only !== undefined) run(only.send, reason, { method, value });
      }}
    >
      {children}
      <ReasonField
        fieldRef={first}
        value={reason}
        onChange={setReason}
        tried={tried}
        rows={3}
        usual={usual}
      />
      <ProofField
        method={method}
        value={value}
        onChange={setValue}
        error={errors.proof ?? missing}
      />
      {errors.other !== null && (
        <p role="alert" className="text-danger">
          {errors.other}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button tone="quiet" onClick={onCancel}>
          {text('cancel')}
        </Button>
        {submits.map((each) => (
          <Button
            key={each.testId}
            tone={each.tone}
            type={submits.length === 1 ? 'submit' : 'button'}
            busy={busy}
            data-testid={each.testId}
            onClick={
              submits.length === 1 ? undefined : () => run(each.send, reason, { method, value })
            }
          >
            {each.label}
          </Button>
        ))}
      </div>
    </form>
  );
};
