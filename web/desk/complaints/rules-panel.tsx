import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { type ComplaintRule, isHoliday } from '../../../src/core/escalation/complaint-rule.ts';
import { asFailure } from '../api/failure.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Failed, failureText } from '../parts/failure.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { useMe } from '../state/me.ts';
import { showToast } from '../state/toasts.ts';
import { getRules, putRules, RULES } from './complaints-api.ts';
import { holidaysIn, RuleCard } from './rule-card.tsx';

const NEW_RULE: ComplaintRule = {
  country: '',
  days: 45,
  counted: 'business',
  acknowledgeDays: 5,
  acknowledgeCounted: 'business',
  timeZone: null,
  weekend: [6, 7],
  holidays: [],
  calendarTeamId: null,
};

interface Kept {
  readonly key: string;
  readonly rule: ComplaintRule;
  /** As they are being written. */
  readonly holidays: string;
}

const keep = (rule: ComplaintRule, key: string): Kept => ({
  key,
  rule,
  holidays: rule.holidays.join(', '),
});

const ruleOf = ({ rule, holidays }: Kept): ComplaintRule => ({
  ...rule,
  holidays: [...new Set(holidaysIn(holidays))],
});

/** Saves all of them, and says in place what is wrong. */
const useSaving = (rows: readonly Kept[]) => {
  const text = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = (): void => {
    setBusy(true);
    setError(null);
    putRules(rows.map(ruleOf))
      .then((reply) => {
        client.setQueryData(RULES, reply);
        showToast({ text: text('rules.saved') });
      })
      .catch((thrown: unknown) => {
        const failure = asFailure(thrown);
        const { country } = failure.details;
        const where = typeof country === 'string' && country !== '*' ? `${country}: ` : '';
        setError(`${where}${failureText(failure, text)}`);
      })
      .finally(() => setBusy(false));
  };
  return { busy, error, save };
};

const Editor = ({ saved }: { readonly saved: readonly ComplaintRule[] }) => {
  const text = useText();
  const zonesId = useId();
  const mayChange = useMe().role === 'admin';
  const [rows, setRows] = useState<readonly Kept[]>(() =>
    saved.map((rule) => keep(rule, rule.country)),
  );
  const { busy, error, save } = useSaving(rows);
  const change = (key: string, next: Partial<Kept>): void =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...next } : row)));
  const isWhole = rows.every(({ holidays }) => holidaysIn(holidays).every(isHoliday));
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) save();
      }}
    >
      <p className="text-muted">{text('rules.what')}</p>
      <datalist id={zonesId}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <ul className="flex flex-col gap-3">
        {rows.map(({ key, rule, holidays }) => (
          <RuleCard
            key={key}
            rule={rule}
            holidays={holidays}
            zonesId={zonesId}
            mayChange={mayChange}
            onChange={(next) => change(key, { rule: { ...rule, ...next } })}
            onHolidays={(words) => change(key, { holidays: words })}
            onRemove={() => setRows(rows.filter((row) => row.key !== key))}
          />
        ))}
      </ul>
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      {mayChange && (
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            icon={Plus}
            onClick={() => setRows([...rows, keep(NEW_RULE, crypto.randomUUID())])}
          >
            {text('rules.add')}
          </Button>
          <Button
            tone="primary"
            type="submit"
            busy={busy}
            disabled={!isWhole}
            data-testid="rules-save"
          >
            {text('save')}
          </Button>
        </div>
      )}
    </form>
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
