import { Play, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { asFailure } from '../api/failure.ts';
import { useStepNames } from '../automation/step-names.ts';
import { hasText, type Text, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { failureText } from '../parts/failure.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { ActionFields } from './action-fields.tsx';
import {
  type BulkActionInput,
  type BulkPreview,
  type BulkRun,
  getBulk,
  newKey,
  previewBulk,
  startBulk,
  undoBulk,
} from './bulk-api.ts';
import { clearSelection } from './selection.ts';

const ASK_EVERY_MS = 700;

const whyText = (code: string | null, text: Text): string => {
  const key = `error.${code ?? ''}`;
  return code !== null && hasText(key) ? text(key) : text('bulk.no_reason');
};

type Row = BulkRun['rows'][number] & Partial<Pick<BulkPreview['rows'][number], 'steps'>>;
type Counted = Pick<BulkPreview, 'changed' | 'unchanged' | 'refused' | 'gone'> & {
  readonly rows: readonly Row[];
};

const OUTCOMES = ['changed', 'unchanged', 'refused', 'gone'] as const;

/** How many, and which not with why. */
const Outcome = ({ found, done }: { readonly found: Counted; readonly done: boolean }) => {
  const text = useText();
  const names = useStepNames();
  const told = found.rows.filter(({ outcome }) => outcome !== 'unchanged');
  const sentenceOf = ({ outcome, code, steps }: Row): string => {
    if (outcome === 'changed') return names.actions(steps ?? []);
    return outcome === 'gone' ? text('bulk.row_gone') : whyText(code, text);
  };
  return (
    <div className="flex flex-col gap-2">
      <ul
        className="flex flex-wrap gap-x-4 gap-y-1"
        data-testid={done ? 'bulk-outcome' : 'bulk-preview'}
      >
        {OUTCOMES.filter((each) => each === 'changed' || found[each] > 0).map((each) => (
          <li key={each} data-outcome={each} className={each === 'refused' ? 'text-danger' : ''}>
            {text(`bulk.${done ? 'did' : 'would'}.${each}`, { count: found[each] })}
          </li>
        ))}
      </ul>
      {told.length > 0 && (
        <ul className="scroll max-h-40 rounded-6 border border-line px-3 py-2 text-12">
          {told.map((row) => (
            <li
              key={row.conversationId}
              className="flex gap-2 py-0.5"
              data-testid="bulk-row"
              data-outcome={row.outcome}
            >
              <bdi dir="ltr" className="shrink-0 font-mono">
                {row.number ?? '–'}
              </bdi>
              <span className={row.outcome === 'refused' ? 'text-danger' : 'text-muted'}>
                {sentenceOf(row)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

/** Asked again and again until it is done. */
const useRun = (started: BulkRun | null) => {
  const [run, setRun] = useState(started);
  useEffect(() => setRun(started), [started]);
  const runId = run?.endedAt === null ? run.runId : null;
  useEffect(() => {
    if (runId === null) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = (): void => {
      getBulk(runId)
        .then((next) => {
          if (!over) setRun(next);
        })
        // Out of reach for a moment: it goes on there, and is asked for again here.
        .catch(() => undefined)
        .finally(() => {
          if (!over) timer = setTimeout(ask, ASK_EVERY_MS);
        });
    };
    timer = setTimeout(ask, ASK_EVERY_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [runId]);
  return run;
};

const Running = ({
  run,
  onUndo,
  onClose,
  busy,
  error,
}: {
  readonly run: BulkRun;
  readonly onUndo: () => void;
  readonly onClose: () => void;
  readonly busy: boolean;
  readonly error: string | null;
}) => {
  const text = useText();
  const done = run.changed + run.unchanged + run.refused + run.gone;
  const ended = run.endedAt !== null;
  return (
    <div className="flex flex-col gap-4">
      <p role="status" data-testid="bulk-state">
        {ended
          ? text(run.undoes === null ? 'bulk.ended' : 'bulk.undone')
          : text('bulk.running', { done, total: run.total })}
      </p>
      <progress
        className="h-2 w-full accent-accent"
        value={done}
        max={run.total}
        aria-label={text('bulk.title')}
      />
      <Outcome found={run} done />
      {!ended && <p className="text-12 text-muted">{text('bulk.goes_on')}</p>}
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <div className="flex justify-end gap-2">
        {ended && run.undoes === null && run.undoable > 0 && (
          <Button icon={Undo2} busy={busy} data-testid="bulk-undo" onClick={onUndo}>
            {text('bulk.undo', { count: run.undoable })}
          </Button>
        )}
        <Button tone="primary" onClick={onClose}>
          {text('close')}
        </Button>
      </div>
    </div>
  );
};

const usePreview = (conversationIds: readonly string[], action: BulkActionInput | null) => {
  const text = useText();
  const [found, setFound] = useState<BulkPreview | null>(null);
  const [error, setError] = useState<string | null>(null);
  const asked = JSON.stringify(action);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the change is another one
  useEffect(() => {
    setFound(null);
    setError(null);
    if (action === null) return;
    let over = false;
    previewBulk({ conversationIds, action })
      .then((next) => {
        if (!over) setFound(next);
      })
      .catch((thrown: unknown) => {
        if (!over) setError(failureText(asFailure(thrown), text));
      });
    return () => {
      over = true;
    };
  }, [asked]);
  return { found, error };
};

/** One change for all that is selected: shown first, then done, then perhaps taken back. */
const BulkDialog = ({
  conversationIds,
  onClose,
}: {
  readonly conversationIds: readonly string[];
  readonly onClose: () => void;
}) => {
  const text = useText();
  // As they were when it was opened: what comes into the list meanwhile is not meant.
  const [ids] = useState(conversationIds);
  const [action, setAction] = useState<BulkActionInput | null>(null);
  const [started, setStarted] = useState<BulkRun | null>(null);
  const [requestKey] = useState(newKey);
  const [undoKey] = useState(newKey);
  const preview = usePreview(ids, action);
  const run = useRun(started);
  const { busy, error, submit } = useSubmit();
  const start = (): void => {
    if (action === null) return;
    void submit(async () => {
      setStarted(await startBulk({ conversationIds: ids, action, requestKey }));
    });
  };
  const undo = (): void => {
    if (run === null) return;
    void submit(async () => setStarted(await undoBulk(run.runId, undoKey)));
  };
  const close = (): void => {
    if (run !== null) clearSelection();
    onClose();
  };
  const wrong = error ?? preview.error;
  return (
    <Dialog
      title={text('bulk.title')}
      description={text('bulk.lead', { count: ids.length })}
      open
      onClose={close}
      testId="bulk-dialog"
    >
      {run !== null ? (
        <Running run={run} busy={busy} error={error} onUndo={undo} onClose={close} />
      ) : (
        <div className="flex flex-col gap-4">
          <ActionFields onChange={setAction} />
          {preview.found !== null && <Outcome found={preview.found} done={false} />}
          {wrong !== null && (
            <p role="alert" className="text-danger">
              {wrong}
            </p>
          )}
          <div className="flex justify-end gap-2">
            <Button tone="quiet" onClick={close}>
              {text('cancel')}
            </Button>
            <Button
              tone="primary"
              icon={Play}
              busy={busy}
              disabled={preview.found === null || preview.found.changed === 0}
              data-testid="bulk-start"
              onClick={start}
            >
              {text('bulk.start', { count: preview.found?.changed ?? 0 })}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
};

export default BulkDialog;
