import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { RuleTrial, TrialSample } from '../../../src/contract/automation.ts';
import type { RuleDefinition } from '../../../src/core/automation/rule.ts';
import { formattingLocale } from '../../kit/locale/format-message.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { cancelTrial, readTrial, startTrial } from './automation-api.ts';
import { useStepNames } from './step-names.ts';

const POLL_MS = 700;

/** Begun once, followed until it is over, and ended when nobody looks any more. */
const useTrial = (ruleId: string | null, definition: RuleDefinition) => {
  const [trialId, setTrialId] = useState<string | null>(null);
  const [thrown, setThrown] = useState<unknown>(null);
  const begun = useRef(false);
  const begin = (): void => {
    setThrown(null);
    startTrial(ruleId, definition)
      .then((trial) => setTrialId(trial.trialId))
      .catch(setThrown);
  };
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    begin();
  });
  const query = useQuery({
    queryKey: ['rule-trial', trialId],
    queryFn: () => readTrial(trialId ?? ''),
    enabled: trialId !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? POLL_MS : false),
    staleTime: 0,
  });
  return { trial: query.data, trialId, thrown: thrown ?? query.error, begin };
};

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
                <a
                  className="text-accent underline"
                  href={`/desk/inbox/all/${sample.conversationId}`}
                >
                  <bdi dir="ltr">{sample.number}</bdi>
                </a>
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

const Progress = ({ trial }: { readonly trial: RuleTrial }) => {
  const text = useText();
  const locale = useLocale();
  const number = (value: number): string => value.toLocaleString(formattingLocale(locale));
  return (
    <div className="flex flex-col gap-2" role="status">
      <progress
        className="h-2 w-full"
        max={Math.max(1, trial.total)}
        value={trial.state === 'done' ? Math.max(1, trial.total) : trial.checked}
        aria-label={text('rule.ui.dry_run')}
      />
      <p className="text-muted tabular-nums" data-testid="trial-progress" data-state={trial.state}>
        {text('rule.ui.dry_progress', {
          checked: number(trial.checked),
          total: number(trial.total),
        })}
      </p>
      {(trial.matched > 0 || trial.state === 'running') && (
        <p data-testid="trial-found">
          {text('rule.ui.dry_found', {
            matched: number(trial.matched),
            applied: number(trial.applied),
          })}
        </p>
      )}
      {trial.state === 'done' && trial.matched === 0 && <p>{text('rule.ui.dry_none')}</p>}
      {trial.state === 'cancelled' && <p>{text('rule.ui.dry_cancelled')}</p>}
      {trial.state === 'failed' && <p className="text-danger">{text('rule.ui.dry_failed')}</p>}
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
  const { trial, trialId, thrown, begin } = useTrial(ruleId, definition);
  const running = trial?.state === 'running';
  const leave = (): void => {
    if (running && trialId !== null) void cancelTrial(trialId).catch(() => undefined);
    onClose();
  };
  return (
    <section aria-label={text('rule.ui.dry_run')} className="flex flex-col gap-3">
      <h3 className="font-semibold">{text('rule.ui.dry_run')}</h3>
      <p className="text-muted">{text('rule.ui.dry_what')}</p>
      {thrown !== null && <Failed what="failed.rules" thrown={thrown} onRetry={begin} />}
      {trial !== undefined && <Progress trial={trial} />}
      {trial !== undefined && trial.samples.length > 0 && <Samples samples={trial.samples} />}
      <div className="flex justify-end">
        <Button data-testid="trial-close" onClick={leave}>
          {text(running ? 'rule.ui.dry_cancel' : 'close')}
        </Button>
      </div>
    </section>
  );
};
