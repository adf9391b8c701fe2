import { type ReactNode, useState } from 'react';
import type { Skill, StaffMember } from '../../../src/contract/staff.ts';
import {
  CATEGORIES,
  type Category,
  LOCALES,
  type Locale,
  STAFF_ROLES,
  type StaffRole,
} from '../../../src/core/vocabulary.ts';
import { createStaff, updateStaff } from '../api/desk-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { useTeams } from '../state/queries.ts';

interface FormProps {
  readonly member: StaffMember | null;
  readonly onClose: () => void;
  /** `password`: a one-time password to hand over, where one was made. */
  readonly onSaved: (name: string, password: string | null) => void;
}

interface Values {
  readonly name: string;
  readonly email: string;
  readonly publicName: string;
  readonly role: StaffRole;
  readonly locale: Locale;
  readonly teamIds: readonly string[];
  readonly skills: readonly Skill[];
  readonly languages: readonly Locale[];
  readonly capacityUnits: number;
  readonly disabled: boolean;
}

const NEW: Values = {
  name: '',
  email: '',
  publicName: '',
  role: 'agent',
  locale: 'en',
  teamIds: [],
  skills: [],
  languages: ['en'],
  capacityUnits: 4,
  disabled: false,
};

const valuesOf = (member: StaffMember | null): Values =>
  member === null ? NEW : { ...member, disabled: member.disabledAt !== null };

const toggled = <T,>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((each) => each !== one) : [...all, one];

const Check = ({
  checked,
  onChange,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: () => void;
  readonly children: ReactNode;
}) => (
  <label className="inline-flex min-h-6 items-center gap-1.5 pointer-coarse:min-h-11">
    <input type="checkbox" checked={checked} onChange={onChange} className="size-4 accent-accent" />
    <bdi>{children}</bdi>
  </label>
);

const Group = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <fieldset>
    <legend className="pb-1 text-12 font-medium">{name}</legend>
    <div className="flex flex-wrap gap-x-4 gap-y-1">{children}</div>
  </fieldset>
);

const LEVELS = [0, 1, 2, 3] as const;

