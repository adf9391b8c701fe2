import { useQuery } from '@tanstack/react-query';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { SlaClocks } from '../../../src/contract/sla.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { useText } from '../locale/text.ts';
import { DueClock, PausedClock } from './due-clock.tsx';
import { clocksKey, getClocks } from './sla-api.ts';

const REFRESH_MS = 30_000;
/** A header has room for so many. */
const SHOWN = 2;

type Clock = SlaClocks['clocks'][number];

const OPEN: ReadonlySet<Clock['state']> = new Set(['running', 'paused', 'breached']);

const isOpen = ({ state, endedAt }: Clock): boolean => endedAt === null && OPEN.has(state);

const byDue = (a: Clock, b: Clock): number => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity);

/** What is promised in this case and still open: the nearest first. */
export const CaseClocks = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const { id, lastSeq, status } = conversation;
  const query = useQuery({
    // The log moves the clocks; the answer before is shown until the new one is there.
    queryKey: [...clocksKey(id), lastSeq],
    queryFn: () => getClocks(id),
    enabled: isActive(status),
    refetchInterval: REFRESH_MS,
    placeholderData: (before: SlaClocks | undefined, of) =>
      of?.queryKey[2] === id ? before : undefined,
  });
  const open = (query.data?.clocks ?? []).filter(isOpen).toSorted(byDue).slice(0, SHOWN);
  if (!isActive(status) || open.length === 0) return null;
  return (
    <>
      {open.map((clock) => (
        <span key={clock.key} data-testid="sla-clock" className="inline-flex items-center gap-1">
          <span>{text(`sla.target.${clock.target}`)}</span>
          {clock.pausedSince === null && clock.dueAt !== null ? (
            <DueClock clock={{ dueAt: clock.dueAt, late: clock.state === 'breached' }} />
          ) : (
            <PausedClock leftMs={clock.targetMs - clock.consumedMs} />
          )}
        </span>
      ))}
    </>
  );
};
