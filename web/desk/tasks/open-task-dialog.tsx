import { useMemo, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { Department } from '../../../src/contract/tasks.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { shortenId } from '../../kit/cards/figures.ts';
import type { Timeline, TimelineEntry } from '../../kit/state/timeline.ts';
import { asFailure } from '../api/failure.ts';
import { useLocale, useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failed, failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { Switch } from '../parts/switch.tsx';
import { showToast } from '../state/toasts.ts';
import { type Answer, AnswerField } from './answer-field.tsx';
import { DueField } from './due-field.tsx';
import { type FillCard, fillCards, fillFrom } from './fill-form.ts';
import { Granting } from './granting.tsx';
import { useDepartments, useTakeTask } from './queries.ts';
import { openTask } from './tasks-api.ts';

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
  onClose,
}: {
  readonly department: Department;
  readonly conversation: DeskConversation;
  readonly entries: readonly TimelineEntry[];
  readonly onClose: () => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const take = useTakeTask();
  // The same task however often it is sent.
  const [taskId] = useState(() => crypto.randomUUID());
  const [request, setRequest] = useState('');
  const [answers, setAnswers] = useState<Readonly<Record<string, Answer>>>({});
  const [dueAt, setDueAt] = useState<number | null>(null);
  const [hold, setHold] = useState(true);
  const [transcript, setTranscript] = useState(false);
  const [seqs, setSeqs] = useState<readonly number[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ readonly at: string | null; readonly text: string } | null>(
    null,
  );
  const cards = useMemo(() => fillCards(entries), [entries]);
  const send = (): void => {
    if (busy) return;
    setBusy(true);
    setError(null);
    openTask(conversation.id, {
      taskId,
      departmentId: department.departmentId,
      request,
      answers: { ...answers },
      dueAt,
      hold,
      grant: { transcript, seqs: transcript ? [] : [...seqs] },
      fileIds: [],
    })
      .then((reply) => {
        take(reply);
        const name = labelIn(department.names, locale);
        showToast({ text: text('task.opened', { department: name }) });
        onClose();
      })
      .catch((thrown: unknown) => {
        const failure = asFailure(thrown);
        const at = failure.details.at;
        setError({ at: typeof at === 'string' ? at : null, text: failureText(failure, text) });
      })
      .finally(() => setBusy(false));
  };
  const { expectation } = department;
  return (
    <form
      className="flex flex-col gap-4"
      data-testid="task-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p className="text-12 text-muted">
        {text(`task.expectation.${expectation.source}`, {
          time: duration(expectation.ms, text),
        })}
      </p>
      <Field label={text('task.request')} hint={text('task.request_hint')}>
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
            onChange={(event) => setRequest(event.target.value)}
          />
        )}
      </Field>
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
            error={error?.at === field.fieldId ? error.text : null}
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
      {error !== null && error.at === null && (
        <p role="alert" className="text-danger">
          {error.text}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button tone="primary" type="submit" busy={busy} data-testid="task-send">
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
          onClose={onClose}
        />
      )}
    </Dialog>
  );
};

export default OpenTaskDialog;
