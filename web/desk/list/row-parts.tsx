import { AlarmClock, Clock3, Hourglass, Star } from 'lucide-react';
import type { DeskConversation, DeskConversationRow } from '../../../src/contract/conversation.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { type Text, useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { Chip } from '../parts/chip.tsx';
import { useNow } from '../state/now.ts';

/** What to call a customer: their name, or what kind of person they are. */
export const customerLabel = (
  row: Pick<DeskConversationRow, 'customerName' | 'conversation'>,
  text: Text,
): string =>
  row.customerName ?? text(row.conversation.customerKind === 'visitor' ? 'visitor' : 'customer');

export const TierChip = ({ tier }: { readonly tier: DeskConversation['tier'] }) => {
  const text = useText();
  if (tier === 'standard') return null;
  return (
    <Chip tone={tier === 'vip' ? 'accent' : 'plain'} {...(tier === 'vip' ? { icon: Star } : {})}>
      {text(`tier.${tier}`)}
    </Chip>
  );
};

/** Since when somebody waits for us, and for whom; null when nobody does. */
export const waitOf = (
  conversation: DeskConversation,
): { readonly since: number; readonly forAgent: boolean } | null => {
  // The assistant answers at once: nobody waits for people.
  if (!isActive(conversation.status) || conversation.assistant?.active === true) return null;
  if (conversation.waitingSince !== null) {
    return { since: conversation.waitingSince, forAgent: true };
  }
  if (conversation.lastMessageBy === 'customer' && conversation.lastMessageAt !== null) {
    return { since: conversation.lastMessageAt, forAgent: false };
  }
  return null;
};

const LONG_MS = 5 * 60_000;

/** How long somebody has waited: a shape, and the time. */
export const WaitClock = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const now = useNow();
  const wait = waitOf(conversation);
  if (wait === null) return null;
  const waited = now - wait.since;
  const Icon = wait.forAgent ? Hourglass : Clock3;
  const time = duration(waited, text);
  return (
    <span
      data-testid="wait"
      title={text(wait.forAgent ? 'wait.for_agent' : 'wait.for_reply', { time })}
      className={`inline-flex shrink-0 items-center gap-1 text-12 tabular-nums ${waited >= LONG_MS ? 'font-semibold text-warn' : 'text-muted'}`}
    >
      <Icon aria-hidden size={12} />
      {time}
    </span>
  );
};

/** Due times further away than this are no reason to hurry. */
const NEAR_MS = 2 * 3_600_000;

/** The due time that comes first, where it is near or past and the move is ours; null where nothing presses. */
export const dueOf = (
  row: Pick<DeskConversationRow, 'clock' | 'conversation'>,
  now: number,
): { readonly late: boolean; readonly leftMs: number } | null => {
  const { clock, conversation } = row;
  const ours = conversation.status === 'new' || conversation.status === 'open';
  if (clock === null || !ours || conversation.lastMessageBy === 'agent') return null;
  const leftMs = clock.dueAt - now;
  const late = clock.late || leftMs <= 0;
  return late || leftMs <= NEAR_MS ? { late, leftMs } : null;
};

/** How long until something is due, or that it is late: a shape and words. */
export const DueClock = ({
  row,
}: {
  readonly row: Pick<DeskConversationRow, 'clock' | 'conversation'>;
}) => {
  const text = useText();
  const now = useNow();
  const due = dueOf(row, now);
  if (due === null) return null;
  const time = duration(Math.max(0, due.leftMs), text);
  return (
    <span
      data-testid="due"
      className={`inline-flex shrink-0 items-center gap-1 text-12 tabular-nums ${due.late ? 'font-semibold text-danger' : 'text-warn'}`}
    >
      <AlarmClock aria-hidden size={12} />
      {due.late ? text('row.late') : text('row.due_in', { time })}
    </span>
  );
};
