import { useState } from 'react';
import { asFailure } from '../api/failure.ts';
import { useText } from '../locale/text.ts';
import { failureDetail, failureText } from '../parts/failure.tsx';

/** Runs a form's request once at a time and keeps what went wrong as a sentence. */
export const useSubmit = () => {
  const text = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (run: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await run();
    } catch (thrown) {
      const failure = asFailure(thrown);
      const detail = failureDetail(failure, text);
      setError(`${failureText(failure, text)}${detail === null ? '' : ` (${detail})`}`);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, setError, submit };
};
