import './forms.css';
import { type JSX, useEffect, useId, useRef, useState } from 'react';
import type { CategoryForm } from '../../../src/contract/fields.ts';
import { checkValue } from '../../../src/core/fields/check-value.ts';
import type { Category } from '../../../src/core/vocabulary.ts';
import { retrySend } from '../app/chatting.ts';
import { currentLocale, t } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { state } from '../app/state.ts';
import { dateAndTime } from '../app/time.ts';

type Asked = CategoryForm['fields'][number];

/** What is asked before the first message; nothing where it cannot be had: the message alone is enough. */
const useForm = (category: Category): readonly Asked[] => {
  const [fields, setFields] = useState<readonly Asked[]>([]);
  useEffect(() => {
    let over = false;
    const load = async (): Promise<void> => {
      const path = `/api/forms/${category}?locale=${currentLocale()}`;
      const answer = await ask<CategoryForm>('GET', path);
      if (answer.ok && !over) setFields(answer.value.fields);
    };
    void load();
    return () => {
      over = true;
    };
  }, [category]);
  return fields;
};

/** Kept with the request until its first message is sent; only what fits its kind. */
const keep = (id: string, fieldId: string, value: string | null): void => {
  const { begun } = state.get();
  const about = begun[id];
  if (about === undefined) return;
  const others = (about.fields ?? []).filter((each) => each.fieldId !== fieldId);
  const fields = value === null ? others : [...others, { fieldId, value }];
  state.patch({ begun: { ...begun, [id]: { ...about, fields } } });
};

const LEFT_TO_RIGHT: ReadonlySet<Asked['kind']> = new Set(['number', 'txid', 'address', 'amount']);
const TYPED = 'typed';

interface ControlProps {
  readonly field: Asked;
  readonly id: string;
  readonly value: string;
  readonly invalid: boolean;
  readonly onChange: (value: string) => void;
  readonly onDone: (value: string) => void;
}

const Typed = ({ field, id, value, invalid, onChange, onDone }: ControlProps): JSX.Element => {
  const plain = LEFT_TO_RIGHT.has(field.kind);
  return (
    <input
      id={id}
      className={plain ? 'control mono' : 'control'}
      type={field.kind === 'date' ? 'date' : 'text'}
      dir={plain || field.kind === 'date' ? 'ltr' : 'auto'}
      inputMode={field.kind === 'number' ? 'decimal' : 'text'}
      autoComplete="off"
      maxLength={1_000}
      aria-required={field.required}
      aria-invalid={invalid}
      aria-describedby={invalid ? `${id}-wrong` : undefined}
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => onDone(event.currentTarget.value)}
    />
  );
};

const Chosen = ({
  field,
  id,
  value,
  invalid,
  choices,
  onDone,
}: Omit<ControlProps, 'onChange'> & {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}): JSX.Element => (
  <select
    id={id}
    className="control"
    aria-required={field.required}
    aria-invalid={invalid}
    aria-describedby={invalid ? `${id}-wrong` : undefined}
    value={value}
    onChange={(event) => onDone(event.currentTarget.value)}
  >
    <option value="">{t('form.choose')}</option>
    {choices.map((each) => (
      <option key={each.value} value={each.value}>
        {each.label}
      </option>
    ))}
  </select>
);

/** Things of the account to pick from; who means another one types it. */
const Picked = (props: ControlProps): JSX.Element => {
  const { field, value, onDone } = props;
  const known = field.picks.some((pick) => pick.value === value);
  const [typing, setTyping] = useState(value !== '' && !known);
  const choices = [
    ...field.picks.map((pick) => ({
      value: pick.value,
      label: t('form.pick', { what: pick.what, when: dateAndTime(pick.at) }),
    })),
    { value: TYPED, label: t('form.another') },
  ];
  return (
    <>
      <Chosen
        {...props}
        value={typing ? TYPED : value}
        choices={choices}
        onDone={(picked) => {
          setTyping(picked === TYPED);
          onDone(picked === TYPED ? '' : picked);
        }}
      />
      {typing && <Typed {...props} id={`${props.id}-typed`} />}
    </>
  );
};

interface FieldProps {
  readonly id: string;
  readonly field: Asked;
  /** The message could not leave without it. */
  readonly isNeeded: boolean;
}

const OneField = ({ id, field, isNeeded }: FieldProps): JSX.Element => {
  const own = useId();
  const kept = state.get().begun[id]?.fields?.find((each) => each.fieldId === field.fieldId);
  const [value, setValue] = useState(kept?.value ?? '');
  const [wrong, setWrong] = useState<string | null>(null);
  const needed = isNeeded && value.trim() === '' ? t('form.required') : null;
  const said = wrong ?? needed;
  const done = (given: string): void => {
    setValue(given);
    if (given.trim() === '') {
      setWrong(null);
      keep(id, field.fieldId, null);
      return;
    }
    // Picked from the account: it is what it is.
    const isPicked = field.picks.some((pick) => pick.value === given);
    const choices = field.choices.map((each) => ({ value: each.value, labels: {} }));
    const checked = checkValue({ fieldId: field.fieldId, kind: field.kind, choices }, given);
    const fits = checked.ok || isPicked;
    setWrong(fits ? null : t(`error.${checked.failure.code}`));
    keep(id, field.fieldId, fits ? given : null);
  };
  const control = {
    field,
    id: own,
    value,
    invalid: said !== null,
    onChange: setValue,
    onDone: done,
  };
  return (
    <div className="form-field">
      <label htmlFor={own}>
        <bdi>{field.label}</bdi> {!field.required && <small>{t('form.optional')}</small>}
      </label>
      {field.picks.length > 0 ? (
        <Picked {...control} />
      ) : field.kind === 'choice' ? (
        <Chosen {...control} choices={field.choices} />
      ) : field.kind === 'yes_no' ? (
        <Chosen
          {...control}
          choices={[
            { value: 'yes', label: t('form.yes') },
            { value: 'no', label: t('form.no') },
          ]}
        />
      ) : (
        <Typed {...control} />
      )}
      {said !== null && (
        <p className="form-wrong" id={`${own}-wrong`} role="alert">
          {said}
        </p>
      )}
    </div>
  );
};

interface FormProps {
  readonly id: string;
  readonly category: Category;
  /** The message that was not taken because something required was missing. */
  readonly lacking: string | undefined;
}

/** Where something is wrong, the first of it takes the focus. */
const focusFirst = (form: HTMLElement | null): void =>
  form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();

/** What helps from the beginning, asked before the first message; what is required, until it is there. */
export const Form = ({ id, category, lacking }: FormProps): JSX.Element | null => {
  const fields = useForm(category);
  const box = useRef<HTMLFieldSetElement>(null);
  const isLacking = lacking !== undefined && fields.length > 0;
  useEffect(() => {
    if (!isLacking) return;
    box.current?.scrollIntoView({ block: 'nearest' });
    focusFirst(box.current);
  }, [isLacking]);
  if (fields.length === 0) return null;
  const send = (): void => {
    if (lacking === undefined) return;
    if (box.current?.querySelector('[aria-invalid=true]') == null) retrySend(lacking);
    else focusFirst(box.current);
  };
  return (
    <fieldset className="form" ref={box}>
      <legend>{t('form.title')}</legend>
      {fields.map((field) => (
        <OneField
          key={field.fieldId}
          id={id}
          field={field}
          isNeeded={isLacking && field.required}
        />
      ))}
      {isLacking ? (
        <button type="button" className="primary" onClick={send}>
          {t('form.send')}
        </button>
      ) : (
        <p className="muted">{t('form.then_write')}</p>
      )}
    </fieldset>
  );
};
