import { RotateCw } from 'lucide-react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { AccountReply } from '../../../src/contract/security.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { asFailure } from '../api/failure.ts';
import { useText } from '../locale/text.ts';
import { IconButton } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { Absent, AccountSection } from './account-section.tsx';
import { NotInHand, useInHand } from './not-in-hand.tsx';
import { RevealCount, RevealLimit, spentLimit } from './reveal-limit.tsx';
import { cardOf, ShowCardButton } from './show-card-button.tsx';
import { type AccountSection as Section, useAccount } from './use-account.ts';

/** Why there is nothing at all: one cause for every part. Null where anything is there. */
const whyNothing = (sections: readonly Section[]): 'unreachable' | 'malformed' | null => {
  const [cause, ...others] = new Set(sections.map(({ absent }) => absent));
  if (others.length > 0) return null;
  return cause === 'unreachable' || cause === 'malformed' ? cause : null;
};

const Sections = ({
  conversation,
  reply,
  busy,
  onRetry,
}: {
  readonly conversation: DeskConversation;
  readonly reply: AccountReply;
  readonly busy: boolean;
  readonly onRetry: () => void;
}) => {
  const text = useText();
  const spent = spentLimit(reply.reveals);
  const active = isActive(conversation.status);
  const nothing = whyNothing(reply.sections);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={text('context.tab.account')}
      className="scroll h-full"
      data-testid="account"
    >
      <div className="sticky top-0 z-[1] flex items-center gap-2 bg-bg py-1.5 ps-4 pe-2">
        <RevealCount reveals={reply.reveals} />
        <span className="flex-1" />
        <IconButton
          icon={RotateCw}
          size={14}
          label={text('account.reread')}
          aria-busy={busy}
          data-testid="account-reread"
          onClick={onRetry}
        />
      </div>
      {spent !== null && (
        <div className="px-4 pb-3">
          <RevealLimit limit={spent} />
        </div>
      )}
      {nothing !== null && (
        <div role="alert" className="mx-4 mb-3 rounded-10 border border-line bg-surface p-3">
          <Absent absent={nothing} onRetry={onRetry} />
        </div>
      )}
      {(nothing === null ? reply.sections : []).map((section) => (
        <AccountSection
          key={section.section}
          conversationId={conversation.id}
          section={section}
          spent={spent}
          onRetry={onRetry}
          tools={(item) => {
            const kind = active ? cardOf(section, item) : null;
            return (
              kind !== null && (
                <ShowCardButton conversationId={conversation.id} kind={kind} itemId={item.itemId} />
              )
            );
          }}
        />
      ))}
    </section>
  );
};

/** What the exchange says of the customer's account: masked, and opened field by field for a reason. */
const AccountPanel = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const inHand = useInHand(conversation);
  const query = useAccount(conversation.id, inHand);
  if (!inHand) return <NotInHand conversation={conversation} />;
  if (query.data !== undefined) {
    return (
      <Sections
        conversation={conversation}
        reply={query.data}
        busy={query.isFetching}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (!query.isError) return <PanelSkeleton />;
  // Given away meanwhile, and the row does not know it yet.
  if (asFailure(query.error).code === 'not_your_case')
    return <NotInHand conversation={conversation} />;
  return <Failed what="failed.account" thrown={query.error} onRetry={() => void query.refetch()} />;
};

export default AccountPanel;
