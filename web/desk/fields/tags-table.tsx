import { useState } from 'react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { useTags } from '../relations/queries.ts';
import { renameTag } from '../relations/relations-api.ts';
import { useSubmit } from '../sign-in/use-submit.ts';
import { queryClient } from '../state/queries.ts';
import { showToast } from '../state/toasts.ts';

const RenameDialog = ({ tag, onClose }: { readonly tag: string; readonly onClose: () => void }) => {
  const text = useText();
  const [to, setTo] = useState(tag);
  const { busy, error, submit } = useSubmit();
  return (
    <Dialog
      title={text('tags.rename', { tag })}
      description={text('tags.rename_hint')}
      open
      onClose={onClose}
      testId="rename-tag"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(async () => {
            await renameTag(tag, to);
            await queryClient.invalidateQueries({ queryKey: ['tags'] });
            showToast({ text: text('tags.renamed', { tag, to }) });
            onClose();
          });
        }}
      >
        <Field label={text('tags.name')} error={error}>
          {(props) => (
            <input
              {...props}
              dir="auto"
              maxLength={60}
              className="control"
              value={to}
              onChange={(event) => setTo(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button
            tone="primary"
            type="submit"
            busy={busy}
            disabled={to.trim() === '' || to === tag}
          >
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

/** The tags in use, the most used first; whoever leads keeps them in order. */
export const TagsTable = () => {
  const text = useText();
  const tags = useTags('', true).data ?? [];
  const [renaming, setRenaming] = useState<string | null>(null);
  if (tags.length === 0) return null;
  return (
    <section className="pt-6">
      <h2 className="px-3 pb-2 text-13 font-semibold">{text('tags.title')}</h2>
      <table className={TABLE}>
        <caption className="sr-only">{text('tags.title')}</caption>
        <thead>
          <tr>
            <th scope="col" className={HEAD}>
              {text('tags.name')}
            </th>
            <th scope="col" className={HEAD}>
              {text('tags.uses')}
            </th>
            <th scope="col" className={HEAD}>
              <span className="sr-only">{text('edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tags.map(({ tag, uses }) => (
            <tr key={tag} data-testid="tag-row">
              <th scope="row" className={`${CELL} text-start font-medium`}>
                <bdi>{tag}</bdi>
              </th>
              <td className={`${CELL} tabular-nums`}>{uses}</td>
              <td className={`${CELL} text-end`}>
                <Button onClick={() => setRenaming(tag)}>{text('tags.rename_short')}</Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {renaming !== null && (
        <RenameDialog key={renaming} tag={renaming} onClose={() => setRenaming(null)} />
      )}
    </section>
  );
};
