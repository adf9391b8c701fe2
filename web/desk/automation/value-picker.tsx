import { valuesOf } from '../../../src/core/automation/field-values.ts';
import { type ChoiceField, NOBODY, type SetField } from '../../../src/core/automation/rule.ts';
import { useText } from '../locale/text.ts';
import { useAgents, useTeams } from '../state/queries.ts';
import { useDepartments } from '../tasks/queries.ts';
import { Pressed } from './pressed.tsx';
import { useVoice } from './use-voice.ts';

type Field = ChoiceField | SetField;

/** The values to choose from; null where anything may be typed. */
const useOptions = (field: Field): readonly string[] | null => {
  const teams = useTeams().data ?? [];
  const agents = useAgents().data ?? [];
  const departments = useDepartments().data?.departments ?? [];
  if (field === 'team') return teams.map(({ id }) => id);
  if (field === 'assignee') return [NOBODY, ...agents.map(({ id }) => id)];
  return field === 'department'
    ? departments.map(({ departmentId }) => departmentId)
    : valuesOf(field);
};

const wordsOf = (typed: string): readonly string[] =>
  typed.split(/[\s,]+/).filter((word) => word !== '');

/** Any number of a field's values, each a button that is pressed or not; tags are typed. */
export const ValuePicker = ({
  field,
  values,
  onChange,
}: {
  readonly field: Field;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}) => {
  const text = useText();
  const voice = useVoice();
  const options = useOptions(field);
  if (options === null)
    return (
      <input
        dir="auto"
        className="control min-w-40 flex-1"
        aria-label={text('rule.ui.values')}
        placeholder={text('rule.ui.tags_hint')}
        defaultValue={values.join(' ')}
        onChange={(event) => onChange(wordsOf(event.target.value))}
      />
    );
  return (
    <Pressed
      options={options}
      values={values}
      nameOf={(value) => voice.value(field, value)}
      onChange={onChange}
    />
  );
};
