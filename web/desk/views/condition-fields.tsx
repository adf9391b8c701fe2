import { type ReactNode, useId } from 'react';
import { CATEGORIES, LOCALES, PRIORITIES, STATUSES, TIERS } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';
import { useAgents, useTeams } from '../state/queries.ts';
import type { ViewConditionsInput } from './views-api.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

interface PartProps {
  readonly conditions: ViewConditionsInput;
  readonly onChange: (change: Partial<ViewConditionsInput>) => void;
}

/** Any of these; none chosen asks for nothing. */
const AnyOf = ({
  label,
  options,
  chosen,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChange: (values: string[] | undefined) => void;
}) => {
  const id = useId();
  const toggle = (value: string): void => {
    const next = chosen.includes(value)
      ? chosen.filter((one) => one !== value)
      : [...chosen, value];
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <fieldset className="min-w-0" aria-labelledby={id}>
      <legend id={id} className="mb-1 text-12 font-medium">
        {label}
      </legend>
      <div className="flex flex-wrap gap-1">
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            aria-pressed={chosen.includes(option.value)}
            onClick={() => toggle(option.value)}
            className="min-h-7 rounded-6 border border-input px-2 text-12 hover:bg-surface aria-pressed:border-accent aria-pressed:bg-sel aria-pressed:font-medium aria-pressed:text-accent pointer-coarse:min-h-11"
          >
            <bdi>{option.label}</bdi>
          </button>
        ))}
      </div>
    </fieldset>
  );
};

/** What the lists of the closed vocabularies say. */
const Lists = ({ conditions, onChange }: PartProps) => {
  const text = useText();
  const part = <K extends 'status' | 'priority' | 'category' | 'tier' | 'locale'>(
    key: K,
    label: string,
    options: readonly Option[],
  ): ReactNode => (
    <AnyOf
      label={label}
      options={options}
      chosen={conditions[key] ?? []}
      onChange={(values) => onChange({ [key]: values } as Partial<ViewConditionsInput>)}
    />
  );
  return (
    <>
      {part(
        'status',
        text('view_form.status'),
        STATUSES.map((value) => ({ value, label: text(`status.${value}`) })),
      )}
      {part(
        'priority',
        text('view_form.priority'),
        PRIORITIES.map((value) => ({ value, label: text(`priority.${value}`) })),
      )}
      {part(
        'category',
        text('canned.category'),
        CATEGORIES.map((value) => ({ value, label: text(`category.${value}`) })),
      )}
      {part(
        'tier',
        text('view_form.tier'),
        TIERS.map((value) => ({ value, label: text(`tier.${value}`) })),
      )}
      {part(
        'locale',
        text('view_form.locale'),
        LOCALES.map((value) => ({ value, label: text(`locale.${value}`) })),
      )}
    </>
  );
};

/** Teams and people, as far as this person knows them. */
const Who = ({ conditions, onChange }: PartProps) => {
  const text = useText();
  const teams = useTeams().data ?? [];
  const agents = useAgents().data ?? [];
  const people: readonly Option[] = [
    { value: 'me', label: text('you') },
    { value: 'none', label: text('unassigned') },
    ...agents.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <AnyOf
        label={text('view_form.team')}
        options={teams.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={conditions.teamIds ?? []}
        onChange={(teamIds) => onChange({ teamIds })}
      />
      <AnyOf
        label={text('view_form.assignee')}
        options={people}
        chosen={conditions.assignee ?? []}
        onChange={(assignee) => onChange({ assignee })}
      />
    </>
  );
};

const Choice = ({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}) => {
  const text = useText();
  return (
    <Field label={label}>
      {(props) => (
        <select
          {...props}
          className="control"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{text('view_form.any')}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};

const chosenOf = <T extends string>(value: string): T | undefined =>
  value === '' ? undefined : (value as T);

/** How it stands: for whom it waits, its clock, whether it was put away. */
const Standing = ({ conditions, onChange }: PartProps) => {
  const text = useText();
  const { waiting, clock, snoozed } = conditions;
  return (
    <div className="grid grid-cols-3 gap-3 max-md:grid-cols-1">
      <Choice
        label={text('view_form.waiting')}
        value={waiting ?? ''}
        options={[
          { value: 'people', label: text('view_form.waiting.people') },
          { value: 'queue', label: text('view_form.waiting.queue') },
          { value: 'assistant', label: text('view_form.waiting.assistant') },
        ]}
        onChange={(value) => onChange({ waiting: chosenOf(value) })}
      />
      <Choice
        label={text('view_form.clock')}
        value={clock ?? ''}
        options={[
          { value: 'soon', label: text('view_form.clock.soon') },
          { value: 'late', label: text('view_form.clock.late') },
        ]}
        onChange={(value) => onChange({ clock: chosenOf(value) })}
      />
      <Choice
        label={text('view_form.snoozed')}
        value={snoozed === undefined ? '' : String(snoozed)}
        options={[
          { value: 'false', label: text('view_form.snoozed.no') },
          { value: 'true', label: text('view_form.snoozed.yes') },
        ]}
        onChange={(value) => onChange({ snoozed: value === '' ? undefined : value === 'true' })}
      />
    </div>
  );
};

const tagsOf = (typed: string): string[] | undefined => {
  const tags = typed
    .split(/[\s,،、，]+/u)
    .map((tag) => tag.toLowerCase())
    .filter((tag) => tag !== '');
  return tags.length === 0 ? undefined : [...new Set(tags)].slice(0, 50);
};

const Tags = ({
  label,
  tags,
  onChange,
}: {
  readonly label: string;
  readonly tags: readonly string[] | undefined;
  readonly onChange: (tags: string[] | undefined) => void;
}) => {
  const text = useText();
  return (
    <Field label={label} hint={text('view_form.tags_hint')}>
      {(props) => (
        <input
          {...props}
          dir="auto"
          className="control"
          defaultValue={(tags ?? []).join(' ')}
          onChange={(event) => onChange(tagsOf(event.target.value))}
        />
      )}
    </Field>
  );
};

const Figure = ({
  label,
  max,
  value,
  onChange,
}: {
  readonly label: string;
  readonly max: number;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}) => (
  <Field label={label}>
    {(props) => (
      <input
        {...props}
        type="number"
        min={1}
        max={max}
        step={1}
        className="control tabular-nums"
        value={value ?? ''}
        onChange={(event) => {
          const given = Math.trunc(event.target.valueAsNumber);
          onChange(given >= 1 ? Math.min(given, max) : undefined);
        }}
      />
    )}
  </Field>
);

/** Everything that a view may ask for. */
export const ConditionFields = (props: PartProps) => {
  const text = useText();
  const { conditions, onChange } = props;
  return (
    <>
      <Lists {...props} />
      <Who {...props} />
      <Standing {...props} />
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <Tags
          label={text('view_form.tags')}
          tags={conditions.tags}
          onChange={(tags) => onChange({ tags })}
        />
        <Tags
          label={text('view_form.without_tags')}
          tags={conditions.withoutTags}
          onChange={(withoutTags) => onChange({ withoutTags })}
        />
        <Figure
          label={text('view_form.created_within_days')}
          max={3_650}
          value={conditions.createdWithinDays}
          onChange={(createdWithinDays) => onChange({ createdWithinDays })}
        />
        <Figure
          label={text('view_form.quiet_for_hours')}
          max={8_760}
          value={conditions.quietForHours}
          onChange={(quietForHours) => onChange({ quietForHours })}
        />
      </div>
    </>
  );
};
