import { useState } from 'react';
import type { OfficialRegistryReply } from '../../../src/contract/official.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { showFailure } from '../state/change-conversation.ts';
import { showToast } from '../state/toasts.ts';
import { allowHost, disallowHost } from './official-api.ts';

interface AllowedProps {
  readonly hosts: OfficialRegistryReply['allowedHosts'];
  readonly mayChange: boolean;
  readonly onChanged: () => void;
}

const AddHost = ({ onChanged }: Pick<AllowedProps, 'onChanged'>) => {
  const text = useText();
  const [host, setHost] = useState('');
  const [note, setNote] = useState('');
  const { busy, error, submit } = useSubmit();
  const add = (): void => {
    if (host.trim() === '') return;
    void submit(async () => {
      await allowHost(host, note);
      setHost('');
      setNote('');
      onChanged();
    });
  };
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Field label={text('official.kind.domain')} error={error}>
        {(props) => (
          <input
            {...props}
            dir="ltr"
            maxLength={253}
            data-testid="allow-host"
            className="control font-mono"
            value={host}
            onChange={(event) => setHost(event.target.value)}
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
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" busy={busy}>
        {text('official.add')}
      </Button>
    </form>
  );
};

/** Hosts that are not ours and may be linked all the same. */
export const AllowedHosts = ({ hosts, mayChange, onChanged }: AllowedProps) => {
  const text = useText();
  const remove = (host: string, note: string): void => {
    const putBack = (): void => {
      allowHost(host, note)
        .catch((thrown: unknown) => showFailure('failed.official', thrown))
        .finally(onChanged);
    };
    disallowHost(host)
      .then(() => showToast({ text: text('official.removed', { value: host }), undo: putBack }))
      .catch((thrown: unknown) => showFailure('failed.official', thrown))
      .finally(onChanged);
  };
  return (
    <section aria-labelledby="official-allowed" className="flex flex-col gap-3">
      <div>
        <h2 id="official-allowed" className="text-15 font-semibold">
          {text('official.allowed.title')}
        </h2>
        <p className="text-muted">{text('official.allowed.lead')}</p>
      </div>
      <ul className="flex flex-col">
        {hosts.map(({ host, note }) => (
          <li
            key={host}
            data-testid="allowed-host"
            className="flex min-h-9 items-center gap-3 border-b border-line py-1"
          >
            <bdi id={`allowed-${host}`} dir="ltr" className="font-mono text-12">
              {host}
            </bdi>
            <bdi className="min-w-0 flex-1 truncate text-muted">{note}</bdi>
            {mayChange && (
              <Button
                tone="quiet"
                id={`allowed-${host}-delete`}
                aria-labelledby={`allowed-${host}-delete allowed-${host}`}
                onClick={() => remove(host, note)}
              >
                {text('delete')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && <AddHost onChanged={onChanged} />}
    </section>
  );
};
