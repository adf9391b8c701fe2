import { Maximize2, Route } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { TraceSummary } from '../../../src/contract/tracing.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import type { Timeline } from '../../kit/state/timeline.ts';
import { useInHand } from '../account/not-in-hand.tsx';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { knownTransactions } from './known-transactions.ts';
import { useChains, useTakeTrace, useTraces } from './queries.ts';
import { StartTrace } from './start-trace.tsx';
import { TraceFigures } from './trace-figures.tsx';

const TraceDialog = lazy(() => import('./trace-dialog.tsx'));

const Traces = ({
  traces,
  onOpen,
}: {
  readonly traces: readonly TraceSummary[];
  readonly onOpen: (traceId: string) => void;
}) => {
  const text = useText();
  if (traces.length === 0) return null;
  return (
    <ul>
      {traces.map((trace) => (
        <li
          key={trace.traceId}
          data-testid="trace-line"
          data-trace-id={trace.traceId}
          className="flex flex-col gap-2 border-b border-line px-4 py-3"
        >
          <TraceFigures trace={trace} />
          <Button
            icon={Maximize2}
            className="self-start"
            data-testid="open-trace"
            onClick={() => onOpen(trace.traceId)}
          >
            {text('trace.open')}
          </Button>
        </li>
      ))}
    </ul>
  );
};

/** Funds that are followed for this case, and the beginning of another search. */
const TracesPanel = ({
  conversation,
  timeline,
}: {
  readonly conversation: DeskConversation;
  readonly timeline: Timeline<DeskConversation> | null;
}) => {
  const text = useText();
  const conversationId = conversation.id;
  const mayShow = useInHand(conversation) && isActive(conversation.status);
  const chains = useChains();
  const traces = useTraces(conversationId);
  const take = useTakeTrace(conversationId);
  const [open, setOpen] = useState<string | null>(null);
  const entries = timeline?.entries;
  const known = useMemo(() => knownTransactions(entries ?? []), [entries]);
  const failed = chains.isError ? chains : traces.isError ? traces : null;
  if (failed !== null && (chains.data === undefined || traces.data === undefined)) {
    return (
      <Failed what="failed.traces" thrown={failed.error} onRetry={() => void failed.refetch()} />
    );
  }
  if (chains.data === undefined || traces.data === undefined) return <PanelSkeleton />;
  if (chains.data.length === 0 && traces.data.length === 0)
    return <Empty icon={Route} sentence={text('trace.no_networks')} />;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={text('context.tab.traces')}
      className="scroll h-full"
      data-testid="traces"
    >
      <Traces traces={traces.data} onOpen={setOpen} />
      {chains.data.length > 0 && (
        <StartTrace
          conversationId={conversationId}
          chains={chains.data}
          known={known}
          onStarted={(reply) => {
            take(reply);
            setOpen(reply.trace.traceId);
          }}
        />
      )}
      {open !== null && (
        <Suspense>
          <TraceDialog
            conversationId={conversationId}
            traceId={open}
            mayShow={mayShow}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </section>
  );
};

export default TracesPanel;
