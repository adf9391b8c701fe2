import { Clock3, Hourglass, Star } from 'lucide-react';
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
