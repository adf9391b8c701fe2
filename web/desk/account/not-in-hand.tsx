import { LockKeyhole } from 'lucide-react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { runAction } from '../actions/handlers.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { useMe } from '../state/me.ts';

/** Whether this person has the case in hand: only then is anything of the account given to them. */
export const useInHand = ({ assignee, accepted }: DeskConversation): boolean => {
  const me = useMe();
  return assignee?.id === me.agentId && accepted;
};

/** Why nothing of the account is shown here. */
export const NotInHand = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const me = useMe();
  const { assignee, status } = conversation;
  const offered = assignee?.id === me.agentId;
  const free = isActive(status) && assignee === null;
  const sentence = offered
    ? text('account.not_in_hand.offered')
    : assignee === null
      ? text('account.not_in_hand.free')
      : text('account.not_in_hand.other', { name: assignee.name });
  return (
    <div data-testid="not-in-hand" className="h-full">
      <Empty icon={LockKeyhole} sentence={`${text('account.not_in_hand')} ${sentence}`}>
        {offered && (
          <Button tone="primary" onClick={() => runAction('open')}>
            {text('offer.accept')}
          </Button>
        )}
        {free && (
          <Button tone="primary" onClick={() => runAction('claim')}>
            {text('action.claim.short')}
          </Button>
        )}
      </Empty>
    </div>
  );
};
