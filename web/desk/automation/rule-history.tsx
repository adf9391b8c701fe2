import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeskRule, RuleHistory as History } from '../../../src/contract/automation.ts';
import { describeRule } from '../../../src/core/automation/describe-rule.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failed } from '../parts/failure.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { useAgents } from '../state/queries.ts';
import { showToast } from '../state/toasts.ts';
import { listVersions, RULES, rollBackRule } from './automation-api.ts';
import { PublishForm } from './publish-form.tsx';
import { ruleName, useVoice } from './use-voice.ts';

type Version = History['versions'][number];

const Entry = ({
  version,
  live,
  onRollBack,
}: {
  readonly version: Version;
  readonly live: boolean;
  readonly onRollBack: () => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const voice = useVoice();
  const agents = useAgents().data;
  const by = agents?.find(({ id }) => id === version.publishedBy)?.name;
  return (
    <li
      data-testid="rule-version"
      className="flex flex-col gap-1 rounded-10 border border-line p-3"
    >
      <div className="flex flex-wrap items-center gap-2">
        <strong>{text('rule.ui.version', { version: version.version })}</strong>
        {live && <Chip>{text('rule.ui.live', { version: version.version })}</Chip>}
        <span className="flex-1" />
        <span className="text-12 text-muted">
          {dayAndTime(version.publishedAt, locale)}
          {by !== undefined && (
            <>
              {' · '}
              <bdi>{by}</bdi>
            </>
          )}
        </span>
      </div>
      <p className="text-muted">
        <bdi>{version.note === '' ? text('rule.ui.from_start') : version.note}</bdi>
      </p>
      <p dir="auto">{describeRule(version.definition, voice)}</p>
      {!live && (
        <div>
          <Button data-testid="roll-back" onClick={onRollBack}>
            {text('rule.ui.roll_back')}
          </Button>
        </div>
      )}
    </li>
  );
};

/** Everything that was ever published of a rule; each version can be put live again. */
export const RuleHistory = ({
  rule,
  onClose,
}: {
  readonly rule: DeskRule;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<number | null>(null);
  const { busy, error, submit } = useSubmit();
  const query = useQuery({
    queryKey: ['rule-versions', rule.ruleId, rule.liveVersion],
    queryFn: () => listVersions(rule.ruleId),
  });
  const rollBack = (version: number, note: string): void => {
    void submit(async () => {
      client.setQueryData(RULES, await rollBackRule(rule.ruleId, version, note));
      showToast({ text: text('rule.ui.rolled_back', { version }) });
      onClose();
    });
  };
  return (
    <Dialog
      title={text('rule.ui.history')}
      description={ruleName(rule, text)}
      open
      onClose={onClose}
      wide
      testId="rule-history"
    >
      <div className="flex flex-col gap-3">
        {query.isError && (
          <Failed what="failed.rules" thrown={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.data?.versions.length === 0 && <p>{text('rule.ui.no_versions')}</p>}
        {chosen !== null && (
          <PublishForm
            busy={busy}
            onClose={() => setChosen(null)}
            onPublish={(note) => rollBack(chosen, note)}
          />
        )}
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <ol className="flex flex-col gap-2">
          {query.data?.versions.map((version) => (
            <Entry
              key={version.version}
              version={version}
              live={version.version === rule.liveVersion}
              onRollBack={() => setChosen(version.version)}
            />
          ))}
        </ol>
      </div>
    </Dialog>
  );
};
