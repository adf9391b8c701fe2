import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  DELIVERY_STATUSES,
  type DeliveryRow,
  type WebhookRow,
} from '../../../src/contract/webhooks.ts';
import { hasText, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Failed } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { showFailure } from '../state/change-conversation.ts';
import { showToast } from '../state/toasts.ts';
import { beginOf, endOf } from './days.ts';
import { deliveriesOf, listDeliveries, replayDelivery, replayRange } from './integration-api.ts';

const TONES = { waiting: 'plain', delivered: 'ok', given_up: 'danger' } as const;

const Answer = ({ one }: { readonly one: DeliveryRow }) => {
  const text = useText();
  const { replyStatus, latencyMs, replyStart, error } = one;
  const fault = `integration.fault.${error ?? ''}`;
  return (
    <>
      {replyStatus !== null && (
        <bdi dir="ltr" className="tabular-nums">
          {replyStatus} · {latencyMs} ms
        </bdi>
      )}
      {error !== null && <span>{hasText(fault) ? text(fault) : error}</span>}
      {replyStart !== null && replyStart !== '' && (
        <bdi dir="auto" className="line-clamp-2 font-mono text-11 break-all text-muted">
          {replyStart}
        </bdi>
      )}
    </>
  );
};

const Row = ({
  one,
  onReplay,
}: {
  readonly one: DeliveryRow;
  /** Null: this one cannot be sent again now. */
  readonly onReplay: (() => void) | null;
}) => {
  const text = useText();
  return (
    <tr data-testid="delivery">
      <td className={CELL}>
        <Moment at={one.createdAt} />
      </td>
      <td className={CELL}>
        <bdi dir="ltr" className="font-mono text-12">
          {one.eventType}
          {one.conversationId !== null && ` #${one.seq}`}
        </bdi>
        <br />
        <bdi dir="ltr" className="font-mono text-11 text-muted">
          {one.id}
        </bdi>
      </td>
      <td className={CELL}>
        <Chip tone={TONES[one.status]}>{text(`integration.delivery.status.${one.status}`)}</Chip>{' '}
        <span className="text-12 text-muted">
          {text('integration.delivery.attempts', { count: one.attempts })}
        </span>
      </td>
      <td className={CELL}>
        <Answer one={one} />
      </td>
      <td className={`${CELL} text-end`}>
        {onReplay !== null && (
          <Button onClick={onReplay}>{text('integration.delivery.again')}</Button>
        )}
      </td>
    </tr>
  );
};

/** All of a stretch of days once more. */
const Range = ({
  webhookId,
  onDone,
}: {
  readonly webhookId: string;
  readonly onDone: () => void;
}) => {
  const text = useText();
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const { busy, error, submit } = useSubmit();
  const [from, until] = [beginOf(first), endOf(last)];
  const ready = from !== undefined && until !== undefined && from < until;
  const run = (): void => {
    if (!ready) return;
    void submit(async () => {
      const { deliveries } = await replayRange(webhookId, from, until);
      showToast({ text: text('integration.delivery.will', { count: deliveries }) });
      onDone();
    });
  };
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <Field label={text('integration.from_day')}>
        {(props) => (
          <input
            {...props}
            type="date"
            className="control"
            value={first}
            onChange={(event) => setFirst(event.target.value)}
          />
        )}
      </Field>
      <Field label={text('integration.to_day')} error={error}>
        {(props) => (
          <input
            {...props}
            type="date"
            className="control"
            value={last}
            onChange={(event) => setLast(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" busy={busy} disabled={!ready}>
        {text('integration.delivery.again_range')}
      </Button>
    </form>
  );
};

const Table = ({
  rows,
  mayChange,
  onReplay,
}: {
  readonly rows: readonly DeliveryRow[];
  readonly mayChange: boolean;
  readonly onReplay: (one: DeliveryRow) => void;
}) => {
  const text = useText();
  if (rows.length === 0) return <p className="text-muted">{text('integration.delivery.none')}</p>;
  return (
    <div className="overflow-x-auto">
      <table className={TABLE}>
        <thead>
          <tr>
            <th className={HEAD}>{text('integration.time')}</th>
            <th className={HEAD}>{text('integration.delivery.event')}</th>
            <th className={HEAD}>{text('integration.state')}</th>
            <th className={HEAD}>{text('integration.delivery.answer')}</th>
            <th className={HEAD}>
              <span className="sr-only">{text('integration.delivery.again')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => {
            const again = mayChange && one.status !== 'waiting' && one.conversationId !== null;
            return <Row key={one.id} one={one} onReplay={again ? () => onReplay(one) : null} />;
          })}
        </tbody>
      </table>
    </div>
  );
};

type Status = DeliveryRow['status'] | undefined;

const StatusPicker = ({
  status,
  onChange,
}: {
  readonly status: Status;
  readonly onChange: (status: Status) => void;
}) => {
  const text = useText();
  return (
    <Field label={text('integration.state')}>
      {(props) => (
        <select
          {...props}
          className="control"
          value={status ?? ''}
          onChange={(event) =>
            onChange(DELIVERY_STATUSES.find((one) => one === event.target.value))
          }
        >
          <option value="">{text('integration.all')}</option>
          {DELIVERY_STATUSES.map((one) => (
            <option key={one} value={one}>
              {text(`integration.delivery.status.${one}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};

interface DeliveriesProps {
  readonly webhook: WebhookRow;
  readonly mayChange: boolean;
  readonly onClose: () => void;
}

/** What was sent, how it went, and sending it again. */
export const Deliveries = ({ webhook, mayChange, onClose }: DeliveriesProps) => {
  const text = useText();
  const client = useQueryClient();
  const [status, setStatus] = useState<Status>(undefined);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    {
      queryKey: [...deliveriesOf(webhook.id), status ?? 'all'],
      queryFn: ({ pageParam }) => listDeliveries(webhook.id, status, pageParam),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: 5_000,
    },
  );
  const changed = (): void => void client.invalidateQueries({ queryKey: deliveriesOf(webhook.id) });
  const replay = (one: DeliveryRow): void => {
    replayDelivery(webhook.id, one.id)
      .then(({ deliveries }) =>
        showToast({ text: text('integration.delivery.will', { count: deliveries }) }),
      )
      .catch((thrown: unknown) => showFailure('integration.failed_change', thrown))
      .finally(changed);
  };
  return (
    <Dialog
      title={`${text('integration.delivery.log')}: ${webhook.name}`}
      description={text('integration.delivery.lead')}
      open
      size="full"
      onClose={onClose}
      testId="deliveries"
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-end gap-4">
          <StatusPicker status={status} onChange={setStatus} />
          {mayChange && <Range webhookId={webhook.id} onDone={changed} />}
        </div>
        {data === undefined && error === null && <ScreenSkeleton />}
        {data === undefined && error !== null && (
          <Failed what="integration.failed" thrown={error} onRetry={() => void refetch()} />
        )}
        {data !== undefined && (
          <Table
            rows={data.pages.flatMap((page) => page.deliveries)}
            mayChange={mayChange}
            onReplay={replay}
          />
        )}
        {hasNextPage && (
          <Button
            className="self-start"
            busy={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            {text('integration.more')}
          </Button>
        )}
      </div>
    </Dialog>
  );
};
