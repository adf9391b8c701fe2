import { useState } from 'react';
import type { OfficialIdentityRow } from '../../../src/contract/official.ts';
import { IDENTITY_KINDS, NETWORKS, type Network } from '../../../src/core/official/identity.ts';
import { NETWORK_NAMES } from '../../kit/state/verify-words.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { addIdentity, changeIdentity, type IdentityInput } from './official-api.ts';

interface FormProps {
  /** Null: a new one. */
  readonly identity: OfficialIdentityRow | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

type Kind = OfficialIdentityRow['kind'];

const inputOf = (identity: OfficialIdentityRow | null): IdentityInput => {
  if (identity === null) return { kind: 'domain', network: null, value: '', note: '', until: null };
  const { id, ...input } = identity;
  return input;
};

/** A day as a date field has it, in UTC; empty for none. */
const dayOf = (atMs: number | null | undefined): string =>
  atMs === null || atMs === undefined ? '' : new Date(atMs).toISOString().slice(0, 10);

/** Something that is ours, to be added or changed. */
export const IdentityForm = ({ identity, onClose, onSaved }: FormProps) => {
  const text = useText();
  const [input, setInput] = useState<IdentityInput>(() => inputOf(identity));
  const { busy, error, submit } = useSubmit();
  const change = (next: Partial<IdentityInput>): void =>
    setInput((before) => ({ ...before, ...next }));
  const pickKind = (kind: Kind): void =>
    change({ kind, network: kind === 'handle' ? (input.network ?? NETWORKS[0]) : null });
  const save = (): void => {
    if (input.value.trim() === '') return;
    void submit(async () => {
      await (identity === null ? addIdentity(input) : changeIdentity(identity.id, input));
      onSaved();
      onClose();
    });
  };
  return (
    <Dialog
      title={text(identity === null ? 'official.add' : 'edit')}
      open
      onClose={onClose}
      testId="official-form"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Field label={text('official.field.kind')}>
            {(props) => (
              <select
                {...props}
                className="control"
                value={input.kind}
                onChange={(event) => pickKind(event.target.value as Kind)}
              >
                {IDENTITY_KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {text(`official.kind.${kind}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {input.kind === 'handle' && (
            <Field label={text('official.field.network')}>
              {(props) => (
                <select
                  {...props}
                  className="control"
                  value={input.network ?? ''}
                  onChange={(event) => change({ network: event.target.value as Network })}
                >
                  {NETWORKS.map((network) => (
                    <option key={network} value={network}>
                      {NETWORK_NAMES[network]}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
        </div>
        <Field label={text('official.field.value')}>
          {(props) => (
            <input
              {...props}
              dir="ltr"
              required
              maxLength={320}
              data-testid="official-value"
              className="control font-mono"
              value={input.value}
              onChange={(event) => change({ value: event.target.value })}
            />
          )}
        </Field>
        <Field label={text('official.field.note')}>
          {(props) => (
            <input
              {...props}
              dir="auto"
              maxLength={200}
              className="control"
              value={input.note ?? ''}
              onChange={(event) => change({ note: event.target.value })}
            />
          )}
        </Field>
        <Field label={text('official.field.until')}>
          {(props) => (
            <input
              {...props}
              type="date"
              className="control"
              value={dayOf(input.until)}
              onChange={(event) =>
                change({ until: event.target.value === '' ? null : event.target.valueAsNumber })
              }
            />
          )}
        </Field>
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy} data-testid="official-save">
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
