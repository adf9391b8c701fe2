import { useMemo, useRef, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { Department } from '../../../src/contract/tasks.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { shortenId } from '../../kit/cards/figures.ts';
import type { Timeline, TimelineEntry } from '../../kit/state/timeline.ts';
import { useLocale, useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failed } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { Switch } from '../parts/switch.tsx';
import { type Answer, AnswerField } from './answer-field.tsx';
import { DueField } from './due-field.tsx';
import { type FillCard, fillCards, fillFrom } from './fill-form.ts';
import { useFocusInvalid } from './focus-invalid.ts';
import { Granting } from './granting.tsx';
import { useDepartments } from './queries.ts';
import { AttachToTask, type TaskFiles, useTaskFiles } from './task-files.tsx';
import { REQUEST, useOpening } from './use-opening.ts';

interface OpenTaskProps {
  readonly timeline: Timeline<DeskConversation>;
  readonly onClose: () => void;
}

/** Cards of the account that the form can be filled from by one press. */
const FillFrom = ({
  cards,
  onFill,
}: {
  readonly cards: readonly FillCard[];
  readonly onFill: (card: FillCard) => void;
}) => {
  const text = useText();
  if (cards.length === 0) return null;
  return (
    <div>
      <p className="pb-1 text-12 text-muted">{text('task.fill_from')}</p>
      <ul className="flex flex-wrap gap-1">
        {cards.map((card) => (
          <li key={card.cardId}>
            <button
              type="button"
              data-testid="task-fill"
              onClick={() => onFill(card)}
              className="min-h-6 rounded-6 border border-line px-1.5 text-12 hover:bg-surface pointer-coarse:min-h-11"
            >
              {text(`category.${card.category}`)}{' '}
              <bdi dir="ltr" className="font-mono">
                {shortenId(card.values.txid ?? card.subjectId)}
              </bdi>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Form = ({
  department,
  conversation,
  entries,
  request,
  onRequest,
  files,
  onClose,
}: {
  readonly department: Department;
  readonly conversation: DeskConversation;
  readonly entries: readonly TimelineEntry[];
  /** Kept with the files while another department is chosen. */
  readonly request: string;
  readonly onRequest: (request: string) => void;
  readonly files: TaskFiles;
  readonly onClose: () => void;
}) => {
  const text = useText();
  // The same task however often it is sent.
  const [taskId] = useState(() => crypto.randomUUID());
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({});
  const [dueAt, setDueAt] = useState<number | null>(null);
  const [hold, setHold] = useState(true);
  const [transcript, setTranscript] = useState(false);
  const [seqs, setSeqs] = useState<readonly number[]>([]);
  const { busy, wrong, send } = useOpening(conversation, department, onClose);
  const form = useRef<HTMLFormElement>(null);
  useFocusInvalid(form, wrong);
  const cards = useMemo(() => fillCards(entries), [entries]);
  const submit = (): void => {
    if (files.isBusy) return;
    send({
      taskId,
      departmentId: department.departmentId,
      request,
      answers: { ...answers },
      dueAt,
      hold,
      grant: { transcript, seqs: transcript ? [] : [...seqs] },
      fileIds: files.attachments.map(({ id }) => id),
    });
  };
  const { expectation } = department;
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      data-testid="task-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="text-12 text-muted">
        {text(`task.expectation.${expectation.source}`, {
          time: duration(expectation.ms, text),
        })}
      </p>
      <Field
        label={text('task.request')}
        hint={text('task.request_hint')}
        error={wrong?.get(REQUEST) ?? null}
      >
        {(props) => (
          <textarea
            {...props}
            dir="auto"
            rows={3}
            required
            maxLength={8_000}
            data-testid="task-request"
            className="control border-dashed !border-note-line !bg-note"
            value={request}
            onChange={(event) => onRequest(event.target.value)}
          />
        )}
      </Field>
      <AttachToTask files={files} />
      <FillFrom
        cards={cards}
        onFill={(card) => setAnswers((before) => fillFrom(card, department.fields, before))}
      />
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        {department.fields.map((field) => (
          <AnswerField
            key={field.fieldId}
            field={field}
            value={answers[field.fieldId] ?? null}
            error={wrong?.get(field.fieldId) ?? null}
            onChange={(value) => setAnswers((before) => ({ ...before, [field.fieldId]: value }))}
          />
        ))}
      </div>
      <Granting
        entries={entries}
        transcript={transcript}
        seqs={seqs}
        onTranscript={setTranscript}
        onSeqs={setSeqs}
      />
      <DueField label={text('task.due')} value={dueAt} onChange={setDueAt} usual />
      <Switch checked={hold} onChange={setHold}>
        {text('task.hold')}
      </Switch>
      {wrong?.has(null) === true && (
        <p role="alert" className="text-danger">
          {wrong.get(null)}
        </p>
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
          data-testid="task-send"
        >
          {text('task.send')}
        </Button>
      </div>
    </form>
  );
};

/** Gives a department something to do for this case. */
const OpenTaskDialog = ({ timeline, onClose }: OpenTaskProps) => {
  const text = useText();
  const locale = useLocale();
  const query = useDepartments();
  const [chosen, setChosen] = useState<string | null>(null);
  const [request, setRequest] = useState('');
  const files = useTaskFiles({ conversationId: timeline.view.id });
  const departments = query.data?.departments.filter(({ archived }) => !archived) ?? [];
  const department = departments.find(({ departmentId }) => departmentId === chosen);
  return (
    <Dialog
      title={text('action.task')}
      description={text('task.what')}
      open
      wide
      onClose={onClose}
      testId="task-dialog"
    >
      {query.isPending && <PanelSkeleton />}
      {query.isError && (
        <Failed
          what="failed.departments"
          thrown={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      <fieldset className="mb-4 flex flex-wrap gap-2">
        <legend className="pb-1 text-12 font-medium">{text('task.department')}</legend>
        {departments.map(({ departmentId, names }) => (
          <button
            key={departmentId}
            type="button"
            aria-pressed={departmentId === chosen}
            data-testid={`task-to-${departmentId}`}
            onClick={() => setChosen(departmentId)}
            className="min-h-8 rounded-6 border border-input px-3 font-medium hover:bg-surface aria-pressed:border-accent aria-pressed:bg-sel aria-pressed:text-accent pointer-coarse:min-h-11"
          >
            <bdi>{labelIn(names, locale)}</bdi>
          </button>
        ))}
      </fieldset>
      {department !== undefined && (
        <Form
          key={department.departmentId}
          department={department}
          conversation={timeline.view}
          entries={timeline.entries}
          request={request}
          onRequest={setRequest}
          files={files}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
};

export default OpenTaskDialog;