const Skills = ({
  skills,
  onChange,
}: {
  readonly skills: readonly Skill[];
  readonly onChange: (skills: Skill[]) => void;
}) => {
  const text = useText();
  const levelOf = (category: Category): number =>
    skills.find((skill) => skill.category === category)?.level ?? 0;
  const set = (category: Category, level: number): void => {
    const others = skills.filter((skill) => skill.category !== category);
    onChange(level === 0 ? others : [...others, { category, level }]);
  };
  return (
    <fieldset>
      <legend className="pb-1 text-12 font-medium">{text('staff.skills')}</legend>
      <div className="grid grid-cols-3 gap-2 max-md:grid-cols-1">
        {CATEGORIES.map((category) => (
          <Field key={category} label={text(`category.${category}`)}>
            {(props) => (
              <select
                {...props}
                className="control"
                value={levelOf(category)}
                onChange={(event) => set(category, Number(event.target.value))}
              >
                {LEVELS.map((level) => (
                  <option key={level} value={level}>
                    {text(`staff.level.${level}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
};

type Change = (next: Partial<Values>) => void;

const Person = ({
  values,
  isNew,
  change,
}: {
  readonly values: Values;
  readonly isNew: boolean;
  readonly change: Change;
}) => {
  const text = useText();
  return (
    <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
      {isNew && (
        <>
          <Field label={text('staff.name')}>
            {(props) => (
              <input
                {...props}
                dir="auto"
                required
                maxLength={80}
                className="control"
                value={values.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Field label={text('sign_in.email')}>
            {(props) => (
              <input
                {...props}
                type="email"
                dir="ltr"
                required
                className="control"
                value={values.email}
                onChange={(event) => change({ email: event.target.value })}
              />
            )}
          </Field>
        </>
      )}
      <Field label={text('staff.public_name')} hint={text('staff.public_name_hint')}>
        {(props) => (
          <input
            {...props}
            dir="auto"
            required
            maxLength={40}
            className="control"
            value={values.publicName}
            onChange={(event) => change({ publicName: event.target.value })}
          />
        )}
      </Field>
      <Field label={text('staff.role')}>
        {(props) => (
          <select
            {...props}
            className="control"
            value={values.role}
            onChange={(event) => change({ role: event.target.value as StaffRole })}
          >
            {STAFF_ROLES.map((role) => (
              <option key={role} value={role}>
                {text(`role.${role}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text('staff.locale')}>
        {(props) => (
          <select
            {...props}
            className="control"
            value={values.locale}
            onChange={(event) => change({ locale: event.target.value as Locale })}
          >
            {LOCALES.map((each) => (
              <option key={each} value={each}>
                {text(`locale.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text('staff.capacity')} hint={text('staff.capacity_hint')}>
        {(props) => (
          <input
            {...props}
            type="number"
            min={1}
            max={100}
            required
            className="control"
            value={values.capacityUnits}
            onChange={(event) => change({ capacityUnits: Number(event.target.value) })}
          />
        )}
      </Field>
    </div>
  );
};

/** Writes what was entered; gives the one-time password where one was made. */
const write = async (
  member: StaffMember | null,
  values: Values,
  resetSignIn: boolean,
): Promise<string | null> => {
  const { name, email, disabled, publicName, role, locale, capacityUnits } = values;
  const common = {
    publicName,
    role,
    locale,
    capacityUnits,
    teamIds: [...values.teamIds],
    skills: [...values.skills],
    languages: [...values.languages],
  };
  if (member === null) return (await createStaff({ ...common, name, email })).oneTimePassword;
  const reply = await updateStaff(member.agentId, {
    ...common,
    disabled,
    ...(resetSignIn ? { resetSignIn: true as const } : {}),
  });
  return reply.oneTimePassword;
};

/** Adds someone, or changes what they can take and may do. */
export const StaffForm = ({ member, onClose, onSaved }: FormProps) => {
  const text = useText();
  const teams = useTeams().data ?? [];
  const [values, setValues] = useState<Values>(() => valuesOf(member));
  const [reset, setReset] = useState(false);
  const { busy, error, submit } = useSubmit();
  const change: Change = (next) => setValues((before) => ({ ...before, ...next }));
  const save = (): void => {
    void submit(async () => {
      const password = await write(member, values, reset);
      onClose();
      onSaved(member?.name ?? values.name, password);
    });
  };
  return (
    <Dialog
      title={member === null ? text('staff.new') : text('staff.edit', { name: member.name })}
      open
      onClose={onClose}
      wide
      testId="staff-form"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Person values={values} isNew={member === null} change={change} />
        <Group name={text('staff.teams')}>
          {teams.map((team) => (
            <Check
              key={team.id}
              checked={values.teamIds.includes(team.id)}
              onChange={() => change({ teamIds: toggled(values.teamIds, team.id) })}
            >
              {team.name}
            </Check>
          ))}
        </Group>
        <Group name={text('staff.languages')}>
          {LOCALES.map((each) => (
            <Check
              key={each}
              checked={values.languages.includes(each)}
              onChange={() => change({ languages: toggled(values.languages, each) })}
            >
              {text(`locale.${each}`)}
            </Check>
          ))}
        </Group>
        <Skills skills={values.skills} onChange={(skills) => change({ skills })} />
        {member !== null && (
          <Group name={text('staff.account')}>
            <Check
              checked={values.disabled}
              onChange={() => change({ disabled: !values.disabled })}
            >
              {text('staff.disable')}
            </Check>
            <Check checked={reset} onChange={() => setReset(!reset)}>
              {text('staff.reset')}
            </Check>
          </Group>
        )}
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy}>
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
