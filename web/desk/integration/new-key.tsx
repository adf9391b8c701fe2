import { useState } from 'react';
import { SCOPES, type Scope } from '../../../src/core/integration/scopes.ts';
import type { TextKey } from '../locale/text.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Switch } from '../parts/switch.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { endOf } from './days.ts';
import { createKey } from './integration-api.ts';
import { SecretShown } from './secret-shown.tsx';

/** What a scope lets a key do, in words. */
export const scopeText = (scope: Scope): TextKey =>
  `integration.scope.${scope.replace(':', '_') as 'conversations_read'}`;

const PER_MINUTE = 600;
const MOST_PER_MINUTE = 6_000;

interface Wanted {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly perMinute: number;
  readonly until: string;
}

const NOTHING: Wanted = { name: '', scopes: [], perMinute: PER_MINUTE, until: '' };

const ScopePicker = ({
  chosen,
  onChange,
}: {
  readonly chosen: readonly Scope[];
  readonly onChange: (scopes: readonly Scope[]) => void;
}) => {
  const text = useText();
  return (
    <fieldset className="grid grid-cols-2 gap-x-4 gap-y-1 max-md:grid-cols-1">
      <legend className="mb-1 text-12 font-medium">{text('integration.key.scopes')}</legend>
      {SCOPES.map((scope) => (
        // To see on one side, to change on the other.
        <div key={scope} className={scope.endsWith(':read') ? 'md:col-start-1' : 'md:col-start-2'}>
          <Switch
            checked={chosen.includes(scope)}
            onChange={(on) =>
              onChange(on ? [...chosen, scope] : chosen.filter((one) => one !== scope))
            }
          >
            <span className="flex min-w-0 flex-col">
              <span>{text(scopeText(scope))}</span>
              <bdi dir="ltr" className="self-start font-mono text-11 text-muted">
                {scope}
              </bdi>
            </span>
          </Switch>
        </div>
      ))}
    </fieldset>
  );
};

const KeyForm = ({
  onMade,
  onClose,
}: {
  readonly onMade: (secret: string) => void;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const [wanted, setWanted] = useState(NOTHING);
  const { busy, error, submit } = useSubmit();
  const change = (next: Partial<Wanted>): void => setWanted((before) => ({ ...before, ...next }));
  const { name, scopes, perMinute, until } = wanted;
  const ready = name.trim() !== '' && scopes.length > 0;
  const make = (): void => {
    if (!ready) return;
    void submit(async () => {
      const expiresAt = endOf(until) ?? null;
      onMade((await createKey({ name, scopes: [...scopes], perMinute, expiresAt })).secret);
    });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        make();
      }}
    >
      <Field label={text('integration.name')} hint={text('integration.key.name_hint')}>
        {(props) => (
          <input
            {...props}
            dir="auto"
            required
            maxLength={80}
            data-testid="key-name"
            className="control"
            value={name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <ScopePicker chosen={scopes} onChange={(next) => change({ scopes: next })} />
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <Field label={text('integration.key.per_minute')}>
          {(props) => (
            <input
              {...props}
              type="number"
              min={1}
              max={MOST_PER_MINUTE}
              required
              className="control"
              value={perMinute}
              onChange={(event) => change({ perMinute: event.target.valueAsNumber || 1 })}
            />
          )}
        </Field>
        <Field label={text('integration.key.until')} hint={text('integration.key.until_hint')}>
          {(props) => (
            <input
              {...props}
              type="date"
              className="control"
              value={until}
              onChange={(event) => change({ until: event.target.value })}
            />
          )}
        </Field>
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
        <Button tone="primary" type="submit" busy={busy} disabled={!ready} data-testid="key-make">
          {text('integration.key.make')}
        </Button>
      </div>
    </form>
  );
};

/** A new key: what it may do, then its secret, once. */
export const NewKey = ({
  onClose,
  onMade,
}: {
  readonly onClose: () => void;
  readonly onMade: () => void;
}) => {
  const text = useText();
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Dialog title={text('integration.key.new')} open wide onClose={onClose} testId="new-key">
      {secret === null ? (
        <KeyForm
          onClose={onClose}
          onMade={(made) => {
            setSecret(made);
            onMade();
          }}
        />
      ) : (
        <SecretShown secret={secret} onClose={onClose} />
      )}
    </Dialog>
  );
};
