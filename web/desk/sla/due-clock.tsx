import { AlarmClock, AlarmClockOff, Pause, Timer } from 'lucide-react';
import type { DeskConversationRow } from '../../../src/contract/conversation.ts';
import { type Text, useLocale, useText } from '../locale/text.ts';
import { dayAndTime, duration } from '../locale/time.ts';
import { useNow } from '../state/now.ts';

/** From here on a due time is shown as near. */
const NEAR_MS = 15 * 60_000;

/** How long is left, or since when it is too late. */
export const dueText = (dueAt: number, now: number, text: Text): string =>
  dueAt >= now
    ? text('sla.left', { time: duration(dueAt - now, text) })
    : text('sla.late', { time: duration(now - dueAt, text) });

/** The due time that comes first: a shape, and how long is left. */
export const DueClock = ({
  clock,
}: {
  readonly clock: NonNullable<DeskConversationRow['clock']>;
}) => {
  const text = useText();
  const locale = useLocale();
  const now = useNow();
  const late = clock.late || clock.dueAt < now;
  const near = !late && clock.dueAt - now < NEAR_MS;
  const Icon = late ? AlarmClockOff : near ? AlarmClock : Timer;
  const tone = late ? 'font-semibold text-danger' : near ? 'font-semibold text-warn' : 'text-muted';
  return (
    <span
      data-testid="due"
      data-late={late || undefined}
      title={text('sla.due_at', { time: dayAndTime(clock.dueAt, locale) })}
      className={`inline-flex shrink-0 items-center gap-1 text-12 tabular-nums ${tone}`}
    >
      <Icon aria-hidden size={12} />
      {dueText(clock.dueAt, now, text)}
    </span>
  );
};

/** A clock that stands still, with what is left on it. */
export const PausedClock = ({ leftMs }: { readonly leftMs: number }) => {
  const text = useText();
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-12 text-muted tabular-nums">
      <Pause aria-hidden size={12} />
      {text('sla.paused', { time: duration(leftMs, text) })}
    </span>
  );
};
