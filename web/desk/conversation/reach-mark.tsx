import { Check, CheckCheck, Clock3, TriangleAlert } from 'lucide-react';
import { useText } from '../locale/text.ts';

export type Reach = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';

const ICONS = {
  waiting: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: TriangleAlert,
} as const;

/** How far a message has come: a shape, and its name for those who do not see it. */
export const ReachMark = ({ reach }: { readonly reach: Reach }) => {
  const text = useText();
  const Icon = ICONS[reach];
  const name = text(`reach.${reach}`);
  const colour =
    reach === 'read' ? 'text-accent' : reach === 'failed' ? 'text-danger' : 'text-muted';
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      data-testid="reach"
      data-reach={reach}
      className={`inline-flex ${colour}`}
    >
      <Icon aria-hidden size={13} />
    </span>
  );
};
