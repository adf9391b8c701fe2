import { useQuery, useQueryClient } from '@tanstack/react-query';
import { BadgeCheck, Plus } from 'lucide-react';
import { useId, useState } from 'react';
import type { OfficialIdentityRow, OfficialRegistryReply } from '../../../src/contract/official.ts';
import { NETWORK_NAMES } from '../../kit/state/verify-words.ts';
import { useLocale, useText } from '../locale/text.ts';
import { fullDate } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, Screen, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { useMe } from '../state/me.ts';
import { showToast } from '../state/toasts.ts';
import { AllowedHosts } from './allowed-hosts.tsx';
import { IdentityForm } from './identity-form.tsx';
import { addIdentity, getOfficial, OFFICIAL, removeIdentity } from './official-api.ts';

const COMMAND = 'npm run official:import -- --file hosts.txt';

const Until = ({ until }: Pick<OfficialIdentityRow, 'until'>) => {
  const text = useText();
  const locale = useLocale();
  if (until === null) return null;
  const date = fullDate(until, locale);
  return until > Date.now() ? (
    <span className="text-muted">{text('official.until', { date })}</span>
  ) : (
    <span className="text-danger">{text('official.ended', { date })}</span>
  );
};

interface RowProps {
  readonly identity: OfficialIdentityRow;
  readonly mayChange: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

const Row = ({ identity, mayChange, onEdit, onRemove }: RowProps) => {
  const text = useText();
  const id = useId();
  const { kind, network, value, note, until } = identity;
  return (
    <tr data-testid="official-row" data-value={value}>
      <td className={CELL}>
        {text(`official.kind.${kind}`)}
        {network !== null && <span className="text-muted"> · {NETWORK_NAMES[network]}</span>}
      </td>
      <td className={CELL}>
        <bdi id={`${id}-value`} dir="ltr" className="font-mono text-12">
          {value}
        </bdi>
      </td>
      <td className={CELL}>
        <bdi className="block max-w-96 truncate">{note}</bdi>
        <Until until={until} />
      </td>
      <td className={CELL}>
        {mayChange && (
          <span className="flex justify-end gap-2">
            <Button id={`${id}-edit`} aria-labelledby={`${id}-edit ${id}-value`} onClick={onEdit}>
              {text('edit')}
            </Button>
            <Button
              className="text-danger"
              id={`${id}-delete`}
              aria-labelledby={`${id}-delete ${id}-value`}
              onClick={onRemove}
            >
              {text('delete')}
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
};

const PhishingLists = ({ lists }: { readonly lists: OfficialRegistryReply['phishingLists'] }) => {
  const text = useText();
  return (
    <section aria-labelledby="official-phishing" className="flex flex-col gap-2">
      <h2 id="official-phishing" className="text-15 font-semibold">
        {text('official.phishing.title')}
      </h2>
      {lists.length === 0 ? (
        <p className="text-muted">
          {text('official.phishing.none', { command: `\u2066${COMMAND}\u2069` })}
        </p>
      ) : (
        <ul>
          {lists.map(({ name, hosts }) => (
            <li key={name}>{text('official.phishing.list', { name, count: hosts })}</li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Identities = ({
  identities,
  mayChange,
  onEdit,
  onChanged,
}: {
  readonly identities: readonly OfficialIdentityRow[];
  readonly mayChange: boolean;
  readonly onEdit: (identity: OfficialIdentityRow) => void;
  readonly onChanged: () => void;
}) => {
  const text = useText();
  const remove = ({ id, ...input }: OfficialIdentityRow): void => {
    const putBack = (): void => {
      addIdentity(input)
        .catch((thrown: unknown) => showFailure('failed.official', thrown))
        .finally(onChanged);
    };
    removeIdentity(id)
      .then(() =>
        showToast({ text: text('official.removed', { value: input.value }), undo: putBack }),
      )
      .catch((thrown: unknown) => showFailure('failed.official', thrown))
      .finally(onChanged);
  };
  if (identities.length === 0) return <Empty icon={BadgeCheck} sentence={text('official.empty')} />;
  return (
    <div className="overflow-x-auto">
      <table className={TABLE}>
        <thead>
          <tr>
            <th className={HEAD}>{text('official.field.kind')}</th>
            <th className={HEAD}>{text('official.field.value')}</th>
            <th className={HEAD}>{text('official.field.note')}</th>
            <th className={HEAD}>
              <span className="sr-only">{text('edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {identities.map((identity) => (
            <Row
              key={identity.id}
              identity={identity}
              mayChange={mayChange}
              onEdit={() => onEdit(identity)}
              onRemove={() => remove(identity)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** What is really ours: all see it, admins keep it. */
export const OfficialScreen = () => {
  const text = useText();
  const client = useQueryClient();
  const mayChange = useMe().role === 'admin';
  const query = useQuery({ queryKey: OFFICIAL, queryFn: getOfficial });
  const [editing, setEditing] = useState<OfficialIdentityRow | 'new' | null>(null);
  const refresh = (): void => void client.invalidateQueries({ queryKey: OFFICIAL });
  const registry = query.data;
  return (
    <Screen
      title={text('official.title')}
      actions={
        mayChange && (
          <Button
            tone="primary"
            icon={Plus}
            data-testid="official-new"
            onClick={() => setEditing('new')}
          >
            {text('official.add')}
          </Button>
        )
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.official" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {registry !== undefined && (
        <div className="mx-auto flex max-w-4xl flex-col gap-8 p-4">
          <p className="text-muted">{text('official.lead', { count: registry.badges })}</p>
          <Identities
            identities={registry.identities}
            mayChange={mayChange}
            onEdit={setEditing}
            onChanged={refresh}
          />
          <AllowedHosts hosts={registry.allowedHosts} mayChange={mayChange} onChanged={refresh} />
          <PhishingLists lists={registry.phishingLists} />
        </div>
      )}
      {editing !== null && (
        <IdentityForm
          identity={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={refresh}
        />
      )}
    </Screen>
  );
};
