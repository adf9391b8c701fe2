import { useQueryClient } from '@tanstack/react-query';
import { Ban, ShieldCheck, TriangleAlert, UserRound } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { DeskCustomer } from '../../../src/contract/desk.ts';
import { useAction } from '../actions/handlers.ts';
import { liftBlock } from '../api/desk-api.ts';
import { TierChip } from '../list/row-parts.tsx';
import { useLocale, useText } from '../locale/text.ts';
import { clockIn, dayAndTime, fullDate, inUtc } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { goTo } from '../shell/place.ts';
import { showFailure } from '../state/change-conversation.ts';
import { isLead, useMe } from '../state/me.ts';
import { useNow } from '../state/now.ts';
import { customerKey, useCustomer } from '../state/queries.ts';
import { showToast } from '../state/toasts.ts';
import { ReadArticle } from './read-article.tsx';

const BlockDialog = lazy(() => import('./block-dialog.tsx'));

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="flex items-baseline justify-between gap-3 py-1">
    <dt className="shrink-0 text-muted">{name}</dt>
    <dd className="min-w-0 text-end">{children}</dd>
  </div>
);

const ExternalId = ({ id }: { readonly id: string }) => {
  return (
    <span className="inline-flex max-w-full items-center">
      <bdi dir="ltr" className="truncate font-mono text-12">
        {id}
      </bdi>
      <CopyButton value={id} className="-me-2" />
    </span>
  );
};

const ZoneTime = ({ zone }: { readonly zone: string }) => {
  const locale = useLocale();
  const now = useNow();
  const clock = clockIn(now, zone, locale);
  return (
    <span>
      <bdi dir="ltr">{zone}</bdi>
      {clock !== null && (
        <span data-testid="customer-time" className="block text-12 text-muted tabular-nums">
          {clock}
        </span>
      )}
    </span>
  );
};

const Facts = ({ customer }: { readonly customer: DeskCustomer }) => {
  const text = useText();
  const locale = useLocale();
  return (
    <dl className="px-4 pb-3">
      {customer.externalId !== null && (
        <Fact name={text('context.external_id')}>
          <ExternalId id={customer.externalId} />
        </Fact>
      )}
      {customer.email !== null && (
        <Fact name={text('context.email')}>
          <bdi dir="ltr" className="block truncate">
            {customer.email}
          </bdi>
        </Fact>
      )}
      <Fact name={text('context.language')}>{text(`locale.${customer.locale}`)}</Fact>
      {customer.timeZone !== null && (
        <Fact name={text('context.zone')}>
          <ZoneTime zone={customer.timeZone} />
        </Fact>
      )}
      <Fact name={text('context.since')}>
        <time
          dateTime={new Date(customer.createdAt).toISOString()}
          title={inUtc(customer.createdAt)}
        >
          {fullDate(customer.createdAt, locale)}
        </time>
      </Fact>
      <Fact name={text('context.seen')}>
        <Moment at={customer.lastSeenAt} />
      </Fact>
    </dl>
  );
};

