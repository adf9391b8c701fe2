import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Bot } from 'lucide-react';
import type { TurnRecord } from '../../../src/contract/assistant.ts';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { Timeline } from '../../kit/state/timeline.ts';
import { listTurns } from '../api/assistant-api.ts';
import { useText } from '../locale/text.ts';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { TurnCard } from './turn-card.tsx';

/** A turn that ends in silence leaves no event: it is asked for again at least this often. */
const AT_LEAST_MS = 10_000;

type Log = Timeline<DeskConversation> | null;

/** The turns of a conversation, read again with every event of its log. */
const useTurns = (conversationId: string, timeline: Log) =>
  useQuery({
    queryKey: ['turns', conversationId, timeline?.lastSeq ?? 0],
    queryFn: () => listTurns(conversationId),
    placeholderData: keepPreviousData,
    refetchInterval: AT_LEAST_MS,
    staleTime: 0,
  });

const messageIdAt = (timeline: Log, turn: TurnRecord): string | null => {
  const found = timeline?.entries.findLast(
    (entry) => entry.kind === 'message' && entry.seq <= turn.questionSeq,
  );
  return found?.kind === 'message' && found.by === 'customer' ? found.id : null;
};

const SKELETON = ['a', 'b', 'c', 'd', 'e', 'f'];

/** What the assistant understood, weighed and decided, turn by turn; the newest first. */
const TurnsPanel = ({
  conversationId,
  timeline,
}: {
  readonly conversationId: string;
  readonly timeline: Log;
}) => {
  const text = useText();
  const query = useTurns(conversationId, timeline);
  const turns = query.data;
  if (turns === undefined) {
    return query.isError ? (
      <Failed what="failed.turns" thrown={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <div aria-hidden className="late flex flex-col gap-3 p-4">
        {SKELETON.map((line) => (
          <span key={line} className="pulse h-3.5" />
        ))}
      </div>
    );
  }
  if (turns.length === 0) return <Empty icon={Bot} sentence={text('turns.empty')} />;
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={text('turns.title')}
      className="scroll h-full"
      data-testid="turns"
    >
      <ol>
        {turns
          .toSorted((a, b) => b.at - a.at)
          .map((turn) => (
            <TurnCard key={turn.turnId} turn={turn} messageId={messageIdAt(timeline, turn)} />
          ))}
      </ol>
    </section>
  );
};

export default TurnsPanel;
