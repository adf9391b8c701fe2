import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import type { AppealListReply } from '../../../src/contract/blocking.ts';
import { type AppealState, decideAppeal, listAppeals } from '../api/desk-api.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { showToast } from '../state/toasts.ts';

type Appeal = AppealListReply['appeals'][number];
type Decision = 'granted' | 'refused';

const STATES: readonly AppealState[] = ['waiting', 'granted', 'refused'];
const keyOf = (state: AppealState) => ['appeals', state] as const;

const Confirm = ({
  appeal,
  decision,
  onClose,
}: {
  readonly appeal: Appeal;
  readonly decision: Decision;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const decide = (): void => {
    setBusy(true);
    decideAppeal(appeal.appealId, decision)
      .then(() => {
        showToast({ text: text(`appeal.done.${decision}`) });
        void client.invalidateQueries({ queryKey: ['appeals'] });
        onClose();
      })
      .catch((thrown: unknown) => showFailure('failed.appeal', thrown))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={text(`appeal.${decision}`)}
      description={text(`appeal.what.${decision}`)}
      open
      onClose={onClose}
    >
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button
          tone={decision === 'granted' ? 'primary' : 'danger'}
          busy={busy}
          data-testid="appeal-confirm"
          onClick={decide}
        >
          {text(`appeal.${decision}`)}
        </Button>
      </div>
    </Dialog>
  );
};

const Card = ({ appeal }: { readonly appeal: Appeal }) => {
  const text = useText();
  const locale = useLocale();
  const [decision, setDecision] = useState<Decision | null>(null);
  const { block } = appeal;
  return (
    <li
      data-testid="appeal"
      data-state={appeal.state}
      className="flex flex-col gap-3 rounded-10 border border-line p-4"
    >
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-15 font-semibold">
          <bdi>{appeal.customerName ?? text('visitor')}</bdi>
        </h2>
        <Chip>{text(`appeal.state.${appeal.state}`)}</Chip>
        <span className="flex-1" />
        <Moment at={appeal.sentAt} className="text-12 text-muted" />
      </div>
      <blockquote
        dir="auto"
        className="border-s-2 border-line ps-3 break-words whitespace-pre-wrap"
      >
        {appeal.text}
      </blockquote>
      <p className="text-12 text-muted">
        {text('appeal.block', { at: dayAndTime(block.blockedAt, locale) })}{' '}
        <bdi>{block.reason}</bdi>
        {' · '}
        {block.until === null
          ? text('context.blocked_until_lifted')
          : text('context.blocked_until', { until: dayAndTime(block.until, locale) })}
      </p>
      {appeal.state === 'waiting' && (
        <div className="flex gap-2">
          <Button data-testid="appeal-grant" onClick={() => setDecision('granted')}>
            {text('appeal.granted')}
          </Button>
          <Button data-testid="appeal-refuse" onClick={() => setDecision('refused')}>
            {text('appeal.refused')}
          </Button>
        </div>
      )}
      {decision !== null && (
        <Confirm appeal={appeal} decision={decision} onClose={() => setDecision(null)} />
      )}
    </li>
  );
};

/** What blocked people say about it, and the decision. */
export const AppealsScreen = () => {
  const text = useText();
  const [state, setState] = useState<AppealState>('waiting');
  const query = useQuery({
    queryKey: keyOf(state),
    queryFn: () => listAppeals(state),
    refetchInterval: 30_000,
  });
  const appeals = query.data?.appeals;
  return (
    <Screen
      title={text('nav.appeals')}
      actions={
        <div className="flex gap-1">
          {STATES.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === state}
              data-testid={`appeals-${each}`}
              onClick={() => setState(each)}
              className="h-7 rounded-6 px-2 text-12 font-medium text-muted hover:bg-surface aria-pressed:bg-sel aria-pressed:text-accent pointer-coarse:h-11"
            >
              {text(`appeal.state.${each}`)}
            </button>
          ))}
        </div>
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.appeals" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {appeals?.length === 0 && <Empty icon={Scale} sentence={text(`appeals.empty.${state}`)} />}
      {appeals !== undefined && appeals.length > 0 && (
        <ul className="mx-auto flex max-w-3xl flex-col gap-3 p-4">
          {appeals.map((appeal) => (
            <Card key={appeal.appealId} appeal={appeal} />
          ))}
        </ul>
      )}
    </Screen>
  );
};
