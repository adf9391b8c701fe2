import { useQueryClient } from '@tanstack/react-query';
import { MessageSquareText, Plus } from 'lucide-react';
import { useState } from 'react';
import type { CannedResponse } from '../../../src/contract/desk.ts';
import { LOCALES } from '../../../src/core/vocabulary.ts';
import { createCanned, deleteCanned } from '../api/desk-api.ts';
import { textFor } from '../composer/variables.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, Screen, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { CANNED, useCanned } from '../state/queries.ts';
import { showToast } from '../state/toasts.ts';
import { CannedForm } from './canned-form.tsx';

const Row = ({
  response,
  onEdit,
  onDelete,
}: {
  readonly response: CannedResponse;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const there = LOCALES.filter((each) => (response.texts[each] ?? '') !== '');
  return (
    <tr data-testid="canned-row" data-shortcut={response.shortcut}>
      <td className={CELL}>
        <bdi dir="ltr" className="font-mono text-12 text-accent">
          /{response.shortcut}
        </bdi>
      </td>
      <td className={CELL}>
        <bdi className="font-medium">{response.title}</bdi>
        <bdi className="block max-w-96 truncate text-12 text-muted">
          {textFor(response, locale)?.text}
        </bdi>
      </td>
      <td className={CELL}>
        {response.category === null
          ? text('canned.any_category')
          : text(`category.${response.category}`)}
      </td>
      <td className={CELL}>
        <span className="inline-flex flex-wrap gap-1">
          {there.map((each) => (
            <Chip key={each} title={text(`locale.${each}`)}>
              {each.toUpperCase()}
            </Chip>
          ))}
        </span>
      </td>
      <td className={CELL}>
        <span className="flex justify-end gap-2">
          <Button onClick={onEdit}>{text('edit')}</Button>
          <Button className="text-danger" onClick={onDelete}>
            {text('delete')}
          </Button>
        </span>
      </td>
    </tr>
  );
};

/** Saved texts: those that lead keep, all insert. */
export const CannedScreen = () => {
  const text = useText();
  const client = useQueryClient();
  const query = useCanned();
  const [editing, setEditing] = useState<CannedResponse | 'new' | null>(null);
  const refresh = (): void => void client.invalidateQueries({ queryKey: CANNED });
  const remove = (response: CannedResponse): void => {
    const { id, ...input } = response;
    client.setQueryData<readonly CannedResponse[]>(CANNED, (all) =>
      all?.filter((each) => each.id !== id),
    );
    deleteCanned(id)
      .then(() =>
        showToast({
          text: text('canned.deleted', { title: response.title }),
          undo: () => {
            createCanned(input)
              .then(refresh)
              .catch((thrown: unknown) => showFailure('failed.canned', thrown));
          },
        }),
      )
      .catch((thrown: unknown) => showFailure('failed.canned', thrown))
      .finally(refresh);
  };
  const responses = query.data;
  return (
    <Screen
      title={text('nav.canned')}
      actions={
        <Button
          tone="primary"
          icon={Plus}
          data-testid="canned-new"
          onClick={() => setEditing('new')}
        >
          {text('canned.new')}
        </Button>
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.canned" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {responses?.length === 0 && (
        <Empty icon={MessageSquareText} sentence={text('canned.empty')} />
      )}
      {responses !== undefined && responses.length > 0 && (
        <table className={TABLE}>
          <caption className="sr-only">{text('nav.canned')}</caption>
          <thead>
            <tr>
              <th scope="col" className={HEAD}>
                {text('canned.shortcut')}
              </th>
              <th scope="col" className={HEAD}>
                {text('canned.title')}
              </th>
              <th scope="col" className={HEAD}>
                {text('canned.category')}
              </th>
              <th scope="col" className={HEAD}>
                {text('canned.languages')}
              </th>
              <th scope="col" className={HEAD}>
                <span className="sr-only">{text('edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {responses.map((response) => (
              <Row
                key={response.id}
                response={response}
                onEdit={() => setEditing(response)}
                onDelete={() => remove(response)}
              />
            ))}
          </tbody>
        </table>
      )}
      {editing !== null && (
        <CannedForm
          response={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={refresh}
        />
      )}
    </Screen>
  );
};
