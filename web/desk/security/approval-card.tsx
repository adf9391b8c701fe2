import { CircleCheck, CircleX, Hourglass, type LucideIcon, Send, TimerOff } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ApprovalView } from '../../../src/contract/security.ts';
import { useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Chip, type ChipTone } from '../parts/chip.tsx';
import { Moment } from '../parts/moment.tsx';
import { goTo } from '../shell/place.ts';
import { useMe } from '../state/me.ts';
import { useNow } from '../state/now.ts';

const DecideDialog = lazy(() => import('./decide-approval-dialog.tsx'));

type State = ApprovalView['state'];
const LOOKS: Readonly<Record<State, { readonly icon: LucideIcon; readonly tone: ChipTone }>> = {
  waiting: { icon: Hourglass, tone: 'warn' },
  approved: { icon: Send, tone: 'accent' },
  sent: { icon: CircleCheck, tone: 'ok' },
  refused: { icon: CircleX, tone: 'danger' },
  lapsed: { icon: TimerOff, tone: 'plain' },
};

const Said = ({
  by,
  at,
  words,
}: {
  readonly by: string;
  readonly at: number;
  readonly words: string;
}) => (
  <div>
    <p className="flex flex-wrap gap-x-1.5 text-12 text-muted">
      <bdi>{by}</bdi>
      <Moment at={at} />
    </p>
    <blockquote dir="auto" className="border-s-2 border-line ps-3 break-words whitespace-pre-wrap">
      {words}
    </blockquote>
  </div>
);

/** What still has to pass: the wait for a decision, or the exchange's cooling-off. */
const Clock = ({ approval }: { readonly approval: ApprovalView }) => {
  const text = useText();
  const now = useNow();
  const { state, lapsesAt, readyAt } = approval;
  if (state === 'waiting') {
    return (
      <p className="text-12 text-muted">
        {text('approval.lapses')} <Moment at={lapsesAt} /> ({duration(lapsesAt - now, text)})
      </p>
    );
  }
  if (state !== 'sent' || readyAt === null) return null;
  return (
    <p data-testid="cooling-off" className="flex flex-wrap items-center gap-x-1.5">
      <Hourglass aria-hidden size={14} className="shrink-0 text-muted" />
      {readyAt > now ? (
        <>
          <strong className="font-semibold tabular-nums">
            {text('approval.cooling', { left: duration(readyAt - now, text) })}
          </strong>
          <span className="text-12 text-muted">
            {text('approval.cooling_until')} <Moment at={readyAt} />
          </span>
          <span className="basis-full text-12 text-muted">{text('approval.cooling_why')}</span>
        </>
      ) : (
        <span>
          {text('approval.ready')} <Moment at={readyAt} />
        </span>
      )}
    </p>
  );
};

const CaseLink = ({ approval }: { readonly approval: ApprovalView }) => (
  <a
    href={`/desk/security/all/${approval.conversationId}`}
    className="font-medium text-accent underline"
    onClick={(event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      goTo('security', 'all', approval.conversationId);
    }}
  >
    <bdi dir="ltr" className="font-mono text-12">
      {approval.conversationNumber}
    </bdi>
  </a>
);

/** A step that takes two people: who asked and why, what was decided, and which clock runs. */
export const ApprovalCard = ({
  approval,
  inCase,
}: {
  readonly approval: ApprovalView;
  /** Beside its own conversation: no way there is needed. */
  readonly inCase: boolean;
}) => {
  const text = useText();
  const me = useMe();
  const [deciding, setDeciding] = useState(false);
  const { icon, tone } = LOOKS[approval.state];
  const own = approval.askedBy.id === me.agentId;
  const Title = inCase ? 'h4' : 'h2';
  return (
    <li
      data-testid="approval"
      data-state={approval.state}
      data-step={approval.step}
      data-approval-id={approval.approvalId}
      className="flex flex-col gap-2 rounded-10 border border-line p-3"
    >
      <div className="flex flex-wrap items-center gap-2">
        <Title className="font-semibold">{text(`approval.step.${approval.step}`)}</Title>
        {!inCase && <CaseLink approval={approval} />}
        <span className="flex-1" />
        <Chip tone={tone} icon={icon}>
          {text(`approval.state.${approval.state}`)}
        </Chip>
      </div>
      <Said
        by={text('approval.asked_by', { name: approval.askedBy.name })}
        at={approval.askedAt}
        words={approval.reason}
      />
      {approval.decidedBy !== null && approval.decidedAt !== null && (
        <Said
          by={text('approval.decided_by', { name: approval.decidedBy.name })}
          at={approval.decidedAt}
          words={approval.decisionReason ?? ''}
        />
      )}
      <Clock approval={approval} />
      {approval.state === 'waiting' &&
        (own ? (
          <p data-testid="own-approval" className="text-12 text-muted">
            {text('approval.own')}
          </p>
        ) : (
          <Button
            className="self-start"
            data-testid="decide-approval-open"
            onClick={() => setDeciding(true)}
          >
            {text('approval.decide')}
          </Button>
        ))}
      {deciding && (
        <Suspense>
          <DecideDialog approval={approval} onClose={() => setDeciding(false)} />
        </Suspense>
      )}
    </li>
  );
};
