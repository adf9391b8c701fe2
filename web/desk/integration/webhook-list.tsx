import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { WebhookRow } from '../../../src/contract/webhooks.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { listWebhooks, WEBHOOKS } from './integration-api.ts';
import { WebhookCard } from './webhook-card.tsx';
import { WebhookForm } from './webhook-form.tsx';

/** What admins are to see before anything else: webhooks that were switched off by themselves. */
const Off = ({ webhooks }: { readonly webhooks: readonly WebhookRow[] }) => {
  const text = useText();
  const off = webhooks.filter(({ status }) => status === 'disabled');
  if (off.length === 0) return null;
  return (
    <p
      role="status"
      className="flex items-start gap-2 rounded-10 border border-danger px-3 py-2 text-danger"
    >
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0" />
      {text('integration.hook.off', { count: off.length })}
    </p>
  );
};

/** Who is told what happens here. */
export const WebhookList = ({ mayChange }: { readonly mayChange: boolean }) => {
  const text = useText();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: WEBHOOKS,
    queryFn: listWebhooks,
    refetchInterval: 15_000,
  });
  const [editing, setEditing] = useState<WebhookRow | null | undefined>(undefined);
  const changed = (): void => void client.invalidateQueries({ queryKey: WEBHOOKS });
  return (
    <section aria-labelledby="webhooks" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="webhooks" className="text-15 font-semibold">
            {text('integration.hook.title')}
          </h2>
          <p className="text-muted">{text('integration.hook.lead')}</p>
        </div>
        {mayChange && (
          <Button icon={Plus} data-testid="hook-new" onClick={() => setEditing(null)}>
            {text('integration.hook.new')}
          </Button>
        )}
      </div>
      {data === undefined && error === null && <ScreenSkeleton />}
      {data === undefined && error !== null && (
        <Failed what="integration.failed" thrown={error} onRetry={() => void refetch()} />
      )}
      {data?.webhooks.length === 0 && <p className="text-muted">{text('integration.hook.none')}</p>}
      {data !== undefined && <Off webhooks={data.webhooks} />}
      <ul className="flex flex-col gap-3">
        {data?.webhooks.map((webhook) => (
          <WebhookCard
            key={webhook.id}
            webhook={webhook}
            mayChange={mayChange}
            onEdit={() => setEditing(webhook)}
            onChanged={changed}
          />
        ))}
      </ul>
      {editing !== undefined && data !== undefined && (
        <WebhookForm
          webhook={editing}
          eventTypes={data.eventTypes}
          onClose={() => setEditing(undefined)}
          onSaved={changed}
        />
      )}
    </section>
  );
};
