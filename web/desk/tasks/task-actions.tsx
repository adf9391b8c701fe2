import { CircleCheck, Clock, CornerUpLeft, Eye, Hand, Send, Undo2, UserPlus } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { TaskReply } from '../../../src/contract/tasks.ts';
import { useAction } from '../actions/handlers.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { PickMenu } from '../parts/pick-menu.tsx';
import { useMe } from '../state/me.ts';
import { DueField } from './due-field.tsx';
import { useFocusInvalid } from './focus-invalid.ts';
import { GrantDialog } from './grant-dialog.tsx';
import { AttachToTask, useTaskFiles } from './task-files.tsx';
import type { TaskDeed } from './tasks-api.ts';
import type { Lacking, OnDo, Ticks } from './use-deeds.ts';

/** What is done with words of one's own. */
type Worded = 'finish' | 'return' | 'reschedule' | 'withdraw' | 'send_again';

interface DeedProps {
  readonly reply: TaskReply;
  readonly onDo: OnDo;
}

const deedOf = (
  what: Worded,
  text: string,
  dueAt: number | null,
  fileIds: readonly string[],
): TaskDeed | null => {
  switch (what) {
    case 'finish':
    case 'return':
      return { verb: what, text, fileIds };
    case 'withdraw':
      return { verb: what, text };
    case 'send_again':
      return { verb: 'send-again', text, dueAt, fileIds };
    case 'reschedule':
      return dueAt === null ? null : { verb: what, text, dueAt };
  }
};

const WordsDialog = ({
  what,
  reply,
  onDo,
  onClose,
}: DeedProps & { readonly what: Worded; readonly onClose: () => void }) => {
  const text = useText();
  const [words, setWords] = useState('');
  const [dueAt, setDueAt] = useState<number | null>(
    what === 'reschedule' ? reply.task.dueAt : null,
  );
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ readonly text: string } | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useFocusInvalid(form, wrong);
  const files = useTaskFiles({ taskId: reply.task.taskId });
  const send = (): void => {
    const deed = deedOf(
      what,
      words,
      dueAt,
      files.attachments.map(({ id }) => id),
    );
    if (deed === null || busy || files.isBusy) return;
    if (words.trim() === '' && what !== 'withdraw' && files.attachments.length === 0) {
      setWrong({ text: text('error.answer_missing') });
      return;
    }
    setBusy(true);
    setWrong(null);
    void onDo(deed)
      .then((refused) => {
        // What the checklist lacks is marked behind this dialog; what the words lack, here.
        if (refused === null || refused.code === 'checklist_open') onClose();
        else setWrong({ text: failureText(refused, text) });
      })
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={text(`task.do.${what}`)}
      description={text(`task.do.${what}.what`)}
      open
      onClose={onClose}
      testId="task-words-dialog"
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {(what === 'reschedule' || what === 'send_again') && (
          <DueField
            label={text('task.due')}
            value={dueAt}
            usual={what === 'send_again'}
            onChange={setDueAt}
          />
        )}
        <Field
          label={text(`task.do.${what}.words`)}
          hint={text('task.internal')}
          error={wrong?.text ?? null}
        >
          {(props) => (
            <textarea
              {...props}
              dir="auto"
              rows={4}
              maxLength={8_000}
              aria-required={what !== 'withdraw'}
              data-testid="task-deed-words"
              className="control border-dashed !border-note-line !bg-note"
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        {(what === 'finish' || what === 'return' || what === 'send_again') && (
          <AttachToTask files={files} />
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button
            tone="primary"
            type="submit"
            busy={busy}
            disabled={files.isBusy}
            data-testid="task-deed"
          >
            {text(`task.do.${what}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

const QUEUE = '';

/** Whose it is to be; a member, or the queue of the department. */
const AssignTask = ({ reply, onDo }: DeedProps) => {
  const text = useText();
  const { ownerId, state } = reply.task;
  const choices = reply.memberIds.map((id) => ({
    value: id,
    label: reply.people[id]?.name ?? text('actor.colleague'),
  }));
  const back = { value: QUEUE, label: text('task.back_to_queue') };
  return (
    <PickMenu
      label={text('task.do.assign')}
      value={ownerId ?? QUEUE}
      choices={state === 'taken' ? [back, ...choices] : choices}
      onPick={(id) => void onDo({ verb: 'assign', agentId: id === QUEUE ? null : id })}
      trigger={
        <Button icon={UserPlus} data-testid="task-assign">
          {text('task.do.assign')}
        </Button>
      }
    />
  );
};

const BUTTONS = [
  { what: 'finish', icon: CircleCheck },
  { what: 'return', icon: CornerUpLeft },
  { what: 'send_again', icon: Send },
  { what: 'reschedule', icon: Clock },
  { what: 'withdraw', icon: Undo2 },
] as const;

/** All that this person may do with the task now. */
export const TaskActions = ({
  reply,
  onDo,
  ticks,
  onLacking,
}: DeedProps & {
  readonly ticks: Ticks;
  readonly onLacking: (lacking: Lacking) => void;
}): ReactNode => {
  const text = useText();
  const me = useMe();
  const [what, setWhat] = useState<Worded | null>(null);
  const [granting, setGranting] = useState(false);
  const { conversationId } = reply.task.parent;
  const { may } = reply;
  const mayTake = may.includes('take') && reply.memberIds.includes(me.agentId);
  const take = (): void => void onDo({ verb: 'take' });
  const begin = (next: Worded): void => {
    const open = reply.checklist.filter((item) => item.required && !ticks.isTicked(item));
    if (next === 'finish' && open.length > 0) onLacking(open.map(({ itemId }) => itemId));
    else setWhat(next);
  };
  useAction('claim', mayTake ? take : null, 1);
  useAction('solve', may.includes('finish') ? () => begin('finish') : null, 1);
  useAction('task_return', may.includes('return') ? () => setWhat('return') : null, 1);
  const primary = mayTake ? null : may.includes('finish') ? 'finish' : 'send_again';
  return (
    <div role="toolbar" aria-label={text('task.tools')} className="flex flex-wrap gap-2">
      {mayTake && (
        <Button tone="primary" icon={Hand} data-testid="task-take" onClick={take}>
          {text('task.do.take')}
        </Button>
      )}
      {BUTTONS.filter((button) => may.includes(button.what)).map((button) => (
        <Button
          key={button.what}
          tone={button.what === primary ? 'primary' : 'plain'}
          icon={button.icon}
          data-testid={`task-${button.what}`}
          onClick={() => begin(button.what)}
        >
          {text(`task.do.${button.what}`)}
        </Button>
      ))}
      {may.includes('assign') && reply.memberIds.length > 0 && (
        <AssignTask reply={reply} onDo={onDo} />
      )}
      {may.includes('grant') && conversationId !== null && (
        <Button icon={Eye} data-testid="task-grant" onClick={() => setGranting(true)}>
          {text('task.do.grant')}
        </Button>
      )}
      {granting && conversationId !== null && (
        <GrantDialog
          reply={reply}
          conversationId={conversationId}
          onDo={onDo}
          onClose={() => setGranting(false)}
        />
      )}
      {what !== null && (
        <WordsDialog what={what} reply={reply} onDo={onDo} onClose={() => setWhat(null)} />
      )}
    </div>
  );
};
