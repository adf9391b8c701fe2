import { formattingLocale } from '../../kit/locale/format-message.ts';
import { useLocale, useText } from '../locale/text.ts';

interface Progress {
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly checked: number;
  readonly total: number;
}

/** Numbers as the desk's language writes them. */
export const useNumber = (): ((value: number) => string) => {
  const locale = useLocale();
  return (value) => value.toLocaleString(formattingLocale(locale));
};

/** How far a dry run is, and how it ended. */
export const TrialProgress = ({
  trial,
  label,
}: {
  readonly trial: Progress;
  readonly label: string;
}) => {
  const text = useText();
  const number = useNumber();
  return (
    <>
      <progress
        className="h-2 w-full accent-accent"
        max={Math.max(1, trial.total)}
        value={trial.state === 'done' ? Math.max(1, trial.total) : trial.checked}
        aria-label={label}
      />
      <p className="text-muted tabular-nums" data-testid="trial-progress" data-state={trial.state}>
        {text('rule.ui.dry_progress', {
          checked: number(trial.checked),
          total: number(trial.total),
        })}
      </p>
      {trial.state === 'cancelled' && <p>{text('rule.ui.dry_cancelled')}</p>}
      {trial.state === 'failed' && <p className="text-danger">{text('rule.ui.dry_failed')}</p>}
    </>
  );
};

/** A request by its number; opening it goes on record. */
export const RequestLink = ({
  conversationId,
  number,
}: {
  readonly conversationId: string;
  readonly number: string;
}) => (
  <a className="text-accent underline" href={`/desk/inbox/all/${conversationId}`}>
    <bdi dir="ltr">{number}</bdi>
  </a>
);
