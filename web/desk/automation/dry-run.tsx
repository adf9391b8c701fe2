import type { RuleTrial, TrialSample } from '../../../src/contract/automation.ts';
import type { RuleDefinition } from '../../../src/core/automation/rule.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { cancelTrial, readTrial, startTrial } from './automation-api.ts';
import { useStepNames } from './step-names.ts';
import { RequestLink, TrialProgress, useNumber } from './trial-parts.tsx';
import { useTrial } from './use-trial.ts';

const Samples = ({ samples }: { readonly samples: readonly TrialSample[] }) => {
  const text = useText();
  const locale = useLocale();
  const names = useStepNames();
  return (
    <div className="scroll overflow-x-auto">
      <table className={TABLE}>
        <caption className="py-2 text-start font-semibold">{text('rule.ui.dry_samples')}</caption>
        <thead>
          <tr>
            {(['log_request', 'log_when', 'log_did'] as const).map((key) => (
              <th key={key} scope="col" className={HEAD}>
                {text(`rule.ui.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {samples.map((sample) => (
            <tr key={sample.conversationId} data-testid="trial-sample">
              <td className={CELL}>
                <RequestLink conversationId={sample.conversationId} number={sample.number} />
              </td>
              <td className={CELL}>{dayAndTime(sample.at, locale)}</td>
              <td className={CELL}>
                {names.actions(sample.actions)}
                {sample.refused.length > 0 && (
                  <span className="block text-12 text-muted">
                    {text('rule.ui.log_refused', { what: names.refused(sample.refused) })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Found = ({ trial }: { readonly trial: RuleTrial }) => {
  const text = useText();
  const number = useNumber();
  return (
    <div className="flex flex-col gap-2" role="status">
      <TrialProgress trial={trial} label={text('rule.ui.dry_run')} />
      {(trial.matched > 0 || trial.state === 'running') && (
        <p data-testid="trial-found">
          {text('rule.ui.dry_found', {
            matched: number(trial.matched),
            applied: number(trial.applied),
          })}
        </p>
      )}
      {trial.state === 'done' && trial.matched === 0 && <p>{text('rule.ui.dry_none')}</p>}
    </div>
  );
};

/** What the rule would have done in the last 30 days, as it is written now. */
export const DryRun = ({
  ruleId,
  definition,
  onClose,
}: {
  readonly ruleId: string | null;
  readonly definition: RuleDefinition;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const { trial, thrown, begin, leave } = useTrial({
    start: () => startTrial(ruleId, definition),
    read: readTrial,
    cancel: cancelTrial,
  });
  const running = trial?.state === 'running';
  return (
    <section aria-label={text('rule.ui.dry_run')} className="flex flex-col gap-3">
      <h3 className="font-semibold">{text('rule.ui.dry_run')}</h3>
      <p className="text-muted">{text('rule.ui.dry_what')}</p>
      {thrown !== null && <Failed what="failed.rules" thrown={thrown} onRetry={begin} />}
      {trial !== undefined && <Found trial={trial} />}
      {trial !== undefined && trial.samples.length > 0 && <Samples samples={trial.samples} />}
      <div className="flex justify-end">
        <Button
          data-testid="trial-close"
          onClick={() => {
            leave();
            onClose();
          }}
        >
          {text(running ? 'rule.ui.dry_cancel' : 'close')}
        </Button>
      </div>
    </section>
  );
};
