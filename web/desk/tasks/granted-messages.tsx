import { useState } from 'react';
import type { TaskReply } from '../../../src/contract/tasks.ts';
import { showsGranted } from '../../../src/core/tasks/task.ts';
import { Attachments } from '../conversation/attachments.tsx';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { useGranted } from './queries.ts';

/** What of the conversation was granted. It is read, and the reading recorded, when it is asked for. */
export const GrantedMessages = ({ reply }: { readonly reply: TaskReply }) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { transcript, seqs } = reply.grants;
  const granted = useGranted(reply.task.taskId, open);
  if ((!transcript && seqs.length === 0) || !showsGranted(reply.task.state)) return null;
  return (
    <section aria-label={text('task.granted')} className="flex flex-col items-start gap-2">
      {!open && (
        <Button data-testid="task-granted" onClick={() => setOpen(true)}>
          {transcript
            ? text('task.granted.transcript')
            : text('task.granted.messages', { count: seqs.length })}
        </Button>
      )}
      {open && granted.isPending && <PanelSkeleton />}
      {open && granted.isError && (
        <Failed what="failed.task" thrown={granted.error} onRetry={() => void granted.refetch()} />
      )}
      {open && granted.data !== undefined && (
        <ol className="flex w-full flex-col gap-2">
          {granted.data.isCut && <li className="text-12 text-muted">{text('task.granted.cut')}</li>}
          {granted.data.messages.map((message) => (
            <li key={message.seq} data-testid="granted-message">
              <p className="flex gap-2 text-12 text-muted">
                {text(`task.by.${message.by}`)}
                <Moment at={message.at} />
              </p>
              <p dir="auto" className="break-words whitespace-pre-wrap">
                {message.text ?? text('task.words_gone')}
              </p>
              {message.attachments.length > 0 && <Attachments files={message.attachments} />}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
};
