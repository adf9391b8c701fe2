import { useEffect, useState } from 'react';
import type { SavedView, ViewSharing } from '../../../src/contract/views.ts';
import { isLeadRole } from '../../../src/core/vocabulary.ts';
import { count as inDigits } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { goTo } from '../shell/place.ts';
import { useSubmit } from '../sign-in/use-submit.ts';
import { showFailure } from '../state/change-conversation.ts';
import { useMe } from '../state/me.ts';
import { useTeams } from '../state/queries.ts';
import { showToast } from '../state/toasts.ts';
import { ConditionFields } from './condition-fields.tsx';
import { loadSavedViews, recount } from './saved-views.ts';
import {
  changeView,
  createView,
  deleteView,
  previewCount,
  type ViewConditionsInput,
} from './views-api.ts';

interface FormProps {
  readonly view: SavedView | null;
  readonly onClose: () => void;
}

const COUNTED_TO = 1_000;
const COUNT_AFTER_MS = 300;

/** How many conversations the view would have; counted a moment after the last change. */
const usePreview = (conditions: ViewConditionsInput): number | null => {
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      previewCount(conditions, stop.signal)
        .then(setCount)
        .catch(() => {
          if (!stop.signal.aborted) setCount(null);
        });
    }, COUNT_AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [conditions]);
  return count;
};

const Preview = ({ conditions }: { readonly conditions: ViewConditionsInput }) => {
  const text = useText();
  const locale = useLocale();
  const count = usePreview(conditions);
  if (count === null) return <p className="min-h-5 flex-1" />;
  const shown = `${inDigits(Math.min(count, COUNTED_TO), locale)}${count > COUNTED_TO ? '+' : ''}`;
  return (
    <p role="status" className="min-h-5 flex-1 text-muted">
      {text('view_form.preview', { count: shown })}
    </p>
  );
};

/** Who else has it; only what this person may choose. */
const Sharing = ({
  sharing,
  onChange,
}: {
  readonly sharing: ViewSharing;
  readonly onChange: (sharing: ViewSharing) => void;
}) => {
  const text = useText();
  const me = useMe();
  const leads = isLeadRole(me.role);
  const teams = (useTeams().data ?? []).filter(
    ({ id }) => leads || me.teams.some((team) => team.teamId === id),
  );
  return (
    <Field label={text('view_form.sharing')}>
      {(props) => (
        <select
          {...props}
          className="control"
          data-testid="view-sharing"
          value={sharing.with === 'team' ? `team:${sharing.teamId}` : sharing.with}
          onChange={({ target: { value } }) => {
            if (value === 'nobody' || value === 'everyone') onChange({ with: value });
            else onChange({ with: 'team', teamId: value.slice('team:'.length) });
          }}
        >
          <option value="nobody">{text('view_form.sharing.nobody')}</option>
          {teams.map(({ id, name }) => (
            <option key={id} value={`team:${id}`}>
              {text('view_form.sharing.team', { team: name })}
            </option>
          ))}
          {leads && <option value="everyone">{text('view_form.sharing.everyone')}</option>}
        </select>
      )}
    </Field>
  );
};

const remove = async (view: SavedView, deleted: string): Promise<void> => {
  await deleteView(view.id);
  goTo('inbox', 'mine', null);
  await loadSavedViews();
  const { name, conditions, sharing } = view;
  showToast({
    text: deleted,
    undo: () => {
      createView({ name, conditions, sharing })
        .then(loadSavedViews)
        .catch((thrown: unknown) => showFailure('failed.view', thrown));
    },
  });
};

/** A view of one's own, for oneself or shared. */
const ViewForm = ({ view, onClose }: FormProps) => {
  const text = useText();
  const [name, setName] = useState(view?.name ?? '');
  const [conditions, setConditions] = useState<ViewConditionsInput>(view?.conditions ?? {});
  const [sharing, setSharing] = useState<ViewSharing>(view?.sharing ?? { with: 'nobody' });
  const [tried, setTried] = useState(false);
  const { busy, error, submit } = useSubmit();
  const nameless = name.trim() === '';
  const save = (): void => {
    setTried(true);
    if (nameless) return;
    void submit(async () => {
      const input = { name: name.trim(), conditions, sharing };
      const saved = await (view === null
        ? createView(input)
        : changeView(view.id, { ...input, version: view.version }));
      await loadSavedViews();
      void recount();
      onClose();
      goTo('inbox', saved.id, null);
    });
  };
  return (
    <Dialog
      title={text(view === null ? 'views.new' : 'views.edit')}
      open
      onClose={onClose}
      wide
      testId="view-form"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Field
            label={text('view_form.name')}
            error={tried && nameless ? text('view_form.name_missing') : null}
          >
            {(props) => (
              <input
                {...props}
                dir="auto"
                maxLength={60}
                className="control"
                data-testid="view-name"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Sharing sharing={sharing} onChange={setSharing} />
        </div>
        <ConditionFields
          conditions={conditions}
          onChange={(change) => setConditions((before) => ({ ...before, ...change }))}
        />
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="sticky bottom-0 -mx-4 -mb-4 flex flex-wrap items-center gap-2 border-t border-line bg-bg px-4 py-3">
          <Preview conditions={conditions} />
          {view !== null && (
            <Button
              className="text-danger"
              data-testid="view-delete"
              onClick={() =>
                void submit(() => remove(view, text('view_form.deleted', { name: view.name })))
              }
            >
              {text('delete')}
            </Button>
          )}
          <Button onClick={onClose}>{text('cancel')}</Button>
          <Button tone="primary" type="submit" busy={busy} data-testid="view-save">
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

export default ViewForm;
