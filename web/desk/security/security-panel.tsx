import { CircleSlash, KeyRound, type LucideIcon, MonitorOff, ShieldAlert } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type {
  ProtectiveAction,
  TakeoverReply,
  TakeoverStep,
} from '../../../src/contract/security.ts';
import { useInHand } from '../account/not-in-hand.tsx';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { useMe } from '../state/me.ts';
import { CaseApprovals } from './case-approvals.tsx';
import { LockState } from './lock-state.tsx';
import { isUnderWay, useRereadWith, useTakeover } from './queries.ts';
import { RestrictionSecrets } from './restriction-secrets.tsx';
import { StepEvidence } from './step-evidence.tsx';
import { type Step, TakeoverStep as StepLine } from './takeover-step.tsx';

const ProtectDialog = lazy(() => import('./protect-dialog.tsx'));

/** The action that a step of the playbook is about. */
const ACTIONS: Readonly<
  Partial<Record<TakeoverStep, { readonly action: ProtectiveAction; readonly icon: LucideIcon }>>
> = {
  account_locked: { action: 'lock', icon: ShieldAlert },
  sessions_revoked: { action: 'revoke_sessions', icon: MonitorOff },
  api_keys_revoked: { action: 'revoke_api_keys', icon: KeyRound },
  withdrawals_cancelled: { action: 'cancel_withdrawals', icon: CircleSlash },
};

interface StepsProps {
  readonly conversation: DeskConversation;
  readonly reply: TakeoverReply;
  readonly inHand: boolean;
  readonly onProtect: (action: ProtectiveAction) => void;
}

const StepBody = ({
  step,
  conversation,
  reply,
  inHand,
  onProtect,
}: StepsProps & { readonly step: Step }) => {
  const text = useText();
  const protective = ACTIONS[step.step];
  const isLock = step.step === 'account_locked';
  const offered = protective !== undefined && !(isLock && isUnderWay(reply.lock?.state));
  return (
    <>
      <p className="text-12 text-muted">{text(`takeover.about.${step.step}`)}</p>
      {isLock && <LockState lock={reply.lock} />}
      <StepEvidence conversationId={conversation.id} step={step.step} inHand={inHand} />
      {offered && !(isLock && step.done) && (
        <Button
          icon={protective.icon}
          tone={isLock ? 'danger' : 'plain'}
          className="self-start"
          data-testid={`protect-${protective.action}`}
          onClick={() => onProtect(protective.action)}
        >
          {text(`protect.do.${protective.action}`)}
        </Button>
      )}
    </>
  );
};

const Steps = (props: StepsProps) => {
  const text = useText();
  const { steps } = props.reply;
  const done = steps.filter((step) => step.done).length;
  return (
    <section aria-labelledby="takeover-title" data-testid="takeover">
      <h3 id="takeover-title" className="flex items-baseline gap-2 px-4 py-2 font-semibold">
        <span className="flex-1">{text('takeover.title')}</span>
        <span role="status" className="text-12 font-normal text-muted tabular-nums">
          {text('takeover.progress', { done, of: steps.length })}
        </span>
      </h3>
      <ol>
        {steps.map((step) => (
          <StepLine
            key={step.step}
            conversationId={props.conversation.id}
            step={step}
            settable={step.step !== 'account_locked'}
          >
            <StepBody {...props} step={step} />
          </StepLine>
        ))}
      </ol>
    </section>
  );
};

/**
 * The account's safety in a case: the playbook of a takeover with the state of the lock, what one person may do at once,
 * and what takes two.
 */
const SecurityPanel = ({
  conversation,
  customer,
  lastSeq,
}: {
  readonly conversation: DeskConversation;
  readonly customer: string;
  /** Of the log: what happened in the case may have to do with its safety. */
  readonly lastSeq: number;
}) => {
  const text = useText();
  const me = useMe();
  const inHand = useInHand(conversation);
  const query = useTakeover(conversation.id);
  useRereadWith(conversation.id, lastSeq);
  const [action, setAction] = useState<ProtectiveAction | null>(null);
  const reply = query.data;
  if (reply === undefined) {
    return query.isError ? (
      <Failed what="failed.takeover" thrown={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <PanelSkeleton />
    );
  }
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={text('context.tab.security')}
      className="scroll h-full"
    >
      <Steps conversation={conversation} reply={reply} inHand={inHand} onProtect={setAction} />
      <CaseApprovals conversationId={conversation.id} customer={customer} inHand={inHand} />
      {me.role === 'compliance' && <RestrictionSecrets conversationId={conversation.id} />}
      {action !== null && (
        <Suspense>
          <ProtectDialog
            conversationId={conversation.id}
            customer={customer}
            action={action}
            onClose={() => setAction(null)}
          />
        </Suspense>
      )}
    </section>
  );
};

export default SecurityPanel;
