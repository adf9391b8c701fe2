import { ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ComponentList } from '../../../src/contract/incidents.ts';
import { LOCALES, type Locale } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { dirOf } from './incident-parts.tsx';
import { saveComponents } from './incidents-api.ts';

type Component = ComponentList['components'][number];

const ID = /^[a-z0-9][a-z0-9-]*$/;

const Row = ({
  component,
  locale,
  onChange,
  onUp,
  onRemove,
}: {
  readonly component: Component;
  readonly locale: Locale;
  readonly onChange: (component: Component) => void;
  readonly onUp: (() => void) | null;
  readonly onRemove: () => void;
}) => {
  const text = useText();
  return (
    <li className="flex flex-wrap items-end gap-2">
      <Field label={text('incidents.component_id')}>
        {(props) => (
          <input
            {...props}
            dir="ltr"
            required
            maxLength={40}
            pattern="[a-z0-9][a-z0-9-]*"
            className="control !w-40 font-mono"
            value={component.id}
            onChange={(event) => onChange({ ...component, id: event.target.value })}
          />
        )}
      </Field>
      <Field label={text('incidents.component_name', { language: text(`locale.${locale}`) })}>
        {(props) => (
          <input
            {...props}
            lang={locale}
            dir={dirOf(locale)}
            maxLength={80}
            className="control"
            value={component.names[locale] ?? ''}
            onChange={(event) =>
              onChange({
                ...component,
                names: { ...component.names, [locale]: event.target.value },
              })
            }
          />
        )}
      </Field>
      <IconButton
        icon={ArrowUp}
        label={text('incidents.component_up')}
        disabled={onUp === null}
        onClick={() => onUp?.()}
      />
      <IconButton icon={Trash2} label={text('delete')} onClick={onRemove} />
    </li>
  );
};

/** Which parts of the service the status page shows, in which order, and what they are called. */
export const ComponentsForm = ({
  components,
  onClose,
  onSaved,
}: {
  readonly components: readonly Component[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) => {
  const text = useText();
  const [rows, setRows] = useState<readonly Component[]>(components);
  const [locale, setLocale] = useState<Locale>('en');
  const { busy, error, setError, submit } = useSubmit();
  const put = (place: number, component: Component): void =>
    setRows(rows.map((each, index) => (index === place ? component : each)));
  const up = (place: number): void => {
    const [above, moved] = [rows[place - 1], rows[place]];
    if (above === undefined || moved === undefined) return;
    setRows(rows.map((each, i) => (i === place - 1 ? moved : i === place ? above : each)));
  };
  const save = (): void => {
    if (rows.some(({ id }) => !ID.test(id))) {
      setError(text('incidents.component_id_wrong'));
      return;
    }
    void submit(async () => {
      await saveComponents({ components: [...rows] });
      onSaved();
      onClose();
    });
  };
  return (
    <Dialog
      title={text('incidents.components')}
      description={text('incidents.components_hint')}
      open
      onClose={onClose}
      wide
      testId="components-form"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <select
          aria-label={text('incidents.field.language')}
          className="control !w-auto"
          value={locale}
          onChange={(event) => setLocale(event.target.value as Locale)}
        >
          {LOCALES.map((each) => (
            <option key={each} value={each}>
              {text(`locale.${each}`)}
            </option>
          ))}
        </select>
        <ul className="flex flex-col gap-3">
          {rows.map((component, place) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place while its name is typed
              key={place}
              component={component}
              locale={locale}
              onChange={(next) => put(place, next)}
              onUp={place === 0 ? null : () => up(place)}
              onRemove={() => setRows(rows.filter((_, index) => index !== place))}
            />
          ))}
        </ul>
        <Button
          icon={Plus}
          className="w-fit"
          onClick={() => setRows([...rows, { id: '', names: {} }])}
        >
          {text('incidents.component_add')}
        </Button>
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button type="submit" tone="primary" busy={busy}>
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
