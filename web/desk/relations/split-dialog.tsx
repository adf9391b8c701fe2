import { Scissors } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { CATEGORIES, type Category } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failed } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { goTo } from '../shell/place.ts';
import { useSubmit } from '../sign-in/use-submit.ts';
import { showToast } from '../state/toasts.ts';
import { forgetRelated } from './queries.ts';
import { split } from './relations-api.ts';
import { useMessages } from './use-messages.ts';

interface SplitProps {
  readonly conversation: DeskConversation;
  /** Chosen to begin with: what came from that request. */
  readonly cameFrom: string | null;
  readonly onClose: () => void;
}

const Messages = ({
  conversation,
  cameFrom,
  chosen,
  onChange,
}: Omit<SplitProps, 'onClose'> & {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}) => {
  const text = useText();
  const query = useMessages(conversation.id);
  const { data } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the messages have come
  useEffect(() => {
    if (data === undefined || cameFrom === null) return;
    const came = data.messages.filter(({ id }) => data.cameFrom.get(id) === cameFrom);
    onChange(new Set(came.map(({ id }) => id)));
  }, [data, cameFrom]);
  if (query.isPending) return <PanelSkeleton />;
  if (query.isError)
    return (
      <Failed
        what="failed.conversation"
        thrown={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <ul className="scroll flex max-h-[40dvh] flex-col gap-1" data-testid="split-messages">
      {query.data.hasEarlier && <li className="px-2 text-12 text-muted">{text('split.newest')}</li>}
      {query.data.messages.map((message) => (
        <li key={message.id}>
          <label className="flex min-h-8 cursor-pointer items-start gap-2 rounded-6 border border-line px-2 py-1.5 has-[:checked]:border-accent has-[:checked]:bg-sel">
            <input
              type="checkbox"
              className="mt-0.5 size-4"
              checked={chosen.has(message.id)}
              onChange={() => toggle(message.id)}
            />
            <span className="min-w-0 flex-1">
              <span className="flex justify-between gap-2 text-11 text-muted">
                <span>{text(`said_by.${message.note ? 'note' : message.by}`)}</span>
                <Moment at={message.at} form="short" />
              </span>
              <span dir="auto" className="line-clamp-2 break-words">
                {message.text ?? text('message.deleted')}
              </span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
};

/** Messages about something else go on in a request of their own. */
const SplitDialog = (props: SplitProps) => {
  const { conversation, onClose } = props;
  const text = useText();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [category, setCategory] = useState<Category>(conversation.category);
  const { busy, error, submit } = useSubmit();
  const save = (): void =>
    void submit(async () => {
      const { into } = await split(conversation.id, { messageIds: [...chosen], category });
      forgetRelated();
      showToast({ text: text('changed.split', { number: into.number }) });
      onClose();
      goTo('inbox', 'all', into.id);
    });
  return (
    <Dialog
      title={text('split.title')}
      description={text('split.lead')}
      open
      onClose={onClose}
      wide
      testId="split-dialog"
    >
      <div className="flex flex-col gap-4">
        <Messages {...props} chosen={chosen} onChange={setChosen} />
        <Field label={text('split.category')}>
          {(field) => (
            <select
              {...field}
              className="control"
              value={category}
              onChange={(event) => setCategory(event.target.value as Category)}
            >
              {CATEGORIES.map((each) => (
                <option key={each} value={each}>
                  {text(`category.${each}`)}
                </option>
              ))}
            </select>
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
          <Button
            tone="primary"
            icon={Scissors}
            busy={busy}
            disabled={chosen.size === 0}
            data-testid="split-submit"
            onClick={save}
          >
            {text('split.submit', { count: chosen.size })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};

export default SplitDialog;
