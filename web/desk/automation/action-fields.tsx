import {
  type Action,
  READY_TEXTS,
  type RuleText,
  SET_STATUSES,
} from '../../../src/core/automation/rule.ts';
import { CATEGORIES, PRIORITIES } from '../../../src/core/vocabulary.ts';
import { type TextKey, useText } from '../locale/text.ts';
import { useMacros } from '../macros/macros-api.ts';
import { useAgents, useCanned, useTeams } from '../state/queries.ts';

interface Props<T extends Action> {
  readonly action: T;
  readonly onChange: (action: Action) => void;
}
type Of<K extends Action['kind']> = Extract<Action, { kind: K }>;

interface Option {
  readonly value: string;
  readonly label: string;
}

const Pick = ({
  label,
  value,
  options,
  empty,
  onPick,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly empty?: string;
  readonly onPick: (value: string) => void;
}) => {
  const text = useText();
  const known = options.some((option) => option.value === value);
  return (
    <select
      className="control w-auto min-w-40 flex-1"
      aria-label={label}
      value={value}
      onChange={(event) => onPick(event.target.value)}
    >
      {empty !== undefined && <option value="">{empty}</option>}
      {!known && value !== '' && <option value={value}>{text('rule.ui.gone')}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
};

const Setting = ({ action, onChange }: Props<Of<'priority' | 'category' | 'status'>>) => {
  const text = useText();
  const all = { priority: PRIORITIES, category: CATEGORIES, status: SET_STATUSES }[action.kind];
  return (
    <Pick
      label={text(`rule.field.${action.kind}`)}
      value={action.to}
      options={all.map((value) => ({ value, label: text(`${action.kind}.${value}` as TextKey) }))}
      // The list holds this kind's own values only.
      onPick={(to) => onChange({ ...action, to } as Action)}
    />
  );
};

const wordsOf = (typed: string): readonly string[] =>
  typed.split(/[\s,]+/).filter((word) => word !== '');

const Tags = ({ action, onChange }: Props<Of<'tag'>>) => {
  const text = useText();
  return (
    <>
      {(['add', 'remove'] as const).map((side) => (
        <input
          key={side}
          dir="auto"
          className="control min-w-36 flex-1"
          aria-label={text(side === 'add' ? 'rule.ui.tags_add' : 'rule.ui.tags_remove')}
          placeholder={text(side === 'add' ? 'rule.ui.tags_add' : 'rule.ui.tags_remove')}
          defaultValue={action[side].join(' ')}
          onChange={(event) => onChange({ ...action, [side]: wordsOf(event.target.value) })}
        />
      ))}
    </>
  );
};

const Team = ({ action, onChange }: Props<Of<'team' | 'escalate'>>) => {
  const text = useText();
  const teams = useTeams().data ?? [];
  return (
    <Pick
      label={text('rule.ui.to_team')}
      value={action.teamId ?? ''}
      empty={action.kind === 'escalate' ? text('rule.ui.same_team') : text('rule.ui.to_team')}
      options={teams.map(({ id, name }) => ({ value: id, label: name }))}
      onPick={(teamId) =>
        onChange(
          action.kind === 'escalate'
            ? { ...action, teamId: teamId === '' ? null : teamId }
            : { ...action, teamId },
        )
      }
    />
  );
};

const Assign = ({ action, onChange }: Props<Of<'assign'>>) => {
  const text = useText();
  const agents = useAgents().data ?? [];
  return (
    <Pick
      label={text('rule.field.assignee')}
      value={action.agentId}
      empty={text('rule.field.assignee')}
      options={agents.map(({ id, name }) => ({ value: id, label: name }))}
      onPick={(agentId) => onChange({ ...action, agentId })}
    />
  );
};

const textOf = (value: string): RuleText =>
  value.startsWith('ready:')
    ? { kind: 'ready', name: value.slice(6) as (typeof READY_TEXTS)[number] }
    : { kind: 'saved', cannedResponseId: value };

const Notice = ({ action, onChange }: Props<Of<'notice'>>) => {
  const text = useText();
  const canned = useCanned().data ?? [];
  const value =
    action.text.kind === 'ready' ? `ready:${action.text.name}` : action.text.cannedResponseId;
  return (
    <select
      className="control w-auto min-w-40 flex-1"
      aria-label={text('rule.ui.which_text')}
      value={value}
      onChange={(event) => onChange({ ...action, text: textOf(event.target.value) })}
    >
      <optgroup label={text('rule.ui.ready_texts')}>
        {READY_TEXTS.map((name) => (
          <option key={name} value={`ready:${name}`}>
            {text(`rule.text.${name}`)}
          </option>
        ))}
      </optgroup>
      <optgroup label={text('rule.ui.saved_texts')}>
        {canned.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </optgroup>
    </select>
  );
};

const Macro = ({ action, onChange }: Props<Of<'macro'>>) => {
  const text = useText();
  const macros = (useMacros().data ?? []).filter(({ visibility }) => visibility === 'all');
  return (
    <Pick
      label={text('rule.act.macro')}
      value={action.macroId}
      empty={text('nav.macros')}
      options={macros.map(({ id, title }) => ({ value: id, label: title }))}
      onPick={(macroId) => onChange({ ...action, macroId })}
    />
  );
};

/** What an action still has to know. */
export const ActionFields = ({ action, onChange }: Props<Action>) => {
  const text = useText();
  switch (action.kind) {
    case 'priority':
    case 'category':
    case 'status':
      return <Setting action={action} onChange={onChange} />;
    case 'tag':
      return <Tags action={action} onChange={onChange} />;
    case 'team':
    case 'escalate':
      return <Team action={action} onChange={onChange} />;
    case 'assign':
      return <Assign action={action} onChange={onChange} />;
    case 'notice':
      return <Notice action={action} onChange={onChange} />;
    case 'macro':
      return <Macro action={action} onChange={onChange} />;
    case 'survey':
      return <span className="flex-1" />;
    case 'note':
      return (
        <textarea
          dir="auto"
          rows={2}
          maxLength={2_000}
          className="control min-w-52 flex-1"
          aria-label={text('rule.ui.note_words')}
          placeholder={text('rule.ui.note_words')}
          value={action.words}
          onChange={(event) => onChange({ ...action, words: event.target.value })}
        />
      );
    case 'snooze':
      return (
        <input
          type="number"
          min={1}
          className="control w-24"
          aria-label={text('rule.ui.hours')}
          value={action.hours}
          onChange={(event) => onChange({ ...action, hours: Number(event.target.value) })}
        />
      );
  }
};
