import { useQuery } from '@tanstack/react-query';
import { useLocale, useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';
import { useTeams } from '../state/queries.ts';
import { listDepartments } from './sla-api.ts';
import type { Draft } from './use-draft.ts';

interface UnitProps {
  readonly label: string;
  readonly draft: Draft;
  readonly value: string;
  readonly mayChange: boolean;
  /** Whether it may go without one of its own. */
  readonly optional: boolean;
  readonly onChange: (calendarId: string) => void;
}

const UnitField = ({ label, draft, value, mayChange, optional, onChange }: UnitProps) => {
  const text = useText();
  return (
    <Field label={label}>
      {(props) => (
        <select
          {...props}
          className="control"
          disabled={!mayChange}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {optional && <option value="">{text('sla.as_everyone')}</option>}
          {draft.book.calendars.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};

const withUnit = (
  hours: Readonly<Record<string, string>>,
  unit: string,
  calendarId: string,
): Readonly<Record<string, string>> => {
  const { [unit]: _, ...rest } = hours;
  return calendarId === '' ? rest : { ...rest, [unit]: calendarId };
};

/** By which calendar each team and each department works. */
export const UnitHours = ({
  draft,
  mayChange,
}: {
  readonly draft: Draft;
  readonly mayChange: boolean;
}) => {
  const text = useText();
  const locale = useLocale();
  const teams = useTeams().data ?? [];
  const departments =
    useQuery({ queryKey: ['departments'], queryFn: listDepartments }).data?.departments ?? [];
  const { hoursOf } = draft.book;
  const change = (next: Partial<typeof hoursOf>): void =>
    draft.change({ hoursOf: { ...hoursOf, ...next } });
  const shared = { draft, mayChange };
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-15 font-semibold">{text('sla.units.title')}</h2>
      <div className="grid grid-cols-3 gap-3 max-md:grid-cols-1">
        <UnitField
          {...shared}
          label={text('sla.units.everyone')}
          value={hoursOf.everyone}
          optional={false}
          onChange={(everyone) => change({ everyone })}
        />
        {teams.map(({ id, name }) => (
          <UnitField
            {...shared}
            key={id}
            label={name}
            value={hoursOf.teams[id] ?? ''}
            optional
            onChange={(to) => change({ teams: withUnit(hoursOf.teams, id, to) })}
          />
        ))}
        {departments
          .filter(({ archived }) => !archived)
          .map(({ departmentId, names }) => (
            <UnitField
              {...shared}
              key={departmentId}
              label={names[locale] ?? names.en ?? departmentId}
              value={hoursOf.departments[departmentId] ?? ''}
              optional
              onChange={(to) =>
                change({ departments: withUnit(hoursOf.departments, departmentId, to) })
              }
            />
          ))}
      </div>
    </section>
  );
};
