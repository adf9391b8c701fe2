import { Send } from 'lucide-react';
import { useRef, useState } from 'react';
import type { TaskEntry, TaskReply } from '../../../src/contract/tasks.ts';
import { useAction } from '../actions/handlers.ts';
import { Attachments } from '../conversation/attachments.tsx';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Moment } from '../parts/moment.tsx';
import { AttachToTask, useTaskFiles } from './task-files.tsx';
import type { OnDo } from './use-deeds.ts';

/** Apart from the sentence around it, whatever script it is in. */
const nameOf = (reply: TaskReply, id: string | null | undefined, other: string): string =>
  `\u2068${reply.people[id ?? '']?.name ?? other}\u2069`;

const Entry = ({ reply, entry }: { readonly reply: TaskReply; readonly entry: TaskEntry }) => {
  const text = useText();
  const locale = useLocale();
  const colleague = text('actor.colleague');
  const author = nameOf(reply, entry.authorId, colleague);
  const what = text(`task.entry.${entry.kind as 'said'}`, {
    author,
    to: nameOf(reply, entry.data.to, colleague),
    due: entry.data.dueAt === undefined ? '' : dayAndTime(entry.data.dueAt, locale),
  });
  return (
    <li data-testid="task-entry" data-kind={entry.kind} className="flex flex-col gap-0.5">
      <p className="flex flex-wrap gap-x-2 text-12 text-muted">
        <span>{what}</span>
        <Moment at={entry.at} />
      </p>
      {entry.text !== null && entry.kind !== 'opened' && (
        <p
          dir="auto"
          className="w-fit max-w-full rounded-10 border border-dashed border-note-line bg-note px-3 py-2 break-words whitespace-pre-wrap"
        >
          {entry.text}
        </p>
      )}
      {entry.attachments.length > 0 && <Attachments files={entry.attachments} />}
    </li>
  );
};

/** What is said is told to the server once, however often it is sent. */
const Writing = ({ taskId, onDo }: { readonly taskId: string; readonly onDo: OnDo }) => {
  const text = useText();
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [clientEntryId, setClientEntryId] = useState(() => crypto.randomUUID());
  const files = useTaskFiles({ taskId });
  const field = useRef<HTMLTextAreaElement>(null);
  useAction('note', () => field.current?.focus());
  const say = (): void => {
    if (busy || files.isBusy || (words.trim() === '' && files.attachments.length === 0)) return;
    setBusy(true);
    const fileIds = files.attachments.map(({ id }) => id);
    void onDo({ verb: 'entries', clientEntryId, text: words, fileIds })
      .then((refused) => {
        if (refused !== null) return;
        setWords('');
        files.clear();
        setClientEntryId(crypto.randomUUID());
      })
      .finally(() => setBusy(false));
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <textarea
        ref={field}
        dir="auto"
        rows={3}
        maxLength={8_000}
        aria-label={text('task.say')}
        placeholder={text('task.say')}
        data-testid="task-words"
        className="control border-dashed !border-note-line !bg-note"
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          const sends = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
          if (sends && !event.nativeEvent.isComposing) say();
        }}
      />
      <AttachToTask files={files} />
      <div className="flex items-center gap-2">
        <span className="flex-1 text-12 text-muted">{text('task.internal')}</span>
        <Button
          type="submit"
          icon={Send}
          busy={busy}
          disabled={files.isBusy}
          data-testid="task-say"
        >
          {text('task.say.do')}
        </Button>
      </div>
    </form>
  );
};

/** What was said about it between the department and whoever asked; the customer sees none of it. */
export const TaskTalk = ({ reply, onDo }: { readonly reply: TaskReply; readonly onDo: OnDo }) => {
  const text = useText();
  return (
    <section aria-label={text('task.discussion')} className="flex flex-col gap-3">
      <ol role="log" aria-label={text('task.discussion')} className="flex flex-col gap-3">
        {reply.entries.map((entry) => (
          <Entry key={entry.entryId} reply={reply} entry={entry} />
        ))}
      </ol>
      {reply.may.includes('say') && <Writing taskId={reply.task.taskId} onDo={onDo} />}
    </section>
  );
};
