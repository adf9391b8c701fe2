import { use, useState } from 'react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Problems, RowProblems } from './row-problems.tsx';

/** A version is published with a note of what changes; warnings are seen once more. */
export const PublishForm = ({
  busy,
  onPublish,
  onClose,
}: {
  readonly busy: boolean;
  readonly onPublish: (note: string) => void;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const { problems } = use(Problems);
  const [note, setNote] = useState('');
  const rows = [...new Set(problems.map(({ at }) => at))];
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (note.trim() !== '') onPublish(note.trim());
      }}
    >
      <h3 className="font-semibold">{text('rule.ui.publish_title')}</h3>
      {rows.length > 0 && (
        <div className="flex flex-col gap-1">
          <p>{text('rule.ui.warnings_stay')}</p>
          {rows.map((at) => (
            <RowProblems key={at} at={at} />
          ))}
        </div>
      )}
      <Field label={text('rule.ui.publish_note')}>
        {(props) => (
          <input
            {...props}
            // biome-ignore lint/a11y/noAutofocus: the person has just asked to publish
            autoFocus
            dir="auto"
            maxLength={500}
            className="control max-w-xl"
            data-testid="publish-note"
            value={note}
            onChange={(event) => setNote(event.target.value)}
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
          disabled={note.trim() === ''}
          data-testid="publish-confirm"
        >
          {text('rule.ui.publish')}
        </Button>
      </div>
    </form>
  );
};
