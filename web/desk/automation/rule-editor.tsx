import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DeskRule } from '../../../src/contract/automation.ts';
import { describeRule } from '../../../src/core/automation/describe-rule.ts';
import type { Problem } from '../../../src/core/automation/problem.ts';
import { ALWAYS, type RuleDefinition } from '../../../src/core/automation/rule.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { showToast } from '../state/toasts.ts';
import { ActionEditor, RULE_ACTIONS } from './action-editor.tsx';
import { checkRule, createRule, draftRule, publishRule, RULES } from './automation-api.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { DryRun } from './dry-run.tsx';
import { PublishForm } from './publish-form.tsx';
import { Problems } from './row-problems.tsx';
import { TriggerEditor } from './trigger-editor.tsx';
import { ruleName, useVoice } from './use-voice.ts';

const EMPTY: RuleDefinition = {
  name: '',
  trigger: { kind: 'event', events: ['opened'] },
  condition: ALWAYS,
  actions: [],
  stop: false,
};

const CHECK_AFTER_MS = 350;

/** What the server says is wrong with it, a moment after the last change. */
const useProblems = (ruleId: string | null, definition: RuleDefinition): readonly Problem[] => {
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      checkRule(ruleId, definition, controller.signal)
        .then((reply) => setProblems(reply.problems))
        // What was said last stays to be seen; publishing checks again.
        .catch(() => undefined);
    }, CHECK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [ruleId, definition]);
  return problems;
};

interface EditorProps {
  readonly rule: DeskRule | null;
  readonly rules: readonly DeskRule[];
  readonly onClose: () => void;
}

/** Saving and publishing; a new rule gets its id when it is first saved. */
const useKeeping = (rule: DeskRule | null, definition: RuleDefinition) => {
  const text = useText();
  const client = useQueryClient();
  const [ruleId, setRuleId] = useState(rule?.ruleId ?? null);
  const { busy, error, submit } = useSubmit();
  const keep = async (): Promise<string> => {
    if (ruleId !== null) {
      client.setQueryData(RULES, await draftRule(ruleId, definition));
      return ruleId;
    }
    const made = await createRule(definition);
    setRuleId(made.ruleId);
    await client.invalidateQueries({ queryKey: RULES });
    return made.ruleId;
  };
  return {
    ruleId,
    busy,
    error,
    save: () =>
      submit(async () => {
        await keep();
        showToast({ text: text('rule.ui.saved') });
      }),
    publish: (note: string, done: () => void) =>
      submit(async () => {
        const id = await keep();
        client.setQueryData(RULES, await publishRule(id, note));
        showToast({ text: text('rule.ui.published') });
        done();
      }),
  };
};

const Sentence = ({ definition }: { readonly definition: RuleDefinition }) => {
  const text = useText();
  const voice = useVoice();
  return (
    <section
      aria-label={text('rule.ui.in_words')}
      aria-live="polite"
      className="rounded-10 border border-accent bg-sel p-3"
    >
      <h3 className="text-12 font-semibold text-muted">{text('rule.ui.in_words')}</h3>
      <p dir="auto" data-testid="rule-sentence">
        {definition.actions.length === 0
          ? text('rule.problem.no_actions')
          : describeRule(definition, voice)}
      </p>
    </section>
  );
};

type Step = 'edit' | 'dry_run' | 'publish';

/** When, if and then of a rule, with what it means in plain words and what is wrong with it. */
export const RuleEditor = ({ rule, rules, onClose }: EditorProps) => {
  const text = useText();
  const [definition, setDefinition] = useState<RuleDefinition>(rule?.draft ?? rule?.live ?? EMPTY);
  const [step, setStep] = useState<Step>('edit');
  const keeping = useKeeping(rule, definition);
  const problems = useProblems(keeping.ruleId, definition);
  const change = (next: Partial<RuleDefinition>): void =>
    setDefinition((before) => ({ ...before, ...next }));
  const nameOf = (id: string): string => {
    const found = rules.find((each) => each.ruleId === id);
    return found === undefined ? text('rule.ui.unnamed') : ruleName(found, text);
  };
  const broken = problems.some(({ severity }) => severity === 'error');
  return (
    <Dialog
      title={text(rule === null ? 'rule.ui.new' : 'rule.ui.edit_title')}
      open
      onClose={onClose}
      size="full"
      testId="rule-editor"
    >
      <Problems value={{ problems, nameOf }}>
        <div className="flex flex-col gap-5">
          <Sentence definition={definition} />
          {step === 'edit' && (
            <EditorFields rule={rule} definition={definition} onChange={change} />
          )}
          {step === 'dry_run' && (
            <DryRun
              ruleId={keeping.ruleId}
              definition={definition}
              onClose={() => setStep('edit')}
            />
          )}
          {step === 'publish' && (
            <PublishForm
              busy={keeping.busy}
              onClose={() => setStep('edit')}
              onPublish={(note) => void keeping.publish(note, onClose)}
            />
          )}
          {keeping.error !== null && (
            <p role="alert" className="text-danger">
              {keeping.error}
            </p>
          )}
          {step === 'edit' && (
            <div className="sticky bottom-0 flex flex-wrap justify-end gap-2 border-t border-line bg-bg py-3">
              <Button
                disabled={broken || definition.actions.length === 0}
                data-testid="rule-dry-run"
                onClick={() => setStep('dry_run')}
              >
                {text('rule.ui.dry_run')}
              </Button>
              <Button
                busy={keeping.busy}
                data-testid="rule-save"
                onClick={() => void keeping.save()}
              >
                {text('rule.ui.save_draft')}
              </Button>
              <Button
                tone="primary"
                disabled={broken || definition.actions.length === 0}
                data-testid="rule-publish"
                onClick={() => setStep('publish')}
              >
                {text('rule.ui.publish')}
              </Button>
            </div>
          )}
        </div>
      </Problems>
    </Dialog>
  );
};

const EditorFields = ({
  rule,
  definition,
  onChange,
}: {
  readonly rule: DeskRule | null;
  readonly definition: RuleDefinition;
  readonly onChange: (next: Partial<RuleDefinition>) => void;
}) => {
  const text = useText();
  const ready = rule !== null && rule.ready !== null;
  return (
    <>
      <Field label={text('rule.ui.name')}>
        {(props) => (
          <input
            {...props}
            dir="auto"
            maxLength={120}
            className="control max-w-xl"
            data-testid="rule-name"
            placeholder={ready ? ruleName({ ...rule, draft: null, live: null }, text) : ''}
            value={definition.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <TriggerEditor trigger={definition.trigger} onChange={(trigger) => onChange({ trigger })} />
      <ConditionEditor
        condition={definition.condition}
        onChange={(condition) => onChange({ condition })}
      />
      <section aria-label={text('rule.ui.then')} className="flex flex-col gap-2">
        <h3 className="font-semibold">{text('rule.ui.then')}</h3>
        <ActionEditor
          actions={definition.actions}
          kinds={RULE_ACTIONS}
          onChange={(actions) => onChange({ actions })}
        />
        <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={definition.stop}
            onChange={(event) => onChange({ stop: event.target.checked })}
          />
          {text('rule.ui.stop')}
        </label>
      </section>
    </>
  );
};
