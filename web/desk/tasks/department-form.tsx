import { useState } from 'react';
import type { Department } from '../../../src/contract/tasks.ts';
import { LOCALES, type Locale } from '../../../src/core/vocabulary.ts';
import { isLocale, useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Switch } from '../parts/switch.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { EditChecklist } from './edit-checklist.tsx';
import { EditFields } from './edit-fields.tsx';
import { EditNames } from './edit-names.tsx';
import { useOperatorsLocale } from './queries.ts';
import { changeDepartment, createDepartment, type Terms } from './tasks-api.ts';

interface FormProps {
  /** Null: a new one. */
  readonly department: Department | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const NEW: Terms = { names: {}, fields: [], checklist: [], defaultMinutes: 240 };

const termsOf = ({ names, fields, checklist, defaultMinutes }: Terms): Terms => ({
  names,
  fields,
  checklist,
  defaultMinutes,
});

/** Words that were emptied are not kept. */
const setWords = (labels: Terms['names'], locale: Locale, value: string): Terms['names'] => {
  const { [locale]: _before, ...others } = labels;
  return value === '' ? others : { ...others, [locale]: value };
};

const Language = ({
  value,
  onPick,
}: {
  readonly value: Locale;
  readonly onPick: (locale: Locale) => void;
}) => {
  const text = useText();
  return (
    <Field label={text('department.language')} hint={text('department.language_hint')}>
      {(props) => (
        <select
          {...props}
          className="control"
          data-testid="department-language"
          value={value}
          onChange={(event) => isLocale(event.target.value) && onPick(event.target.value)}
        >
          {LOCALES.map((each) => (
            <option key={each} value={each} lang={each}>
              {text(`locale.own.${each}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};

/** A department's name, form, checklist and time. Words are written for one language at a time. */
export const DepartmentForm = ({ department, onClose, onSaved }: FormProps) => {
  const text = useText();
  const [locale, setLocale] = useState<Locale>(useLocale());
  const operators = useOperatorsLocale();
  const [terms, setTerms] = useState<Terms>(department === null ? NEW : termsOf(department));
  const [departmentId, setId] = useState('');
  const [archived, setArchived] = useState(department?.archived ?? false);
  const { busy, error, submit } = useSubmit();
  const change = (next: Partial<Terms>): void => setTerms((before) => ({ ...before, ...next }));
  const save = (): void =>
    void submit(async () => {
      if (department === null) await createDepartment(departmentId.trim(), terms);
      else {
        const { version } = department;
        await changeDepartment(department.departmentId, { ...terms, version, archived });
      }
      onSaved();
      onClose();
    });
  return (
    <Dialog
      title={text(department === null ? 'department.add' : 'edit')}
      open
      wide
      onClose={onClose}
      testId="department-form"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <EditNames
          names={terms.names}
          operators={operators}
          setWords={setWords}
          onChange={(names) => change({ names })}
        />
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          {department === null && (
            <Field label={text('department.id')} hint={text('department.id_hint')}>
              {(props) => (
                <input
                  {...props}
                  dir="ltr"
                  required
                  pattern="[a-z0-9]+(-[a-z0-9]+)*"
                  maxLength={60}
                  className="control font-mono"
                  data-testid="department-id"
                  value={departmentId}
                  onChange={(event) => setId(event.target.value)}
                />
              )}
            </Field>
          )}
          <Field label={text('department.minutes')} hint={text('department.minutes_hint')}>
            {(props) => (
              <input
                {...props}
                type="number"
                min={1}
                max={129_600}
                required
                className="control"
                data-testid="department-minutes"
                value={terms.defaultMinutes}
                onChange={(event) => change({ defaultMinutes: event.target.valueAsNumber || 0 })}
              />
            )}
          </Field>
        </div>
        <div className="max-w-80">
          <Language value={locale} onPick={setLocale} />
        </div>
        <EditFields
          fields={terms.fields}
          locale={locale}
          setWords={setWords}
          onChange={(fields) => change({ fields })}
        />
        <EditChecklist
          items={terms.checklist}
          locale={locale}
          setWords={setWords}
          onChange={(checklist) => change({ checklist })}
        />
        {department !== null && (
          <Switch checked={archived} onChange={setArchived}>
            {text('department.close')}
          </Switch>
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
          <Button tone="primary" type="submit" busy={busy} data-testid="department-save">
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
