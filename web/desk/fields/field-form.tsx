import { useState } from 'react';
import {
  FIELD_ASKS,
  FIELD_KINDS,
  FIELD_SOURCES,
  type FieldKind,
  type Labels,
} from '../../../src/core/fields/field.ts';
import { CATEGORIES, type Category, type Locale } from '../../../src/core/vocabulary.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { LanguageTabs } from '../parts/language-tabs.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { type Change, Choices } from './choices.tsx';
import { addField, type CaseField, changeField, type NewCaseField } from './fields-api.ts';

const EMPTY: NewCaseField = {
  key: '',
  kind: 'text',
  categories: [],
  labels: {},
  choices: [],
  requiredToSolve: false,
  askedOfCustomer: 'no',
  source: null,
  position: 100,
};

const inputOf = (field: CaseField | null): NewCaseField => {
  if (field === null) return EMPTY;
  const { fieldId: _id, version: _version, retired: _retired, ...rest } = field;
  return rest;
};

const said = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, words]) => words.trim() !== ''));

const Categories = ({
  input,
  onChange,
}: {
  readonly input: NewCaseField;
  readonly onChange: Change;
}) => {
  const text = useText();
  const toggle = (category: Category): void =>
    onChange({
      categories: input.categories.includes(category)
        ? input.categories.filter((each) => each !== category)
        : [...input.categories, category],
    });
  return (
    <fieldset>
      <legend className="pb-1 text-12 font-medium">{text('fields.categories')}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {CATEGORIES.map((category) => (
          <label
            key={category}
            className="inline-flex min-h-6 items-center gap-1.5 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              checked={input.categories.includes(category)}
              onChange={() => toggle(category)}
            />
            {text(`category.${category}`)}
          </label>
        ))}
      </div>
      <p className="pt-1 text-12 text-muted">{text('fields.categories_hint')}</p>
    </fieldset>
  );
};

const Basics = ({
  input,
  isNew,
  onChange,
}: {
  readonly input: NewCaseField;
  readonly isNew: boolean;
  readonly onChange: Change;
}) => {
  const text = useText();
  return (
    <div className="grid grid-cols-3 gap-3 max-md:grid-cols-1">
      <Field label={text('fields.key')} hint={text('fields.key_hint')}>
        {(props) => (
          <input
            {...props}
            required
            dir="ltr"
            disabled={!isNew}
            maxLength={40}
            data-testid="field-key"
            className="control font-mono"
            value={input.key}
            onChange={(event) => onChange({ key: event.target.value.toLowerCase() })}
          />
        )}
      </Field>
      <Field label={text('fields.kind')}>
        {(props) => (
          <select
            {...props}
            disabled={!isNew}
            className="control"
            value={input.kind}
            onChange={(event) =>
              onChange({ kind: event.target.value as FieldKind, choices: [], source: null })
            }
          >
            {FIELD_KINDS.map((each) => (
              <option key={each} value={each}>
                {text(`fields.kind.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text('fields.position')}>
        {(props) => (
          <input
            {...props}
            type="number"
            min={0}
            max={10_000}
            className="control"
            value={input.position}
            onChange={(event) => onChange({ position: Number(event.target.value) })}
          />
        )}
      </Field>
    </div>
  );
};

const Asking = ({
  input,
  onChange,
}: {
  readonly input: NewCaseField;
  readonly onChange: Change;
}) => {
  const text = useText();
  const pickable = input.kind === 'text' || input.kind === 'txid';
  return (
    <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
      <Field label={text('fields.asked')}>
        {(props) => (
          <select
            {...props}
            className="control"
            value={input.askedOfCustomer}
            onChange={(event) =>
              onChange({ askedOfCustomer: event.target.value as NewCaseField['askedOfCustomer'] })
            }
          >
            {FIELD_ASKS.map((each) => (
              <option key={each} value={each}>
                {text(`fields.asked.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {pickable && (
        <Field label={text('fields.source')} hint={text('fields.source_hint')}>
          {(props) => (
            <select
              {...props}
              className="control"
              value={input.source ?? ''}
              onChange={(event) =>
                onChange({
                  source:
                    event.target.value === ''
                      ? null
                      : (event.target.value as NonNullable<NewCaseField['source']>),
                })
              }
            >
              <option value="">{text('fields.source.none')}</option>
              {FIELD_SOURCES.map((each) => (
                <option key={each} value={each}>
                  {text(`fields.source.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <label className="inline-flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={input.requiredToSolve}
          onChange={(event) => onChange({ requiredToSolve: event.target.checked })}
        />
        {text('fields.required')}
      </label>
    </div>
  );
};

/** A field: what it is called in each language, of what kind, where and of whom it is asked. */
export const FieldForm = ({
  field,
  onClose,
  onSaved,
}: {
  readonly field: CaseField | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) => {
  const text = useText();
  const own = useLocale();
  const [locale, setLocale] = useState<Locale>(own);
  const [input, setInput] = useState(() => inputOf(field));
  const { busy, error, submit } = useSubmit();
  const change: Change = (next) => setInput((before) => ({ ...before, ...next }));
  const save = (retired: boolean): void =>
    void submit(async () => {
      const choices = input.choices.map((each) => ({ ...each, labels: said(each.labels) }));
      const clean = { ...input, labels: said(input.labels), choices };
      if (field === null) await addField(clean);
      else await changeField(field.fieldId, { ...clean, version: field.version, retired });
      onSaved();
      onClose();
    });
  return (
    <Dialog
      title={text(field === null ? 'fields.new' : 'fields.edit')}
      open
      onClose={onClose}
      wide
      testId="field-form"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save(field?.retired ?? false);
        }}
      >
        <Basics input={input} isNew={field === null} onChange={change} />
        <LanguageTabs locale={locale} words={input.labels} onPick={setLocale} />
        <Field label={text('fields.label', { language: text(`locale.${locale}`) })}>
          {(props) => (
            <input
              {...props}
              dir="auto"
              maxLength={120}
              data-testid="field-label"
              className="control"
              value={input.labels[locale] ?? ''}
              onChange={(event) =>
                change({ labels: { ...input.labels, [locale]: event.target.value } })
              }
            />
          )}
        </Field>
        {input.kind === 'choice' && <Choices input={input} locale={locale} onChange={change} />}
        <Categories input={input} onChange={change} />
        <Asking input={input} onChange={change} />
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          {field !== null && (
            <Button className="me-auto" busy={busy} onClick={() => save(!field.retired)}>
              {text(field.retired ? 'fields.restore' : 'fields.retire')}
            </Button>
          )}
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy} data-testid="field-save">
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
