import { CircleAlert } from 'lucide-react';
import type { TimelineMessage } from '../../kit/state/timeline.ts';
import { useText } from '../locale/text.ts';

/** Files whose names pose as ours: said to the agent, who did not ask for them. */
export const SuspectFiles = ({ message }: { readonly message: TimelineMessage }) => {
  const text = useText();
  const names = message.attachments
    .filter(({ id }) => message.suspectFileIds.includes(id))
    .map(({ name }) => `\u2068${name}\u2069`);
  if (names.length === 0) return null;
  return (
    <p
      data-testid="suspect-files"
      className="mt-1.5 flex items-start gap-1.5 rounded-6 border border-danger bg-bg px-2 py-1.5 text-12"
    >
      <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0 text-danger" />
      <span className="min-w-0 break-words">
        {text('contact.file', { names: names.join(', ') })}
      </span>
    </p>
  );
};
