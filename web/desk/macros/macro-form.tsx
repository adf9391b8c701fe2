import { useState } from 'react';
import type { Macro, MacroInput } from '../../../src/contract/automation.ts';
import type { ActionKind } from '../../../src/core/automation/rule.ts';
import { ActionEditor } from '../automation/action-editor.tsx';
import { isShortcut, SavedHeading } from '../canned/saved-heading.tsx';
import { SavedWords, withoutEmpty } from '../canned/saved-words.tsx';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { isLead, useMe } from '../state/me.ts';
import { useCanned, useTeams } from '../state/queries.ts';
import { createMacro, updateMacro } from './macros-api.ts';

/** What a macro may do: the contract's list, written out because its module brings the schema library along. */
const KINDS: readonly ActionKind[] = [
  'priority',
  'category',
  'status',
  'tag',
  'team',
  'escalate',
  'note',
  'snooze',
];

const EMPTY: MacroInput = {
  shortcut: '',
  title: '',
  category: null,
  texts: {},
  actions: [],
  visibility: 'me',
  teamId: null,
};

const inputOf = (macro: Macro | null): MacroInput => {
  if (macro === null) return EMPTY;
  const { shortcut, title, category, texts, actions, visibility, teamId } = macro;
  return { shortcut, title, category, texts, actions, visibility, teamId };
};

type Fault = 'shortcut' | 'title' | 'content' | 'team';

const faultOf = (input: MacroInput): Fault | null => {
  if (!isShortcut(input.shortcut)) return 'shortcut';
  if (input.title.trim() === '') return 'title';
  if (input.visibility === 'team' && input.teamId === null) return 'team';
  return Object.keys(withoutEmpty(input.texts)).length === 0 && input.actions.length === 0
    ? 'content'
    : null;
};

interface PartProps {
  readonly input: MacroInput;
  readonly fault: Fault | null;
  readonly onChange: (next: Partial<MacroInput>) => void;
}

/** A saved text can become a macro: it brings its words along. */
const FromText = ({ onChange }: Pick<PartProps, 'onChange'>) => {
  const text = useText();
  const canned = useCanned().data ?? [];
  return canned.length === 0 ? null : (
    <Field label={text('macro.from_text')}>
      {(props) => (
        <select
          {...props}
          className="control max-w-md"
          defaultValue=""
          onChange={(event) => {
            const found = canned.find(({ id }) => id === event.target.value);
            if (found === undefined) return;
            const { shortcut, title, category, texts } = found;
            onChange({ shortcut, title, category, texts });
          }}
        >
          <option value="">{text('macro.from_none')}</option>
          {canned.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};

/** Those who do not lead keep macros for themselves. */
const Visibility = ({ input, fault, onChange }: PartProps) => {
  const text = useText();
  const teams = useTeams().data ?? [];
  if (!isLead(useMe())) return null;
  return (
    <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
      <Field label={text('macro.visibility')}>
        {(props) => (
          <select
            {...props}
            data-testid="macro-visibility"
            className="control"
            value={input.visibility}
            onChange={(event) =>
              onChange({
                visibility: event.target.value as MacroInput['visibility'],
                teamId: null,
              })
            }
          >
            {(['me', 'team', 'all'] as const).map((each) => (
              <option key={each} value={each}>
                {text(`macro.visibility.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {input.visibility === 'team' && (
        <Field
          label={text('rule.ui.to_team')}
          error={fault === 'team' ? text('error.macro_team_missing') : null}
        >
          {(props) => (
            <select
              {...props}
              className="control"
              value={input.teamId ?? ''}
              onChange={(event) =>
                onChange({ teamId: event.target.value === '' ? null : event.target.value })
              }
            >
              <option value="">{text('rule.ui.to_team')}</option>
              {teams.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </div>
  );
};

/** A macro: its words in every language it has, what it does, and who may use it. */
export const MacroForm = ({
  macro,
  onClose,
  onSaved,
}: {
  readonly macro: Macro | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) => {
  const text = useText();
  const [input, setInput] = useState<MacroInput>(() => inputOf(macro));
  const [tried, setTried] = useState(false);
  const { busy, error, submit } = useSubmit();
  const fault = tried ? faultOf(input) : null;
  const change = (next: Partial<MacroInput>): void =>
    setInput((before) => ({ ...before, ...next }));
  const save = (): void => {
    setTried(true);
    if (faultOf(input) !== null) return;
    const clean = { ...input, texts: withoutEmpty(input.texts) };
    void submit(async () => {
      await (macro === null ? createMacro(clean) : updateMacro(macro.id, clean));
      onSaved();
      onClose();
    });
  };
  const part = { input, fault, onChange: change };
  return (
    <Dialog
      title={text(macro === null ? 'macro.new' : 'macro.edit')}
      open
      onClose={onClose}
      wide
      testId="macro-form"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {macro === null && <FromText onChange={change} />}
        <SavedHeading {...part} testId="macro" />
        <Visibility {...part} />
        <SavedWords
          texts={input.texts}
          fault={fault === 'content' ? text('macro.fault') : null}
          testId="macro-words"
          onChange={(texts) => change({ texts })}
        />
        <section aria-label={text('macro.actions')} className="flex flex-col gap-2">
          <h3 className="font-semibold">{text('macro.actions')}</h3>
          <ActionEditor
            actions={input.actions}
            kinds={KINDS}
            onChange={(actions) => change({ actions: [...actions] })}
          />
        </section>
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy} data-testid="macro-save">
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
