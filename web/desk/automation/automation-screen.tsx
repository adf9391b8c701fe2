import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FlaskConical, Plus, Workflow } from 'lucide-react';
import { useState } from 'react';
import type { DeskRule } from '../../../src/contract/automation.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { showToast } from '../state/toasts.ts';
import { listRules, orderRules, RULES, removeRule, switchOffRule } from './automation-api.ts';
import { BookTrialDialog } from './book-trial.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { RuleHistory } from './rule-history.tsx';
import { RuleList } from './rule-list.tsx';
import { RuleLog } from './rule-log.tsx';
import { ruleName } from './use-voice.ts';

type Tab = 'rules' | 'log';

const Tabs = ({ tab, onPick }: { readonly tab: Tab; readonly onPick: (tab: Tab) => void }) => {
  const text = useText();
  return (
    <div className="flex gap-1">
      {(['rules', 'log'] as const).map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === tab}
          data-testid={`rules-tab-${each}`}
          onClick={() => onPick(each)}
          className="h-7 rounded-6 px-2 text-12 font-medium text-muted hover:bg-surface aria-pressed:bg-sel aria-pressed:text-accent pointer-coarse:h-11"
        >
          {text(`rule.ui.tab_${each}`)}
        </button>
      ))}
    </div>
  );
};

const Remove = ({ rule, onClose }: { readonly rule: DeskRule; readonly onClose: () => void }) => {
  const text = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const remove = (): void => {
    setBusy(true);
    removeRule(rule.ruleId)
      .then((reply) => {
        client.setQueryData(RULES, reply);
        showToast({ text: text('rule.ui.removed', { name: ruleName(rule, text) }) });
        onClose();
      })
      .catch((thrown: unknown) => showFailure('failed.rules', thrown))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={ruleName(rule, text)}
      description={text('rule.ui.remove_what')}
      open
      onClose={onClose}
    >
      <div className="flex justify-end gap-2">
        <Button tone="quiet" onClick={onClose}>
          {text('cancel')}
        </Button>
        <Button tone="danger" busy={busy} data-testid="rule-remove" onClick={remove}>
          {text('delete')}
        </Button>
      </div>
    </Dialog>
  );
};

/** Moves and switches; the list shows it at once, and goes back when it was not stored. */
const useChanges = (rules: readonly DeskRule[]) => {
  const text = useText();
  const client = useQueryClient();
  const run = (change: Promise<unknown>): void => {
    change
      .then((reply) => client.setQueryData(RULES, reply))
      .catch((thrown: unknown) => {
        showFailure('failed.rules', thrown);
        void client.invalidateQueries({ queryKey: RULES });
      });
  };
  return {
    off: (rule: DeskRule) => run(switchOffRule(rule.ruleId)),
    move: (rule: DeskRule, place: number): void => {
      const rest = rules.filter((each) => each !== rule);
      const next = [...rest.slice(0, place), rule, ...rest.slice(place)];
      client.setQueryData(RULES, { rules: next });
      showToast({
        text: text('rule.ui.moved', { name: ruleName(rule, text), place: place + 1 }),
      });
      run(orderRules(next.map(({ ruleId }) => ruleId)));
    },
  };
};

/** Rules on what happens and on time: in their order, as drafts and live, and what they did. */
export const AutomationScreen = () => {
  const text = useText();
  const [tab, setTab] = useState<Tab>('rules');
  const [editing, setEditing] = useState<DeskRule | 'new' | null>(null);
  const [history, setHistory] = useState<DeskRule | null>(null);
  const [removing, setRemoving] = useState<DeskRule | null>(null);
  const [trying, setTrying] = useState(false);
  const query = useQuery({ queryKey: RULES, queryFn: listRules });
  const rules = query.data?.rules ?? [];
  const { off, move } = useChanges(rules);
  const actions = {
    onEdit: setEditing,
    onHistory: setHistory,
    onRemove: setRemoving,
    onOff: off,
    onMove: move,
  };
  return (
    <Screen
      title={text('nav.automation')}
      actions={
        <>
          <Tabs tab={tab} onPick={setTab} />
          {rules.length > 0 && (
            <Button icon={FlaskConical} data-testid="book-try" onClick={() => setTrying(true)}>
              {text('rule.book.title')}
            </Button>
          )}
          <Button
            tone="primary"
            icon={Plus}
            data-testid="rule-new"
            onClick={() => setEditing('new')}
          >
            {text('rule.ui.new')}
          </Button>
        </>
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.rules" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {tab === 'rules' && query.isSuccess && rules.length === 0 && (
        <Empty icon={Workflow} sentence={text('rule.ui.empty')} />
      )}
      {tab === 'rules' && rules.length > 0 && <RuleList rules={rules} actions={actions} />}
      {tab === 'log' && query.isSuccess && <RuleLog rules={rules} />}
      {editing !== null && (
        <RuleEditor
          rule={editing === 'new' ? null : editing}
          rules={rules}
          onClose={() => setEditing(null)}
        />
      )}
      {trying && <BookTrialDialog rules={rules} onClose={() => setTrying(false)} />}
      {history !== null && <RuleHistory rule={history} onClose={() => setHistory(null)} />}
      {removing !== null && <Remove rule={removing} onClose={() => setRemoving(null)} />}
    </Screen>
  );
};
