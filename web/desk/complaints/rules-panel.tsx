import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ComplaintRule } from '../../../src/core/escalation/complaint-clock.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { useMe } from '../state/me.ts';
import { useTeams } from '../state/queries.ts';
import { showToast } from '../state/toasts.ts';
import { getRules, putRules, RULES } from './complaints-api.ts';

const NEW_RULE: ComplaintRule = {
  country: '',
  days: 45,
  counted: 'business',
  acknowledgeDays: 5,
  calendarTeamId: null,
};
const DAYS_MOST = 365;

const Row = ({
  rule,
  mayChange,
  onChange,
  onRemove,
}: {
  readonly rule: ComplaintRule;
  readonly mayChange: boolean;
  readonly onChange: (rule: ComplaintRule) => void;
  readonly onRemove: () => void;
}) => {
  const text = useText();
  const teams = useTeams().data ?? [];
  const isForAll = rule.country === '*';
  const days = (name: 'days' | 'acknowledgeDays', least: number) => (
    <input
      type="number"
      min={least}
      max={DAYS_MOST}
      disabled={!mayChange}
      aria-label={text(`rules.${name}`)}
      className="control !w-24 tabular-nums"
      value={rule[name]}
      onChange={(event) => onChange({ ...rule, [name]: Number(event.target.value) })}
    />
  );
  return (
    <tr>
      <td className={CELL}>
        {isForAll ? (
          text('rules.all_others')
        ) : (
          <input
            dir="ltr"
            maxLength={2}
            disabled={!mayChange}
            aria-label={text('complaint.country')}
            className="control !w-20 font-mono uppercase"
            value={rule.country}
            onChange={(event) => onChange({ ...rule, country: event.target.value.toUpperCase() })}
          />
        )}
      </td>
      <td className={CELL}>{days('days', 1)}</td>
      <td className={CELL}>
        <select
          aria-label={text('rules.counted')}
          className="control"
          disabled={!mayChange}
          value={rule.counted}
          onChange={(event) =>
            onChange({
              ...rule,
              counted: event.target.value === 'calendar' ? 'calendar' : 'business',
            })
          }
        >
          <option value="business">{text('rules.business')}</option>
          <option value="calendar">{text('rules.calendar')}</option>
        </select>
      </td>
      <td className={CELL}>{days('acknowledgeDays', 0)}</td>
      <td className={CELL}>
        <select
          aria-label={text('rules.closed_days')}
          className="control"
          disabled={!mayChange || rule.counted === 'calendar'}
          value={rule.calendarTeamId ?? ''}
          onChange={(event) => onChange({ ...rule, calendarTeamId: event.target.value || null })}
        >
          <option value="">{text('rules.weekends')}</option>
          {teams.map((team) => (
            <option key={team.id} value={team.id}>
              {team.name}
            </option>
          ))}
        </select>
      </td>
      <td className={CELL}>
        {mayChange && !isForAll && (
          <IconButton icon={Trash2} label={text('rules.remove')} onClick={onRemove} />
        )}
      </td>
    </tr>
  );
};

interface Kept {
  readonly key: string;
  readonly rule: ComplaintRule;
}

const HEADS = ['country', 'days', 'counted', 'acknowledgeDays', 'closed_days'] as const;

const Editor = ({ saved }: { readonly saved: readonly ComplaintRule[] }) => {
  const text = useText();
  const client = useQueryClient();
  const mayChange = useMe().role === 'admin';
  const [rows, setRows] = useState<readonly Kept[]>(() =>
    saved.map((rule) => ({ key: rule.country, rule })),
  );
  const [busy, setBusy] = useState(false);
  const save = (): void => {
    setBusy(true);
    putRules(rows.map(({ rule }) => rule))
      .then((reply) => {
        client.setQueryData(RULES, reply);
        showToast({ text: text('rules.saved') });
      })
      .catch((thrown: unknown) => showFailure('failed.complaint_rules', thrown))
      .finally(() => setBusy(false));
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{text('rules.what')}</p>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={text('complaints.tab.rules')}
        className="scroll"
      >
        <table className={TABLE}>
          <thead>
            <tr>
              {HEADS.map((head) => (
                <th key={head} className={HEAD}>
                  {text(head === 'country' ? 'complaint.country' : `rules.${head}`)}
                </th>
              ))}
              <th className={HEAD}>
                <span className="sr-only">{text('rules.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, rule }) => (
              <Row
                key={key}
                rule={rule}
                mayChange={mayChange}
                onChange={(next) =>
                  setRows(rows.map((row) => (row.key === key ? { key, rule: next } : row)))
                }
                onRemove={() => setRows(rows.filter((row) => row.key !== key))}
              />
            ))}
          </tbody>
        </table>
      </section>
      {mayChange && (
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            icon={Plus}
            onClick={() => setRows([...rows, { key: crypto.randomUUID(), rule: NEW_RULE }])}
          >
            {text('rules.add')}
          </Button>
          <Button tone="primary" busy={busy} data-testid="rules-save" onClick={save}>
            {text('save')}
          </Button>
        </div>
      )}
    </div>
  );
};

/** By when complaints must be decided, by country. */
export const RulesPanel = () => {
  const query = useQuery({ queryKey: RULES, queryFn: getRules });
  if (query.isPending) return <PanelSkeleton />;
  if (query.isError)
    return (
      <Failed
        what="failed.complaint_rules"
        thrown={query.error}
        onRetry={() => void query.refetch()}
      />
    );
  return <Editor key={query.dataUpdatedAt} saved={query.data.rules} />;
};
