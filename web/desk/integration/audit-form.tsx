import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type TextKey, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { beginOf, endOf } from './days.ts';
import type { AuditFilter } from './integration-api.ts';

interface Typed {
  readonly kind: AuditFilter['kind'];
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly first: string;
  readonly last: string;
}

const typedOf = (filter: AuditFilter, before: Pick<Typed, 'first' | 'last'>): Typed => ({
  kind: filter.kind,
  actor: filter.actor ?? '',
  action: filter.action ?? '',
  subject: filter.subject ?? '',
  first: filter.from === undefined ? '' : before.first,
  last: filter.until === undefined ? '' : before.last,
});

const given = (value: string): string | undefined =>
  value.trim() === '' ? undefined : value.trim();

const filterOf = (typed: Typed): AuditFilter => ({
  kind: typed.kind,
  actor: given(typed.actor),
  action: given(typed.action),
  subject: given(typed.subject),
  from: beginOf(typed.first),
  until: endOf(typed.last),
});

const TEXTS = ['actor', 'action', 'subject'] as const;
const LABELS: Readonly<Record<(typeof TEXTS)[number], TextKey>> = {
  actor: 'audit.field.actor',
  action: 'audit.field.action',
  subject: 'audit.field.subject',
};
const DAYS = ['first', 'last'] as const;
const DAY_LABELS: Readonly<Record<(typeof DAYS)[number], TextKey>> = {
  first: 'integration.from_day',
  last: 'integration.to_day',
};

/** What is asked of the audit; nothing is searched before it is sent. */
export const AuditForm = ({
  filter,
  onSearch,
  onAgain,
}: {
  readonly filter: AuditFilter;
  readonly onSearch: (filter: AuditFilter) => void;
  readonly onAgain: () => void;
}) => {
  const text = useText();
  const [typed, setTyped] = useState(() => typedOf(filter, { first: '', last: '' }));
  const change = (next: Partial<Typed>): void => setTyped((before) => ({ ...before, ...next }));
  useEffect(() => setTyped((before) => typedOf(filter, before)), [filter]);
  const search = (): void => {
    const next = filterOf(typed);
    if (JSON.stringify(next) === JSON.stringify(filter)) onAgain();
    else onSearch(next);
  };
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <Field label={text('audit.kind')}>
        {(props) => (
          <select
            {...props}
            className="control"
            data-testid="audit-kind"
            value={typed.kind}
            onChange={(event) =>
              change({ kind: event.target.value === 'accesses' ? 'accesses' : 'changes' })
            }
          >
            <option value="changes">{text('audit.kind.changes')}</option>
            <option value="accesses">{text('audit.kind.accesses')}</option>
          </select>
        )}
      </Field>
      {TEXTS.map((field) => (
        <Field key={field} label={text(LABELS[field])}>
          {(props) => (
            <input
              {...props}
              dir="ltr"
              maxLength={200}
              data-testid={`audit-${field}`}
              className="control w-44 font-mono"
              value={typed[field]}
              onChange={(event) => change({ [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {DAYS.map((field) => (
        <Field key={field} label={text(DAY_LABELS[field])}>
          {(props) => (
            <input
              {...props}
              type="date"
              className="control"
              value={typed[field]}
              onChange={(event) => change({ [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Button type="submit" tone="primary" icon={Search} data-testid="audit-search">
        {text('audit.search')}
      </Button>
    </form>
  );
};
