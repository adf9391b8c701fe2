import { Tabs } from '@base-ui/react/tabs';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SlaBookReply } from '../../../src/contract/sla.ts';
import { asFailure } from '../api/failure.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { useMe } from '../state/me.ts';
import { showToast } from '../state/toasts.ts';
import { CalendarsPanel } from './calendars-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { PoliciesPanel } from './policies-panel.tsx';
import { BOOK, getBook, putBook } from './sla-api.ts';
import { TryPanel } from './try-panel.tsx';
import { useDraft } from './use-draft.ts';

const TABS = ['policies', 'calendars', 'try', 'history'] as const;
const TAB =
  'min-h-9 shrink-0 border-b-2 border-transparent px-3 text-13 font-medium whitespace-nowrap text-muted hover:text-fg data-active:border-accent data-active:text-fg pointer-coarse:min-h-11';

const Loaded = ({ published }: { readonly published: SlaBookReply }) => {
  const text = useText();
  const client = useQueryClient();
  const mayChange = useMe().role === 'admin';
  const draft = useDraft(published);
  const [busy, setBusy] = useState(false);
  const { isChanged, problems } = draft;
  const publish = (): void => {
    setBusy(true);
    putBook(draft.basedOn, draft.book)
      .then((reply) => {
        client.setQueryData(BOOK, reply);
        draft.replace(null);
        showToast({ text: text('sla.published', { version: reply.version }) });
      })
      .catch((thrown: unknown) => {
        showFailure('failed.sla', thrown);
        if (asFailure(thrown).code === 'sla_book_overtaken')
          void client.invalidateQueries({ queryKey: BOOK });
      })
      .finally(() => setBusy(false));
  };
  return (
    <Tabs.Root defaultValue="policies" className="mx-auto flex max-w-5xl flex-col">
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-bg px-4">
        <Tabs.List className="flex flex-1 overflow-x-auto" aria-label={text('sla.title')}>
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab} className={TAB} data-testid={`sla-tab-${tab}`}>
              {text(`sla.tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {mayChange && isChanged && (
          <div className="flex flex-wrap items-center gap-2 py-1.5">
            <span role="status" className={problems.length > 0 ? 'text-12 text-danger' : 'text-12'}>
              {problems.length > 0
                ? text('sla.problems', { count: problems.length })
                : text('sla.unpublished')}
            </span>
            <Button tone="quiet" onClick={() => draft.replace(null)}>
              {text('sla.drop')}
            </Button>
            <Button
              tone="primary"
              busy={busy}
              disabled={problems.length > 0}
              data-testid="sla-publish"
              onClick={publish}
            >
              {text('sla.publish')}
            </Button>
          </div>
        )}
      </div>
      <Tabs.Panel value="policies" className="p-4">
        <PoliciesPanel draft={draft} mayChange={mayChange} />
      </Tabs.Panel>
      <Tabs.Panel value="calendars" className="p-4">
        <CalendarsPanel draft={draft} mayChange={mayChange} />
      </Tabs.Panel>
      <Tabs.Panel value="try" className="p-4">
        <TryPanel draft={draft} />
      </Tabs.Panel>
      <Tabs.Panel value="history" className="p-4">
        <HistoryPanel published={published} draft={draft} mayChange={mayChange} />
      </Tabs.Panel>
    </Tabs.Root>
  );
};

/** What is promised and by which hours: leads see it, admins change and publish it. */
export const SlaScreen = () => {
  const text = useText();
  const query = useQuery({ queryKey: BOOK, queryFn: getBook });
  return (
    <Screen title={text('sla.title')}>
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.sla" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && <Loaded published={query.data} />}
    </Screen>
  );
};
