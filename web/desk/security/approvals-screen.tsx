import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import type { ApprovalView } from '../../../src/contract/security.ts';
import { useText } from '../locale/text.ts';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { ApprovalCard } from './approval-card.tsx';
import { useApprovals } from './queries.ts';

const VIEWS = ['waiting', 'recent'] as const;
type View = (typeof VIEWS)[number];

const inView = (approvals: readonly ApprovalView[], view: View): readonly ApprovalView[] =>
  approvals.filter(({ state }) => (state === 'waiting') === (view === 'waiting'));

/** Unlocking and second-factor resets: what waits for a second person, and what became of the others. */
export const ApprovalsScreen = () => {
  const text = useText();
  const [view, setView] = useState<View>('waiting');
  const query = useApprovals();
  const approvals = query.data === undefined ? undefined : inView(query.data, view);
  return (
    <Screen
      title={text('nav.approvals')}
      actions={
        <div className="flex gap-1">
          {VIEWS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === view}
              data-testid={`approvals-${each}`}
              onClick={() => setView(each)}
              className="h-7 rounded-6 px-2 text-12 font-medium text-muted hover:bg-surface aria-pressed:bg-sel aria-pressed:text-accent pointer-coarse:h-11"
            >
              {text(`approvals.${each}`)}
            </button>
          ))}
        </div>
      }
    >
      {approvals === undefined && !query.isError && <ScreenSkeleton />}
      {approvals === undefined && query.isError && (
        <Failed what="failed.approvals" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {approvals?.length === 0 && (
        <Empty icon={UsersRound} sentence={text(`approvals.empty.${view}`)} />
      )}
      {approvals !== undefined && approvals.length > 0 && (
        <ul className="mx-auto flex max-w-3xl flex-col gap-3 p-4">
          {approvals.map((approval) => (
            <ApprovalCard key={approval.approvalId} approval={approval} inCase={false} />
          ))}
        </ul>
      )}
    </Screen>
  );
};
