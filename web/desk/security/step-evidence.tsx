import { useState } from 'react';
import type { TakeoverStep } from '../../../src/contract/security.ts';
import { SectionItems } from '../account/account-section.tsx';
import { spentLimit } from '../account/reveal-limit.tsx';
import { type AccountItem, type AccountSection, useAccount } from '../account/use-account.ts';
import { useText } from '../locale/text.ts';
import { Moment } from '../parts/moment.tsx';

/** Which part of the account a step is about. */
const SECTIONS: Readonly<Partial<Record<TakeoverStep, AccountSection['section']>>> = {
  sessions_revoked: 'sessions',
  devices_checked: 'devices',
  api_keys_revoked: 'api_keys',
  withdrawals_cancelled: 'withdrawals',
  changes_checked: 'changes',
};

/** Stages in which a withdrawal can still be stopped. */
const STOPPABLE: readonly string[] = ['requested', 'risk_review', 'signing'];

const isStoppable = ({ fields }: AccountItem): boolean =>
  fields.some(({ label, value }) => label === 'stage' && STOPPABLE.includes(value ?? ''));

/** Only withdrawals that are still on their way concern the step. */
const concerning = (section: AccountSection): AccountSection => {
  if (section.section !== 'withdrawals' || section.absent !== null) return section;
  const items = section.items.filter(isStoppable);
  return { ...section, items, absent: items.length === 0 ? 'empty' : null };
};

/** What of the account a step has to look at; for whoever has the case in hand. */
export const StepEvidence = ({
  conversationId,
  step,
  inHand,
}: {
  readonly conversationId: string;
  readonly step: TakeoverStep;
  readonly inHand: boolean;
}) => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const query = useAccount(conversationId, inHand);
  const name = SECTIONS[step];
  const found = query.data?.sections.find(({ section }) => section === name);
  if (!inHand || found === undefined || query.data === undefined) return null;
  const section = concerning(found);
  const words =
    section.absent === null || section.absent === 'empty'
      ? text('takeover.evidence', {
          what: text(`account.section.${section.section}`),
          count: section.items.length,
        })
      : text(`account.absent.${section.absent}`);
  return (
    <div className="flex flex-col gap-2" data-testid="step-evidence">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="min-h-6 self-start rounded-6 text-12 font-medium text-accent underline pointer-coarse:min-h-11"
      >
        {words}
      </button>
      {open && (
        <>
          {section.asOf !== null && (
            <p className="text-11 text-muted">
              {text('account.as_of')} <Moment at={section.asOf} />
            </p>
          )}
          <SectionItems
            conversationId={conversationId}
            section={section}
            spent={spentLimit(query.data.reveals)}
            onRetry={() => void query.refetch()}
          />
        </>
      )}
    </div>
  );
};
