import { Menu } from '@base-ui/react/menu';
import { Bot, Ellipsis, Lock, Pencil, ShieldX, Trash2 } from 'lucide-react';
import { memo, useState } from 'react';
import { EDIT_WITHIN_MS } from '../../../src/core/conversation/transitions.ts';
import type { TimelineMessage } from '../../kit/state/timeline.ts';
import { deleteMessage, editMessage } from '../api/desk-api.ts';
import { useText } from '../locale/text.ts';
import { SuspectFiles } from '../official/suspect-files.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { layerHome } from '../parts/layer-home.ts';
import { Moment } from '../parts/moment.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { AssistantPart } from './assistant-part.tsx';
import { Attachments } from './attachments.tsx';
import { type Reach, ReachMark } from './reach-mark.tsx';
import { Words } from './words.tsx';

export interface MessageProps {
  readonly conversationId: string;
  readonly message: TimelineMessage;
  readonly customer: string;
  readonly mine: boolean;
  readonly reach: Reach;
  /** Directly after another of the same person: the name is not said again. */
  readonly follows: boolean;
}

const MENU_ITEM =
  'flex min-h-8 items-center gap-2 rounded-6 px-2 outline-none data-highlighted:bg-sel pointer-coarse:min-h-11';

/** What its author may still do with it. */
const OwnMenu = ({ onEdit, onDelete }: { onEdit: () => void; onDelete: () => void }) => {
  const text = useText();
  return (
    <Menu.Root>
      <Menu.Trigger
        render={<IconButton icon={Ellipsis} size={14} label={text('message.menu')} />}
        className="-my-1.5 !size-6 pointer-coarse:!size-11"
      />
      <Menu.Portal container={layerHome()}>
        <Menu.Positioner align="end" sideOffset={4} className="z-50">
          <Menu.Popup className="enter min-w-36 rounded-10 border border-line bg-bg p-1 shadow-lift outline-none">
            <Menu.Item className={MENU_ITEM} onClick={onEdit}>
              <Pencil aria-hidden size={14} className="text-muted" />
              {text('message.edit')}
            </Menu.Item>
            <Menu.Item className={`${MENU_ITEM} text-danger`} onClick={onDelete}>
              <Trash2 aria-hidden size={14} />
              {text('message.delete')}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
};

const EditForm = ({
  initial,
  onSave,
  onCancel,
}: {
  readonly initial: string;
  readonly onSave: (words: string) => void;
  readonly onCancel: () => void;
}) => {
  const text = useText();
  const [words, setWords] = useState(initial);
  const save = (): void => {
    if (words.trim() !== '') onSave(words);
  };
  return (
    <div className="flex w-full flex-col gap-2">
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to edit here
        autoFocus
        dir="auto"
        rows={3}
        aria-label={text('message.edit')}
        className="control w-[min(60ch,60vw)]"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') onCancel();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.stopPropagation();
            save();
          }
        }}
      />
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={onCancel}>
          {text('cancel')}
        </Button>
        <Button tone="primary" onClick={save}>
          {text('save')}
        </Button>
      </div>
    </div>
  );
};

const look = ({ note, by }: TimelineMessage): string => {
  if (by === 'assistant') return 'border border-line border-s-3 border-s-accent bg-bg';
  if (note) return 'border border-dashed border-note-line bg-note';
  return by === 'customer' ? 'border border-line bg-surface' : 'bg-sel';
};

