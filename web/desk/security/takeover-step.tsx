import { CircleCheck, CircleDashed } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { TakeoverReply } from '../../../src/contract/security.ts';
import { setTakeoverStep } from '../api/security-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { useTakeTakeover } from './queries.ts';

export type Step = TakeoverReply['steps'][number];

/** What was found, before a step is ticked. */
const NoteForm = ({
  first,
  busy,
  onSave,
  onCancel,
}: {
  readonly first: string;
  readonly busy: boolean;
  readonly onSave: (note: string) => void;
  readonly onCancel: () => void;
}) => {
  const text = useText();
  const [note, setNote] = useState(first);
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(note.trim());
      }}
    >
      <Field label={text('takeover.note')} hint={text('takeover.note_hint')}>
        {(props) => (
          <textarea
            {...props}
            // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
            autoFocus
            dir="auto"
            rows={2}
            maxLength={1_000}
            className="control"
            data-testid="step-note"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={onCancel}>
          {text('cancel')}
        </Button>
        <Button tone="primary" type="submit" busy={busy} data-testid="step-done">
          {text('takeover.done')}
        </Button>
      </div>
    </form>
  );
};

const Done = ({ step }: { readonly step: Step }) => (
  <p className="flex flex-wrap gap-x-1.5 text-12 text-muted">
    {step.by !== null && (
      <bdi>
        {step.by.name}{' '}
        <bdi dir="ltr" className="font-mono text-11">
          {step.by.badge}
        </bdi>
      </bdi>
    )}
    {step.at !== null && <Moment at={step.at} />}
  </p>
);

const useSet = (conversationId: string, step: Step) => {
  const take = useTakeTakeover(conversationId);
  const [writing, setWriting] = useState(false);
  const [busy, setBusy] = useState(false);
  const set = (done: boolean, note: string): void => {
    setBusy(true);
    setTakeoverStep(conversationId, step.step, { done, note })
      .then((reply) => {
        take(reply);
        setWriting(false);
      })
      .catch((thrown: unknown) => showFailure('failed.step', thrown))
      .finally(() => setBusy(false));
  };
  return { writing, setWriting, busy, set };
};

/** One step of the playbook: what it is about, whether it is done, by whom and what they found. */
export const TakeoverStep = ({
  conversationId,
  step,
  settable,
  children,
}: {
  readonly conversationId: string;
  readonly step: Step;
  /** Ticked by people; the lock's step follows the exchange's word. */
  readonly settable: boolean;
  readonly children?: ReactNode;
}) => {
  const text = useText();
  const { writing, setWriting, busy, set } = useSet(conversationId, step);
  const Icon = step.done ? CircleCheck : CircleDashed;
  return (
    <li
      data-testid="takeover-step"
      data-step={step.step}
      data-done={step.done}
      className="flex flex-col gap-2 border-t border-line px-4 py-3"
    >
      <div className="flex items-start gap-2">
        <Icon
          aria-hidden
          size={16}
          className={`mt-px shrink-0 ${step.done ? 'text-ok' : 'text-muted'}`}
        />
        <div className="min-w-0 flex-1">
          <h4 className="font-semibold">{text(`takeover.step.${step.step}`)}</h4>
          <p className="text-12 text-muted">
            {text(step.done ? 'takeover.is_done' : 'takeover.is_open')}
          </p>
          {step.done && <Done step={step} />}
        </div>
        {settable && !writing && (
          <Button
            className="!min-h-7 pointer-coarse:!min-h-11"
            busy={busy}
            data-testid="set-step"
            onClick={() => (step.done ? set(false, step.note) : setWriting(true))}
          >
            {text(step.done ? 'takeover.undo' : 'takeover.do')}
          </Button>
        )}
      </div>
      {step.note !== '' && !writing && (
        <p
          dir="auto"
          className="rounded-6 border border-dashed border-note-line bg-note px-2.5 py-1.5 break-words whitespace-pre-wrap"
        >
          {step.note}
        </p>
      )}
      {writing && (
        <NoteForm
          first={step.note}
          busy={busy}
          onSave={(note) => set(true, note)}
          onCancel={() => setWriting(false)}
        />
      )}
      {children}
    </li>
  );
};
