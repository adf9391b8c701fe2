import { ListChecks, X } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useAction } from '../actions/handlers.ts';
import { useText, withWholeText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { useStore } from '../state/store.ts';
import { clearSelection, selectAll, selection } from './selection.ts';

const BulkDialog = lazy(() => withWholeText(() => import('./bulk-dialog.tsx')));

/** Below the list while something in it is selected. */
export const BulkBar = ({ order }: { readonly order: readonly string[] }) => {
  const text = useText();
  const chosen = useStore(selection);
  const [changing, setChanging] = useState(false);
  const count = chosen.size;
  // Another list, another selection.
  useEffect(() => clearSelection, []);
  useAction('select_all', order.length > 0 ? () => selectAll(order) : null);
  useAction('bulk', count > 0 ? () => setChanging(true) : null);
  useAction('clear_selection', count > 0 ? clearSelection : null);
  if (count === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label={text('bulk_bar.label')}
      data-testid="bulk-bar"
      className="enter flex shrink-0 items-center gap-2 border-t border-line bg-surface px-3 py-1.5"
    >
      <p role="status" className="min-w-0 flex-1 truncate font-medium tabular-nums">
        {text('bulk_bar.selected', { count })}
      </p>
      <Button
        tone="primary"
        icon={ListChecks}
        data-testid="bulk-change"
        onClick={() => setChanging(true)}
      >
        {text('bulk_bar.change')}
      </Button>
      <IconButton icon={X} label={text('bulk_bar.clear')} onClick={clearSelection} />
      {changing && (
        <Suspense>
          <BulkDialog conversationIds={[...chosen]} onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </div>
  );
};
