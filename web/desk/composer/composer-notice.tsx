import { Info } from 'lucide-react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { runAction } from '../actions/handlers.ts';
import { useKeysOf } from '../actions/use-keys.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';

/** Why an answer cannot be sent here now, and what can be done about it. */
export const ComposerNotice = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const keys = useKeysOf('claim');
  const active = isActive(conversation.status);
  const free = active && conversation.assignee === null;
  const sentence = !active
    ? text(conversation.status === 'closed' ? 'composer.closed' : 'composer.solved')
    : free
      ? text(conversation.assistant?.active === true ? 'composer.assistant' : 'composer.free')
      : text('composer.other', { name: conversation.assignee?.name ?? '' });
  return (
    <p
      data-testid="composer-notice"
      className="mx-3 mt-2 flex flex-wrap items-center gap-2 rounded-6 border border-line bg-surface px-3 py-1.5"
    >
      <Info aria-hidden size={14} className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1">{sentence}</span>
      {free && (
        <Button tone="primary" onClick={() => runAction('claim')}>
          {text('action.claim.short')}
          {keys !== undefined && (
            <kbd className="rounded-4 border border-accent-fg px-1 font-sans text-11">{keys}</kbd>
          )}
        </Button>
      )}
    </p>
  );
};
