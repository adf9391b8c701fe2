import { RotateCw, TriangleAlert } from 'lucide-react';
import { asFailure, type RequestFailure } from '../api/failure.ts';
import { hasText, type Text, type TextKey, useText } from '../locale/text.ts';
import { Button } from './button.tsx';

/** Particulars that can stand in a sentence. */
const sayable = (details: RequestFailure['details']): Readonly<Record<string, string | number>> =>
  Object.fromEntries(
    Object.entries(details).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );

/** The sentence for a failure's code. */
export const failureText = (failure: RequestFailure, text: Text): string => {
  const key = `error.${failure.code}`;
  return hasText(key) ? text(key, sayable(failure.details)) : text('error.internal_error');
};

/** The small print that support can search for; null where the server gave no id. */
export const failureDetail = (failure: RequestFailure, text: Text): string | null =>
  failure.reference === null ? null : text('error.reference', { reference: failure.reference });

interface FailedProps {
  /** What could not be done. */
  readonly what: TextKey;
  readonly thrown: unknown;
  readonly onRetry?: () => void;
  readonly kept?: TextKey;
}

/** What failed, what is kept, and a way to try again. */
export const Failed = ({ what, thrown, onRetry, kept }: FailedProps) => {
  const text = useText();
  const failure = asFailure(thrown);
  const detail = failureDetail(failure, text);
  return (
    <div
      role="alert"
      className="m-4 flex flex-col items-start gap-2 rounded-10 border border-line bg-surface p-4"
    >
      <p className="flex items-center gap-2 font-medium">
        <TriangleAlert aria-hidden size={16} className="shrink-0 text-danger" />
        {text(what)}
      </p>
      <p className="text-muted">
        {failureText(failure, text)}
        {kept !== undefined && ` ${text(kept)}`}
      </p>
      {detail !== null && <p className="font-mono text-11 text-muted">{detail}</p>}
      {onRetry !== undefined && (
        <Button icon={RotateCw} onClick={onRetry}>
          {text('retry')}
        </Button>
      )}
    </div>
  );
};
