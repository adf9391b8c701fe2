import { CalendarClock, ChevronDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime, timeOfDay } from '../locale/time.ts';
import { Chip } from '../parts/chip.tsx';
import { PickMenu } from '../parts/pick-menu.tsx';
import { DueClock } from '../sla/due-clock.tsx';
import { isLead, useMe } from '../state/me.ts';
import { useTeams } from '../state/queries.ts';
import { useDepartments, useOperatorsLocale } from '../tasks/queries.ts';

const SetPromiseDialog = lazy(() => import('./set-promise-dialog.tsx'));
const EscalateDialog = lazy(() => import('./escalate-dialog.tsx'));
const ComplainDialog = lazy(() => import('../complaints/complain-dialog.tsx'));

type Doing = 'set' | 'escalate' | 'complain';
type Promised = NonNullable<DeskConversation['case']['promise']>;
const TOP_TIER = 3;

const useOwnerName = (): ((owner: Promised['owner']) => string) => {
  const text = useText();
  const teams = useTeams().data;
  const locale = useLocale();
  const departments = useDepartments().data?.departments;
  const operators = useOperatorsLocale();
  return (owner) => {
    if (owner.kind === 'agent') return owner.agent.name;
    if (owner.kind === 'team')
      return teams?.find(({ id }) => id === owner.teamId)?.name ?? owner.teamId;
    if (owner.kind === 'department') {
      const found = departments?.find(({ departmentId }) => departmentId === owner.departmentId);
      return found === undefined ? owner.departmentId : labelIn(found.names, locale, operators);
    }
    return text('promise.owner.customer');
  };
};

const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();

/** The next step, who owes it and by when. */
const Step = ({ promise }: { readonly promise: Promised }) => {
  const text = useText();
  const locale = useLocale();
  const nameOf = useOwnerName();
  const { dueAt } = promise;
  const due =
    dueAt !== null && (isToday(dueAt) ? timeOfDay(dueAt, locale) : dayAndTime(dueAt, locale));
  return (
    <>
      <CalendarClock aria-hidden size={12} className="shrink-0" />
      <span className="truncate">
        {text(`promise.step.${promise.step}`)} · <bdi>{nameOf(promise.owner)}</bdi>
        {due !== false && (
          <>
            {' · '}
            <bdi className="tabular-nums">{due}</bdi>
          </>
        )}
      </span>
      {dueAt !== null && <DueClock clock={{ dueAt, late: false }} />}
    </>
  );
};

const Dialogs = ({
  doing,
  conversation,
  onClose,
}: {
  readonly doing: Doing | null;
  readonly conversation: DeskConversation;
  readonly onClose: () => void;
}) => (
  <Suspense>
    {doing === 'set' && <SetPromiseDialog conversation={conversation} onClose={onClose} />}
    {doing === 'escalate' && <EscalateDialog conversation={conversation} onClose={onClose} />}
    {doing === 'complain' && <ComplainDialog conversation={conversation} onClose={onClose} />}
  </Suspense>
);

/** What the customer was promised, and what can be done about it: another time, a tier up, a formal complaint. */
export const PromiseChip = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const me = useMe();
  const [doing, setDoing] = useState<Doing | null>(null);
  const { promise, supportTier, complaintId } = conversation.case;
  const active = isActive(conversation.status);
  const has = conversation.assignee?.id === me.agentId || isLead(me);
  const choices: readonly Doing[] = [
    ...(active && has && promise?.dueAt != null ? (['set'] as const) : []),
    ...(active && has && supportTier < TOP_TIER ? (['escalate'] as const) : []),
    ...(complaintId === null ? (['complain'] as const) : []),
  ];
  const step = promise === null ? <span>{text('promise.none')}</span> : <Step promise={promise} />;
  return (
    <>
      {choices.length === 0 ? (
        <span data-testid="promise" className="inline-flex min-w-0 items-center gap-1">
          {step}
        </span>
      ) : (
        <PickMenu<Doing>
          label={text('promise.actions')}
          value={null}
          onPick={setDoing}
          choices={choices.map((value) => ({ value, label: text(`promise.action.${value}`) }))}
          trigger={
            <button
              type="button"
              data-testid="promise"
              className="-mx-1 inline-flex min-h-6 min-w-0 max-w-full items-center gap-1 rounded-6 px-1 hover:bg-surface pointer-coarse:min-h-11"
            >
              {step}
              <ChevronDown aria-hidden size={12} className="shrink-0" />
            </button>
          }
        />
      )}
      {supportTier > 1 && <Chip tone="warn">{text('promise.tier', { tier: supportTier })}</Chip>}
      <Dialogs doing={doing} conversation={conversation} onClose={() => setDoing(null)} />
    </>
  );
};
