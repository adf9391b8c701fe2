import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComplaintCard } from '../../../src/contract/complaints.ts';
import { asFailure } from '../api/failure.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failed, failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { useMe } from '../state/me.ts';
import { showToast } from '../state/toasts.ts';
import { dayIn } from './complaint-day.ts';
import { COMPLAINTS, confirm, confirmReceipt, decide, getComplaint } from './complaints-api.ts';
import { LetterLinks } from './letter-links.tsx';
import { ReceiptLine } from './receipt-line.tsx';

/** Runs a decision, says what is wrong, and has the register read again. */
const useDeciding = (onDone: () => void) => {
  const text = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const run = (work: () => Promise<void>, done: string): void => {
    setBusy(true);
    setError(null);
    work()
      .then(() => {
        showToast({ text: done });
        void client.invalidateQueries({ queryKey: COMPLAINTS });
        onDone();
      })
      .catch((thrown: unknown) => setError(failureText(asFailure(thrown), text)))
      .finally(() => setBusy(false));
  };
  return { busy, error, run };
};

const Decide = ({
  complaint,
  onDone,
}: {
  readonly complaint: ComplaintCard;
  readonly onDone: () => void;
}) => {
  const text = useText();
  const [reasons, setReasons] = useState('');
  const [upheld, setUpheld] = useState(true);
  const { busy, error, run } = useDeciding(onDone);
  const send = (): void =>
    run(
      () => decide(complaint.complaintId, { upheld, text: reasons }),
      text(upheld ? 'complaint.upheld_done' : 'complaint.proposed_done'),
    );
  return (
    <form
      data-testid="decide-complaint"
      className="flex flex-col gap-3 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset className="flex flex-wrap gap-4">
        <legend className="pb-1 text-12 font-medium">{text('complaint.decision')}</legend>
        {[true, false].map((each) => (
          <label key={String(each)} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name="decision"
              checked={upheld === each}
              onChange={() => setUpheld(each)}
            />
            {text(each ? 'complaint.uphold' : 'complaint.reject')}
          </label>
        ))}
      </fieldset>
      <Field
        label={text('complaint.reasons')}
        hint={text(upheld ? 'complaint.reasons_hint' : 'complaint.second_hint')}
        error={error}
      >
        {(props) => (
          <textarea
            {...props}
            dir="auto"
            rows={5}
            required
            minLength={10}
            maxLength={8_000}
            data-testid="complaint-reasons"
            className="control"
            value={reasons}
            onChange={(event) => setReasons(event.target.value)}
          />
        )}
      </Field>
      <div className="flex justify-end">
        <Button tone="primary" type="submit" busy={busy} data-testid="complaint-decide">
          {text(upheld ? 'complaint.uphold' : 'complaint.propose')}
        </Button>
      </div>
    </form>
  );
};

const Confirm = ({
  complaint,
  onDone,
}: {
  readonly complaint: ComplaintCard;
  readonly onDone: () => void;
}) => {
  const text = useText();
  const me = useMe();
  const { busy, error, run } = useDeciding(onDone);
  const { complaintId } = complaint;
  if (complaint.proposedBy === me.agentId)
    return <p className="border-t border-line pt-4 text-muted">{text('complaint.waits_second')}</p>;
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-4">
      <p>{text('complaint.confirm_what')}</p>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          busy={busy}
          onClick={() => run(() => confirm(complaintId, false), text('complaint.returned_done'))}
        >
          {text('complaint.give_back')}
        </Button>
        <Button
          tone="danger"
          busy={busy}
          data-testid="complaint-confirm"
          onClick={() => run(() => confirm(complaintId, true), text('complaint.rejected_done'))}
        >
          {text('complaint.confirm')}
        </Button>
      </div>
    </div>
  );
};

const Words = ({ title, words }: { readonly title: string; readonly words: string }) => (
  <section>
    <h3 className="text-12 font-semibold text-muted">{title}</h3>
    <blockquote
      dir="auto"
      className="mt-1 border-s-2 border-line ps-3 break-words whitespace-pre-wrap"
    >
      {words}
    </blockquote>
  </section>
);

/** Whether the customer knows that it was received; where the service could not tell them, somebody does. */
const Receipt = ({ complaint }: { readonly complaint: ComplaintCard }) => {
  const text = useText();
  const { busy, error, run } = useDeciding(() => undefined);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <ReceiptLine row={complaint} />
      {complaint.acknowledgedAt === null && (
        <Button
          busy={busy}
          data-testid="complaint-receipt"
          onClick={() =>
            run(() => confirmReceipt(complaint.complaintId), text('complaint.receipt.confirmed'))
          }
        >
          {text('complaint.receipt.confirm')}
        </Button>
      )}
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
    </div>
  );
};

const Card = ({
  complaint,
  onClose,
}: {
  readonly complaint: ComplaintCard;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const { state, decision, timeZone } = complaint;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-12 text-muted">
        {text('complaint.dates', {
          opened: dayIn(complaint.openedAt, timeZone, locale),
          due: dayIn(complaint.dueAt, timeZone, locale),
        })}
        {' · '}
        {text('complaint.counted_in')} <bdi dir="ltr">{timeZone}</bdi>
      </p>
      <Receipt complaint={complaint} />
      <Words title={text('complaint.words')} words={complaint.text} />
      {decision !== null && <Words title={text('complaint.reasons')} words={decision} />}
      <LetterLinks complaint={complaint} />
      {state === 'open' && <Decide complaint={complaint} onDone={onClose} />}
      {state === 'proposed' && <Confirm complaint={complaint} onDone={onClose} />}
    </div>
  );
};

/** A complaint with its words, and its decision. */
export const ComplaintDialog = ({
  complaintId,
  number,
  onClose,
}: {
  readonly complaintId: string;
  readonly number: string;
  readonly onClose: () => void;
}) => {
  const query = useQuery({
    queryKey: [...COMPLAINTS, 'one', complaintId],
    queryFn: () => getComplaint(complaintId),
    // Each opening is recorded: not again because the window got the focus.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  return (
    <Dialog title={number} open onClose={onClose} wide testId="complaint">
      {query.isPending && <PanelSkeleton />}
      {query.isError && (
        <Failed
          what="failed.complaints"
          thrown={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data !== undefined && <Card complaint={query.data} onClose={onClose} />}
    </Dialog>
  );
};
