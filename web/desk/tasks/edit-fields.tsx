import { Plus, X } from 'lucide-react';
import {
  FIELD_KINDS,
  FIELD_SOURCES,
  type FieldKind,
  type FieldSource,
  labelIn,
} from '../../../src/core/tasks/department.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Switch } from '../parts/switch.tsx';
import type { SetWords } from './edit-checklist.tsx';
import type { Terms } from './tasks-api.ts';

type Fields = Terms['fields'];
type FormField = Fields[number];

interface EditProps {
  readonly field: FormField;
  readonly locale: Locale;
  readonly setWords: SetWords;
  readonly onChange: (next: Partial<FormField>) => void;
}

const isKind = (value: string): value is FieldKind =>
  (FIELD_KINDS as readonly string[]).includes(value);
const sourceOf = (value: string): FieldSource | null =>
  FIELD_SOURCES.find((source) => source === value) ?? null;

const option = () => ({ optionId: crypto.randomUUID(), labels: {} });

const EditOptions = ({ field, locale, setWords, onChange }: EditProps) => {
  const text = useText();
  return (
    <ul className="flex flex-col gap-1 ps-4">
      {field.options.map((each) => (
        <li key={each.optionId} className="flex items-center gap-2">
          <input
            aria-label={text('department.option')}
            dir="auto"
            maxLength={120}
            className="control flex-1"
            placeholder={labelIn(each.labels, locale)}
            value={each.labels[locale] ?? ''}
            onChange={(event) =>
              onChange({
                options: field.options.map((other) =>
                  other.optionId === each.optionId
                    ? { ...other, labels: setWords(other.labels, locale, event.target.value) }
                    : other,
                ),
              })
            }
          />
          <IconButton
            icon={X}
            label={text('remove')}
            onClick={() =>
              onChange({
                options: field.options.filter(({ optionId }) => optionId !== each.optionId),
              })
            }
          />
        </li>
      ))}
      <li>
        <Button icon={Plus} onClick={() => onChange({ options: [...field.options, option()] })}>
          {text('department.option_add')}
        </Button>
      </li>
    </ul>
  );
};

const Kinds = ({ field, onChange }: Pick<EditProps, 'field' | 'onChange'>) => {
  const text = useText();
  return (
    <>
      <select
        aria-label={text('department.kind')}
        className="control !w-auto"
        value={field.kind}
        onChange={({ target }) => {
          if (!isKind(target.value)) return;
          const options = target.value === 'choice' ? [option(), option()] : [];
          onChange({ kind: target.value, options });
        }}
      >
        {FIELD_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {text(`department.kind.${kind}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={text('department.from')}
        className="control !w-auto"
        value={field.from ?? ''}
        onChange={({ target }) => onChange({ from: sourceOf(target.value) })}
      >
        <option value="">{text('department.from.none')}</option>
        {FIELD_SOURCES.map((source) => (
          <option key={source} value={source}>
            {text(`department.from.${source}`)}
          </option>
        ))}
      </select>
    </>
  );
};

const EditField = (props: EditProps & { readonly onRemove: () => void }) => {
  const text = useText();
  const { field, locale, setWords, onChange } = props;
  return (
    <li data-testid="edit-field" className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <input
          aria-label={text('department.field')}
          dir="auto"
          maxLength={120}
          className="control min-w-40 flex-1"
          placeholder={labelIn(field.labels, locale)}
          value={field.labels[locale] ?? ''}
          onChange={(event) =>
            onChange({ labels: setWords(field.labels, locale, event.target.value) })
          }
        />
        <Kinds field={field} onChange={onChange} />
        <Switch checked={field.required} onChange={(required) => onChange({ required })}>
          {text('department.required')}
        </Switch>
        <IconButton icon={X} label={text('remove')} onClick={props.onRemove} />
      </div>
      {field.kind === 'choice' && <EditOptions {...props} />}
    </li>
  );
};

/** What a task of this department asks for. */
export const EditFields = ({
  fields,
  locale,
  setWords,
  onChange,
}: {
  readonly fields: Fields;
  readonly locale: Locale;
  readonly setWords: SetWords;
  readonly onChange: (fields: Fields) => void;
}) => {
  const text = useText();
  const fresh = (): FormField => ({
    fieldId: crypto.randomUUID(),
    kind: 'text',
    labels: {},
    required: false,
    options: [],
    from: null,
  });
  return (
    <fieldset className="rounded-10 border border-line p-3">
      <legend className="px-1 text-12 font-medium">{text('task.form')}</legend>
      <ul className="flex flex-col gap-3">
        {fields.map((field) => (
          <EditField
            key={field.fieldId}
            field={field}
            locale={locale}
            setWords={setWords}
            onChange={(next) =>
              onChange(
                fields.map((each) =>
                  each.fieldId === field.fieldId ? { ...each, ...next } : each,
                ),
              )
            }
            onRemove={() => onChange(fields.filter(({ fieldId }) => fieldId !== field.fieldId))}
          />
        ))}
      </ul>
      <Button
        icon={Plus}
        className="mt-2"
        data-testid="field-add"
        onClick={() => onChange([...fields, fresh()])}
      >
        {text('department.field_add')}
      </Button>
    </fieldset>
  );
};
