import { Play } from 'lucide-react';
import { useState } from 'react';
import type { DeskRule } from '../../../src/contract/automation.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failed } from '../parts/failure.tsx';
import { cancelBookTrial, readBookTrial, startBookTrial } from './automation-api.ts';
import { BookResult } from './book-result.tsx';
import { TrialProgress } from './trial-parts.tsx';
import { useTrial } from './use-trial.ts';
import { ruleName } from './use-voice.ts';

const isBroken = ({ draft, problems }: DeskRule): boolean =>
  draft !== null && problems.some(({ severity }) => severity === 'error');

/** What acts already, and what somebody here has written; ready-made rules that nobody took up stay out. */
const beginsWith = (rule: DeskRule): boolean =>
  rule.draft !== null && !isBroken(rule) && (rule.ready === null || rule.live !== null);

/** Which drafts are tried; the other rules are as they act now. */
const Choice = ({
  rules,
  onStart,
  onClose,
}: {
  readonly rules: readonly DeskRule[];
  readonly onStart: (drafts: readonly string[]) => void;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const drafts = rules.filter(({ draft }) => draft !== null);
  // What nobody has touched goes by the draft as it is now: it may have been saved a moment ago.
  const [picked, setPicked] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isChosen = (rule: DeskRule): boolean =>
    !isBroken(rule) && (picked.get(rule.ruleId) ?? beginsWith(rule));
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(drafts.filter(isChosen).map(({ ruleId }) => ruleId));
      }}
    >
      {drafts.length === 0 ? (
        <p>{text('rule.book.no_drafts')}</p>
      ) : (
        <fieldset className="flex flex-col gap-1">
          <legend className="font-semibold">{text('rule.book.drafts')}</legend>
          {drafts.map((rule) => (
            <label
              key={rule.ruleId}
              className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11"
            >
              <input
                type="checkbox"
                data-testid="book-draft"
                disabled={isBroken(rule)}
                checked={isChosen(rule)}
                onChange={(event) =>
                  setPicked(new Map(picked).set(rule.ruleId, event.target.checked))
                }
              />
              <bdi>{ruleName(rule, text)}</bdi>
              {isBroken(rule) && (
                <span className="text-12 text-warn">{text('rule.book.broken')}</span>
              )}
            </label>
          ))}
        </fieldset>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button tone="quiet" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button tone="primary" type="submit" icon={Play} data-testid="book-start">
          {text('rule.book.start')}
        </Button>
      </div>
    </form>
  );
};

const Running = ({
  rules,
  drafts,
  onClose,
}: {
  readonly rules: readonly DeskRule[];
  readonly drafts: readonly string[];
  readonly onClose: () => void;
}) => {
  const text = useText();
  const { trial, thrown, begin, leave } = useTrial({
    start: () => startBookTrial(drafts),
    read: readBookTrial,
    cancel: cancelBookTrial,
  });
  return (
    <div className="flex flex-col gap-4">
      {thrown !== null && <Failed what="failed.rules" thrown={thrown} onRetry={begin} />}
      {trial !== undefined && (
        <>
          <div role="status" className="flex flex-col gap-2">
            <TrialProgress trial={trial} label={text('rule.book.title')} />
          </div>
          <BookResult trial={trial} rules={rules} drafts={drafts} />
        </>
      )}
      <div className="flex justify-end">
        <Button
          data-testid="trial-close"
          onClick={() => {
            leave();
            onClose();
          }}
        >
          {text(trial?.state === 'running' ? 'rule.ui.dry_cancel' : 'close')}
        </Button>
      </div>
    </div>
  );
};

/** All rules as they would be published, tried on what happened in the last 30 days. */
export const BookTrialDialog = ({
  rules,
  onClose,
}: {
  readonly rules: readonly DeskRule[];
  readonly onClose: () => void;
}) => {
  const text = useText();
  const [drafts, setDrafts] = useState<readonly string[] | null>(null);
  return (
    <Dialog
      title={text('rule.book.title')}
      description={text('rule.book.what')}
      open
      onClose={onClose}
      size="full"
      testId="book-trial"
    >
      {drafts === null ? (
        <Choice rules={rules} onStart={setDrafts} onClose={onClose} />
      ) : (
        <Running rules={rules} drafts={drafts} onClose={onClose} />
      )}
    </Dialog>
  );
};
