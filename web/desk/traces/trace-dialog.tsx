import { CircleStop, Network, Table2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { TraceReply } from '../../../src/contract/tracing.ts';
import { stopTrace } from '../api/tracing-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failed } from '../parts/failure.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { amountText } from './amount-text.ts';
import { useTakeTrace, useTrace } from './queries.ts';
import { ShowTraceButton } from './show-trace-button.tsx';
import { TraceFigures } from './trace-figures.tsx';
import { TracePlace } from './trace-place.tsx';
import { TraceReports } from './trace-reports.tsx';
import { TraceTable } from './trace-table.tsx';

const TraceGraph = lazy(() => import('./trace-graph.tsx'));

const Stop = ({
  conversationId,
  traceId,
}: {
  readonly conversationId: string;
  readonly traceId: string;
}) => {
  const text = useText();
  const take = useTakeTrace(conversationId);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const stop = (): void => {
    setBusy(true);
    stopTrace(conversationId, traceId)
      .then(take)
      .catch((thrown: unknown) => showFailure('failed.trace_stop', thrown))
      .finally(() => setBusy(false));
  };
  if (!asked) {
    return (
      <Button icon={CircleStop} data-testid="stop-trace" onClick={() => setAsked(true)}>
        {text('trace.stop')}
      </Button>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-2">
      <span>{text('trace.stop_sure')}</span>
      <Button tone="danger" busy={busy} data-testid="stop-trace-sure" onClick={stop}>
        {text('trace.stop')}
      </Button>
      <Button tone="quiet" onClick={() => setAsked(false)}>
        {text('cancel')}
      </Button>
    </span>
  );
};

/** What the graph does not show, said in words. */
const Left = ({ reply }: { readonly reply: TraceReply }) => {
  const text = useText();
  const lines = [
    reply.isCut ? text('trace.cut') : null,
    reply.omitted > 0 ? text('trace.omitted', { count: reply.omitted }) : null,
    reply.dust.length > 0
      ? text('trace.dust', { amounts: reply.dust.map(amountText).join(' + ') })
      : null,
    reply.fees.length > 0
      ? text('trace.fees', { amounts: reply.fees.map(amountText).join(' + ') })
      : null,
  ].filter((line) => line !== null);
  if (lines.length === 0) return null;
  return <p className="text-12 text-muted">{lines.join(' ')}</p>;
};

const Shown = ({
  conversationId,
  reply,
  mayShow,
}: {
  readonly conversationId: string;
  readonly reply: TraceReply;
  readonly mayShow: boolean;
}) => {
  const text = useText();
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <div className="flex flex-col gap-3" data-testid="trace" data-state={reply.trace.state}>
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1 basis-64">
          <TraceFigures trace={reply.trace} />
        </div>
        <Button
          icon={asTable ? Network : Table2}
          data-testid="trace-as"
          onClick={() => setAsTable(!asTable)}
        >
          {text(asTable ? 'trace.as_graph' : 'trace.as_table')}
        </Button>
        {mayShow && (
          <ShowTraceButton conversationId={conversationId} traceId={reply.trace.traceId} />
        )}
        {reply.trace.state !== 'ended' && (
          <Stop conversationId={conversationId} traceId={reply.trace.traceId} />
        )}
      </div>
      <div className="flex max-h-[min(52dvh,560px)] min-h-40 flex-col">
        {asTable ? (
          <TraceTable reply={reply} />
        ) : (
          <Suspense fallback={<PanelSkeleton />}>
            <TraceGraph reply={reply} chosen={chosen} onChoose={setChosen} />
          </Suspense>
        )}
      </div>
      {!asTable && chosen !== null && <TracePlace reply={reply} address={chosen} />}
      <Left reply={reply} />
      <TraceReports conversationId={conversationId} reply={reply} />
    </div>
  );
};

/** A trace with room to look at it; it goes on growing while it is open. */
const TraceDialog = ({
  conversationId,
  traceId,
  mayShow,
  onClose,
}: {
  readonly conversationId: string;
  readonly traceId: string;
  /** Only whoever answers the customer shows them something. */
  readonly mayShow: boolean;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const query = useTrace(conversationId, traceId);
  return (
    <Dialog title={text('trace.title')} open onClose={onClose} size="full" testId="trace-dialog">
      {query.data !== undefined ? (
        <Shown conversationId={conversationId} reply={query.data} mayShow={mayShow} />
      ) : query.isError ? (
        <Failed what="failed.trace" thrown={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <PanelSkeleton />
      )}
    </Dialog>
  );
};

export default TraceDialog;
