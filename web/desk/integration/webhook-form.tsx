import { useState } from 'react';
import type { WebhookRow } from '../../../src/contract/webhooks.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Switch } from '../parts/switch.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { changeWebhook, createWebhook } from './integration-api.ts';
import { SecretShown } from './secret-shown.tsx';

interface Wanted {
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly withWords: boolean;
}

const wantedOf = (webhook: WebhookRow | null): Wanted =>
  webhook ?? { name: '', url: '', eventTypes: [], withWords: false };

const TypePicker = ({
  all,
  chosen,
  onChange,
}: {
  readonly all: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (types: readonly string[]) => void;
}) => {
  const text = useText();
  const [some, setSome] = useState(chosen.length > 0);
  const pickAll = (on: boolean): void => {
    setSome(!on);
    if (on) onChange([]);
  };
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-12 font-medium">{text('integration.hook.types')}</legend>
      <Switch checked={!some} onChange={pickAll}>
        {text('integration.hook.all_types')}
      </Switch>
      {some && (
        <ul className="scroll grid max-h-52 grid-cols-2 gap-x-3 rounded-6 border border-line p-2 max-md:grid-cols-1">
          {all.map((type) => (
            <li key={type}>
              <Switch
                checked={chosen.includes(type)}
                onChange={(on) =>
                  onChange(on ? [...chosen, type] : chosen.filter((one) => one !== type))
                }
              >
                <bdi dir="ltr" className="font-mono text-12">
                  {type}
                </bdi>
              </Switch>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
};

interface FormProps {
  /** Null: a new one. */
  readonly webhook: WebhookRow | null;
  readonly eventTypes: readonly string[];
  readonly onClose: () => void;
  readonly onSaved: (secret: string | null) => void;
}

const Fields = ({
  wanted,
  change,
}: {
  readonly wanted: Wanted;
  readonly change: (next: Partial<Wanted>) => void;
}) => {
  const text = useText();
  return (
    <>
      <Field label={text('integration.name')}>
        {(props) => (
          <input
            {...props}
            dir="auto"
            required
            maxLength={80}
            data-testid="hook-name"
            className="control"
            value={wanted.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={text('integration.hook.url')} hint={text('integration.hook.url_hint')}>
        {(props) => (
          <input
            {...props}
            dir="ltr"
            type="url"
            required
            maxLength={2_000}
            data-testid="hook-url"
            className="control font-mono"
            value={wanted.url}
            onChange={(event) => change({ url: event.target.value })}
          />
        )}
      </Field>
    </>
  );
};

const HookForm = ({ webhook, eventTypes, onClose, onSaved }: FormProps) => {
  const text = useText();
  const [wanted, setWanted] = useState(() => wantedOf(webhook));
  const { busy, error, submit } = useSubmit();
  const change = (next: Partial<Wanted>): void => setWanted((before) => ({ ...before, ...next }));
  const save = (): void =>
    void submit(async () => {
      const { name, url, withWords } = wanted;
      const body = { name, url, withWords, eventTypes: [...wanted.eventTypes] };
      if (webhook === null) onSaved((await createWebhook(body)).secret);
      else {
        await changeWebhook(webhook.id, body);
        onSaved(null);
      }
    });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Fields wanted={wanted} change={change} />
      <TypePicker
        all={eventTypes}
        chosen={wanted.eventTypes}
        onChange={(types) => change({ eventTypes: types })}
      />
      <div>
        <Switch checked={wanted.withWords} onChange={(withWords) => change({ withWords })}>
          {text('integration.hook.words')}
        </Switch>
        <p className="text-12 text-muted">{text('integration.hook.words_hint')}</p>
      </div>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button tone="primary" type="submit" busy={busy} data-testid="hook-save">
          {text('save')}
        </Button>
      </div>
    </form>
  );
};

/** A webhook, new or to be changed; for a new one its secret follows, once. */
export const WebhookForm = (props: FormProps) => {
  const text = useText();
  const [secret, setSecret] = useState<string | null>(null);
  const { webhook, onClose, onSaved } = props;
  return (
    <Dialog
      title={text(webhook === null ? 'integration.hook.new' : 'edit')}
      open
      onClose={onClose}
      testId="webhook-form"
    >
      {secret === null ? (
        <HookForm
          {...props}
          onSaved={(made) => {
            onSaved(made);
            if (made === null) onClose();
            else setSecret(made);
          }}
        />
      ) : (
        <SecretShown secret={secret} onClose={onClose} />
      )}
    </Dialog>
  );
};
