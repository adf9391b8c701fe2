import { GitMerge } from 'lucide-react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { goTo } from '../shell/place.ts';

/** It goes on elsewhere: the way there. */
export const MergedBanner = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const { mergedInto } = conversation.case;
  if (mergedInto === null) return null;
  return (
    <p
      role="status"
      data-testid="merged-banner"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2"
    >
      <GitMerge aria-hidden size={15} className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1">{text('merge.banner')}</span>
      <Button data-testid="open-merged" onClick={() => goTo('inbox', 'all', mergedInto)}>
        {text('merge.open')}
      </Button>
    </p>
  );
};