const Inside = ({ message }: { readonly message: TimelineMessage }) => {
  const text = useText();
  if (message.withdrawn !== null || message.text === null) {
    return (
      <p className="text-muted italic">
        {text(message.withdrawn === 'recalled' ? 'message.recalled' : 'message.deleted')}
      </p>
    );
  }
  const unmarked = message.destroyed.filter(
    (kind) => message.text?.includes(`⟦secret:${kind}⟧`) !== true,
  );
  return (
    <>
      {message.text !== '' && <Words text={message.text} contacts={message.contacts} />}
      {message.turn !== undefined && <AssistantPart reply={message.turn.reply} />}
      {message.attachments.length > 0 && <Attachments files={message.attachments} />}
      <SuspectFiles message={message} />
      {unmarked.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-1">
          {unmarked.map((kind) => (
            <Chip key={kind} tone="danger" icon={ShieldX} title={text('secret.why')}>
              {text('secret.removed', { kind: text(`secret.${kind}`) })}
            </Chip>
          ))}
        </p>
      )}
    </>
  );
};

const useWho = ({ message, mine, customer }: MessageProps): string => {
  const text = useText();
  if (message.by === 'customer') return customer;
  if (message.by === 'assistant') return text('assistant');
  return mine ? text('you') : (message.agent?.name ?? '');
};

const Item = (props: MessageProps) => {
  const { message, conversationId, mine } = props;
  const text = useText();
  const [editing, setEditing] = useState(false);
  const own = message.by !== 'customer';
  const who = useWho(props);
  const changeable =
    mine && message.withdrawn === null && Date.now() - message.at < EDIT_WITHIN_MS && !editing;
  const save = (words: string): void => {
    setEditing(false);
    editMessage(conversationId, message.id, words).catch((thrown: unknown) =>
      showFailure('failed.edit', thrown),
    );
  };
  const remove = (): void => {
    deleteMessage(conversationId, message.id).catch((thrown: unknown) =>
      showFailure('failed.delete', thrown),
    );
  };
  return (
    <article
      id={`message-${message.id}`}
      data-testid={message.note ? 'note' : 'message'}
      data-by={message.by}
      data-message-id={message.id}
      className={`flex flex-col px-4 ${own ? 'items-end' : 'items-start'} ${props.follows ? 'pt-1' : 'pt-3'}`}
    >
      {!props.follows && (
        <header className="mb-1 flex max-w-full items-center gap-1.5 text-12 text-muted">
          {message.by === 'assistant' && (
            <Bot aria-hidden size={14} className="shrink-0 text-accent" />
          )}
          <bdi className="truncate font-medium text-fg">{who}</bdi>
          {own && message.agent !== null && (
            <bdi dir="ltr" className="font-mono text-11">
              {message.agent.badge}
            </bdi>
          )}
        </header>
      )}
      <div className={`max-w-[min(60ch,85%)] rounded-10 px-3 py-2 ${look(message)}`}>
        {message.note && (
          <p className="mb-1 flex items-center gap-1 text-11 font-semibold">
            <Lock aria-hidden size={11} />
            {text('note.internal')}
          </p>
        )}
        {editing ? (
          <EditForm initial={message.text ?? ''} onSave={save} onCancel={() => setEditing(false)} />
        ) : (
          <Inside message={message} />
        )}
      </div>
      <footer className="mt-0.5 flex items-center gap-1.5 text-11 text-muted">
        <Moment at={message.at} form="time" />
        {message.editedAt !== null && message.withdrawn === null && (
          <span>{text('message.edited')}</span>
        )}
        {own && !message.note && message.withdrawn === null && <ReachMark reach={props.reach} />}
        {changeable && <OwnMenu onEdit={() => setEditing(true)} onDelete={remove} />}
      </footer>
    </article>
  );
};

const sameMessage = (a: TimelineMessage, b: TimelineMessage): boolean =>
  a.id === b.id &&
  a.text === b.text &&
  a.editedAt === b.editedAt &&
  a.withdrawn === b.withdrawn &&
  a.attachments.length === b.attachments.length &&
  a.attachments.every((file, at) => file.status === b.attachments[at]?.status);

/** One message or note; rendered again only when something of it has changed. */
export const MessageItem = memo(
  Item,
  (a, b) =>
    sameMessage(a.message, b.message) &&
    a.reach === b.reach &&
    a.follows === b.follows &&
    a.mine === b.mine &&
    a.customer === b.customer,
);
