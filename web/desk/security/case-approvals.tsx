import { LockKeyholeOpen, RotateCcwKey } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { SafetyStep } from '../../../src/contract/security.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { ApprovalCard } from './approval-card.tsx';
import { useApprovals } from './queries.ts';

const AskDialog = lazy(() => import('./ask-approval-dialog.tsx'));

const STEPS = [
  { step: 'unlock', icon: LockKeyholeOpen },
  { step: 'two_factor_reset', icon: RotateCcwKey },
] as const satisfies readonly { step: SafetyStep; icon: unknown }[];

/** What makes an account less safe takes two people: asking for it here, and how it stands. */
export const CaseApprovals = ({
  conversationId,
  customer,
  inHand,
}: {
  readonly conversationId: string;
  readonly customer: string;
  readonly inHand: boolean;
}) => {
  const text = useText();
  const [asking, setAsking] = useState<SafetyStep | null>(null);
  const approvals = (useApprovals().data ?? []).filter(
    (approval) => approval.conversationId === conversationId,
  );
  const isOpen = (step: SafetyStep): boolean =>
    approvals.some(
      (approval) =>
        approval.step === step && (approval.state === 'waiting' || approval.state === 'approved'),
    );
  return (
    <section
      aria-labelledby="case-approvals"
      className="flex flex-col gap-2 border-t border-line px-4 py-3"
    >
      <h3 id="case-approvals" className="font-semibold">
        {text('approvals.title')}
      </h3>
      <p className="text-12 text-muted">
        {text(inHand ? 'approvals.what' : 'approvals.not_in_hand')}
      </p>
      {inHand && (
        <div className="flex flex-wrap gap-2">
          {STEPS.filter(({ step }) => !isOpen(step)).map(({ step, icon }) => (
            <Button
              key={step}
              icon={icon}
              data-testid={`ask-${step}`}
              onClick={() => setAsking(step)}
            >
              {text(`approval.step.${step}`)}
            </Button>
          ))}
        </div>
      )}
      {approvals.length > 0 && (
        <ul className="flex flex-col gap-2">
          {approvals.map((approval) => (
            <ApprovalCard key={approval.approvalId} approval={approval} inCase />
          ))}
        </ul>
      )}
      {asking !== null && (
        <Suspense>
          <AskDialog
            conversationId={conversationId}
            customer={customer}
            step={asking}
            onClose={() => setAsking(null)}
          />
        </Suspense>
      )}
    </section>
  );
};