/** Whether they may write, and what a lead can do about it. */
const Block = ({ customer }: { readonly customer: DeskCustomer }) => {
  const text = useText();
  const me = useMe();
  const locale = useLocale();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const lead = isLead(me);
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: customerKey(customer.customerId) });
  };
  const lift = (): void => {
    liftBlock(customer.customerId)
      .then(() => {
        showToast({ text: text('changed.unblocked') });
        refresh();
      })
      .catch((thrown: unknown) => showFailure('failed.unblock', thrown));
  };
  useAction('block', lead && customer.block === null ? () => setAsking(true) : null);
  if (customer.block === null && !lead) return null;
  const { block } = customer;
  return (
    <section className="border-t border-line px-4 py-3" data-testid="block-state">
      {block === null ? (
        <Button icon={Ban} data-testid="block" onClick={() => setAsking(true)}>
          {text('action.block')}
        </Button>
      ) : (
        <div className="flex flex-col items-start gap-1.5">
          <Chip tone="danger" icon={Ban}>
            {text('context.blocked')}
          </Chip>
          <p>
            <bdi>{block.reason}</bdi>
          </p>
          <p className="text-12 text-muted">
            {block.until === null
              ? text('context.blocked_until_lifted')
              : text('context.blocked_until', { until: dayAndTime(block.until, locale) })}
          </p>
          {lead && (
            <Button icon={ShieldCheck} data-testid="unblock" onClick={lift}>
              {text('context.unblock')}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <Suspense>
          <BlockDialog
            customerId={customer.customerId}
            onClose={() => setAsking(false)}
            onDone={refresh}
          />
        </Suspense>
      )}
    </section>
  );
};

const Others = ({
  customer,
  conversationId,
}: {
  readonly customer: DeskCustomer;
  readonly conversationId: string;
}) => {
  const text = useText();
  const others = customer.conversations.filter((each) => each.id !== conversationId);
  return (
    <section className="border-t border-line px-2 py-3">
      <h3 className="px-2 pb-1 text-12 font-semibold">{text('context.others')}</h3>
      {others.length === 0 ? (
        <p className="px-2 text-muted">{text('context.no_others')}</p>
      ) : (
        <ul>
          {others.map((each) => (
            <li key={each.id}>
              <a
                href={`/desk/inbox/all/${each.id}`}
                data-testid="other-conversation"
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  goTo('inbox', 'all', each.id);
                }}
                className="flex flex-col gap-0.5 rounded-6 px-2 py-1.5 hover:bg-surface"
              >
                <span className="flex items-center justify-between gap-2">
                  <span className="truncate font-medium">{text(`category.${each.category}`)}</span>
                  <span className="text-12 text-muted">{text(`status.${each.status}`)}</span>
                </span>
                <span className="flex items-center justify-between gap-2 text-12 text-muted">
                  <bdi dir="ltr" className="font-mono">
                    {each.number}
                  </bdi>
                  <Moment at={each.lastMessageAt ?? each.createdAt} form="short" />
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

/** Who is asking: only what the exchange's token said and what happened here. */
export const CustomerPanel = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const query = useCustomer(conversation.customerId);
  const heading = useRef<HTMLHeadingElement>(null);
  useAction('context_actions', () => heading.current?.focus());
  if (query.isError) {
    return (
      <Failed what="failed.customer" thrown={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const customer = query.data;
  if (customer === undefined) return <PanelSkeleton />;
  const visitor = customer.kind === 'visitor';
  return (
    <div className="scroll h-full" data-testid="context">
      <div className="flex items-center gap-3 px-4 py-3">
        <span className="flex size-10 shrink-0 items-center justify-center rounded-full border border-line bg-surface text-muted">
          <UserRound aria-hidden size={18} />
        </span>
        <div className="min-w-0">
          <h2 ref={heading} tabIndex={-1} className="truncate text-15 font-semibold">
            <bdi>{customer.name ?? text(visitor ? 'visitor' : 'customer')}</bdi>
          </h2>
          <p className="flex flex-wrap items-center gap-1">
            {!visitor && (
              <Chip tone="ok" icon={ShieldCheck}>
                {text('context.vouched')}
              </Chip>
            )}
            <TierChip tier={customer.tier} />
          </p>
        </div>
      </div>
      {visitor && (
        <p className="mx-4 mb-3 flex items-start gap-2 rounded-6 border border-warn px-3 py-2 text-warn">
          <TriangleAlert aria-hidden size={15} className="mt-px shrink-0" />
          {text('context.visitor')}
        </p>
      )}
      <Facts customer={customer} />
      {conversation.aboutArticleId !== null && (
        <ReadArticle articleId={conversation.aboutArticleId} locale={conversation.locale} />
      )}
      <Block customer={customer} />
      <Others customer={customer} conversationId={conversation.id} />
    </div>
  );
};
