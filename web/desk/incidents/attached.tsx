import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AttachedList } from '../../../src/contract/incidents.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { goTo } from '../shell/place.ts';
import { showFailure } from '../state/change-conversation.ts';
import { showToast } from '../state/toasts.ts';
import { attachOne, detachOne, INCIDENTS, useAttached } from './incidents-api.ts';

type Row = AttachedList['rows'][number];

const Line = ({ row, onDetach }: { readonly row: Row; readonly onDetach: (() => void) | null }) => {
  const text = useText();
  return (
    <tr data-testid="attached-row">
      <td className={CELL}>
        <a
          href={`/desk/inbox/all/${row.conversationId}`}
          className="font-mono text-12 text-accent underline-offset-2 hover:underline"
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            goTo('inbox', 'all', row.conversationId);
          }}
        >
          <bdi dir="ltr">{row.number}</bdi>
        </a>
      </td>
      <td className={CELL}>{text(`category.${row.category}`)}</td>
      <td className={CELL}>{text(`locale.${row.locale}`)}</td>
      <td className={CELL}>{text(`incidents.state.${row.state}`)}</td>
      <td className={`${CELL} text-muted`}>{text(`incidents.via.${row.via}`)}</td>
      <td className={`${CELL} text-end`}>
        {onDetach !== null && (
          <Button data-testid="detach" onClick={onDetach}>
            {text('incidents.detach')}
          </Button>
        )}
      </td>
    </tr>
  );
};

const COLUMNS = [
  'queue.number',
  'queue.category',
  'queue.language',
  'incidents.state',
  'incidents.via',
] as const;

/** The attached conversations that this person may see, a hundred at a time. */
export const Attached = ({
  id,
  mayDetach,
}: {
  readonly id: string;
  readonly mayDetach: boolean;
}) => {
  const text = useText();
  const client = useQueryClient();
  const [path, setPath] = useState<readonly string[]>([]);
  const query = useAttached(id, path.at(-1));
  const refresh = (): void => void client.invalidateQueries({ queryKey: INCIDENTS });
  const again = (conversationId: string): void =>
    void attachOne(id, conversationId)
      .catch((thrown: unknown) => showFailure('failed.incidents', thrown))
      .finally(refresh);
  const detach = (conversationId: string): void =>
    void detachOne(id, conversationId)
      .then(() =>
        showToast({ text: text('incidents.detached'), undo: () => again(conversationId) }),
      )
      .catch((thrown: unknown) => showFailure('failed.incidents', thrown))
      .finally(refresh);
  if (query.isError && query.data === undefined)
    return (
      <Failed what="failed.incidents" thrown={query.error} onRetry={() => void query.refetch()} />
    );
  const rows = query.data?.rows ?? [];
  const last = rows.at(-1)?.conversationId;
  return (
    <section aria-labelledby="incident-attached" className="flex flex-col gap-2">
      <h2 id="incident-attached" className="text-15 font-semibold">
        {text('incidents.conversations')}
      </h2>
      {rows.length === 0 ? (
        <p className="text-muted">{text('incidents.no_conversations')}</p>
      ) : (
        <div className="overflow-x-auto">
          <table className={TABLE}>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col" className={HEAD}>
                    {text(column)}
                  </th>
                ))}
                <th scope="col" className={HEAD}>
                  <span className="sr-only">{text('incidents.detach')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Line
                  key={row.conversationId}
                  row={row}
                  onDetach={
                    mayDetach && (row.state === 'attached' || row.state === 'waiting')
                      ? () => detach(row.conversationId)
                      : null
                  }
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {(path.length > 0 || query.data?.hasMore === true) && (
        <div className="flex gap-2">
          <Button disabled={path.length === 0} onClick={() => setPath(path.slice(0, -1))}>
            {text('incidents.previous')}
          </Button>
          <Button
            disabled={query.data?.hasMore !== true || last === undefined}
            onClick={() => last !== undefined && setPath([...path, last])}
          >
            {text('incidents.next')}
          </Button>
        </div>
      )}
    </section>
  );
};
