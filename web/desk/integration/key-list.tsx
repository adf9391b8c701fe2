import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ApiKey } from '../../../src/contract/apikeys.ts';
import { useLocale, useText } from '../locale/text.ts';
import { fullDate } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { API_KEYS, listKeys, revokeKey } from './integration-api.ts';
import { NewKey, scopeText } from './new-key.tsx';
import { Sure } from './sure.tsx';

const State = ({ apiKey }: { readonly apiKey: ApiKey }) => {
  const text = useText();
  const locale = useLocale();
  const { revokedAt, expiresAt } = apiKey;
  if (revokedAt !== null) return <Chip tone="danger">{text('integration.key.revoked')}</Chip>;
  if (expiresAt === null) return <Chip tone="ok">{text('integration.key.valid')}</Chip>;
  const date = fullDate(expiresAt, locale);
  return expiresAt > Date.now() ? (
    <Chip tone="ok">{text('integration.key.valid_until', { date })}</Chip>
  ) : (
    <Chip tone="warn">{text('integration.key.expired', { date })}</Chip>
  );
};

const Row = ({
  apiKey,
  mayChange,
  onRevoke,
}: {
  readonly apiKey: ApiKey;
  readonly mayChange: boolean;
  readonly onRevoke: () => void;
}) => {
  const text = useText();
  const { name, prefix, scopes, lastUsedAt, revokedAt } = apiKey;
  return (
    <tr data-testid="key-row" data-name={name}>
      <td className={CELL}>
        <bdi className="font-medium">{name}</bdi>
        <br />
        <bdi dir="ltr" className="font-mono text-11 text-muted">
          {prefix}…
        </bdi>
      </td>
      <td className={CELL}>
        <ul className="flex max-w-xl flex-wrap gap-1">
          {scopes.map((scope) => (
            <li key={scope}>
              <Chip>{text(scopeText(scope))}</Chip>
            </li>
          ))}
        </ul>
      </td>
      <td className={CELL}>
        <State apiKey={apiKey} />
      </td>
      <td className={CELL}>
        {lastUsedAt === null ? (
          <span className="text-muted">{text('integration.never')}</span>
        ) : (
          <Moment at={lastUsedAt} />
        )}
      </td>
      <td className={`${CELL} text-end`}>
        {mayChange && revokedAt === null && (
          <Button
            className="text-danger"
            aria-label={text('integration.key.revoke_one', { name })}
            onClick={onRevoke}
          >
            {text('integration.key.revoke')}
          </Button>
        )}
      </td>
    </tr>
  );
};

const Table = ({
  keys,
  mayChange,
  onRevoke,
}: {
  readonly keys: readonly ApiKey[];
  readonly mayChange: boolean;
  readonly onRevoke: (apiKey: ApiKey) => void;
}) => {
  const text = useText();
  if (keys.length === 0) return <p className="text-muted">{text('integration.key.none')}</p>;
  return (
    <div className="overflow-x-auto">
      <table className={TABLE}>
        <thead>
          <tr>
            <th className={HEAD}>{text('integration.name')}</th>
            <th className={HEAD}>{text('integration.key.scopes')}</th>
            <th className={HEAD}>{text('integration.state')}</th>
            <th className={HEAD}>{text('integration.key.last_used')}</th>
            <th className={HEAD}>
              <span className="sr-only">{text('integration.key.revoke')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((apiKey) => (
            <Row
              key={apiKey.id}
              apiKey={apiKey}
              mayChange={mayChange}
              onRevoke={() => onRevoke(apiKey)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** Keys of other systems. */
export const KeyList = ({ mayChange }: { readonly mayChange: boolean }) => {
  const text = useText();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: API_KEYS, queryFn: listKeys });
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  const changed = (): void => void client.invalidateQueries({ queryKey: API_KEYS });
  return (
    <section aria-labelledby="api-keys" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="api-keys" className="text-15 font-semibold">
            {text('integration.key.title')}
          </h2>
          <p className="text-muted">
            {text('integration.key.lead')}{' '}
            <a href="/api/docs" className="text-accent underline underline-offset-2">
              {text('integration.reference')}
            </a>
          </p>
        </div>
        {mayChange && (
          <Button icon={Plus} data-testid="key-new" onClick={() => setMaking(true)}>
            {text('integration.key.new')}
          </Button>
        )}
      </div>
      {data === undefined && error === null && <ScreenSkeleton />}
      {error !== null && (
        <Failed what="integration.failed" thrown={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined && <Table keys={data.keys} mayChange={mayChange} onRevoke={setEnding} />}
      {making && <NewKey onClose={() => setMaking(false)} onMade={changed} />}
      {ending !== null && (
        <Sure
          title={text('integration.key.revoke_one', { name: ending.name })}
          what={text('integration.key.revoke_what')}
          confirm={text('integration.key.revoke')}
          onClose={() => setEnding(null)}
          run={async () => {
            await revokeKey(ending.id);
            changed();
          }}
        />
      )}
    </section>
  );
};
