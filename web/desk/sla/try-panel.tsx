import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { SlaTrial, TryMoment } from '../../../src/contract/sla.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { CATEGORIES, LOCALES, PRIORITIES, TIERS } from '../../../src/core/vocabulary.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTimeIn, inUtc } from '../locale/time.ts';
import { Failed } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { useTeams } from '../state/queries.ts';
import { useDepartments } from '../tasks/queries.ts';
import { tryMoment } from './sla-api.ts';
import { spanText } from './summary.ts';
import type { Draft } from './use-draft.ts';

type Facts = Omit<TryMoment, 'book'>;

const pad = (value: number): string => String(value).padStart(2, '0');
/** This minute, as the browser's own field has it. */
const thisMinute = (): string => {
  const now = new Date();
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}T${pad(now.getHours())}:${pad(now.getMinutes())}`;
};

interface PickProps<T extends string> {
  readonly label: string;
  readonly testId: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly name: string }[];
  readonly onChange: (value: T) => void;
}

const Pick = <T extends string>({ label, testId, value, options, onChange }: PickProps<T>) => (
  <Field label={label}>
    {(props) => (
      <select
        {...props}
        className="control"
        data-testid={testId}
        value={value}
        onChange={({ target }) => {
          const picked = options.find((one) => one.value === target.value);
          if (picked !== undefined) onChange(picked.value);
        }}
      >
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.name}
          </option>
        ))}
      </select>
    )}
  </Field>
);

/** What the policies ask for, and whose hours count. */
const FactFields = ({
  facts,
  onChange,
}: {
  readonly facts: Facts;
  readonly onChange: (next: Partial<Facts>) => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const teams = useTeams().data ?? [];
  const departments = useDepartments().data?.departments ?? [];
  return (
    <>
      <Pick
        label={text('sla.category')}
        testId="sla-try-category"
        value={facts.category}
        options={CATEGORIES.map((value) => ({ value, name: text(`category.${value}`) }))}
        onChange={(category) => onChange({ category })}
      />
      <Pick
        label={text('sla.priority')}
        testId="sla-try-priority"
        value={facts.priority}
        options={PRIORITIES.map((value) => ({ value, name: text(`priority.${value}`) }))}
        onChange={(priority) => onChange({ priority })}
      />
      <Pick
        label={text('sla.tier')}
        testId="sla-try-tier"
        value={facts.tier}
        options={TIERS.map((value) => ({ value, name: text(`tier.${value}`) }))}
        onChange={(tier) => onChange({ tier })}
      />
      <Pick
        label={text('sla.language')}
        testId="sla-try-language"
        value={facts.locale}
        options={LOCALES.map((value) => ({ value, name: text(`locale.${value}`) }))}
        onChange={(spoken) => onChange({ locale: spoken })}
      />
      <Pick
        label={text('queue.team')}
        testId="sla-try-team"
        value={facts.teamId}
        options={teams.map(({ id, name }) => ({ value: String(id), name }))}
        onChange={(teamId) => onChange({ teamId })}
      />
      <Pick
        label={text('sla.target.department')}
        testId="sla-try-department"
        value={facts.departmentId ?? ''}
        options={[
          { value: '', name: text('sla.try.no_department') },
          ...departments
            .filter(({ archived }) => !archived)
            .map(({ departmentId, names }) => ({
              value: departmentId,
              name: labelIn(names, locale),
            })),
        ]}
        onChange={(to) => onChange({ departmentId: to === '' ? null : to })}
      />
    </>
  );
};

/** A moment by the clock of the hours that count, and the same in UTC. */
const Moment = ({ at, zone }: { readonly at: number; readonly zone: string }) => {
  const locale = useLocale();
  return (
    <>
      <bdi className="whitespace-nowrap">{dayAndTimeIn(at, zone, locale)}</bdi>
      <bdi dir="ltr" className="block text-11 font-normal whitespace-nowrap text-muted">
        {inUtc(at).replace(':00 UTC', ' UTC')}
      </bdi>
    </>
  );
};

const Line = ({
  one,
  zone,
}: {
  readonly one: SlaTrial['targets'][number];
  readonly zone: string;
}) => {
  const text = useText();
  const locale = useLocale();
  const at = (moment: number | null): ReactNode =>
    moment === null ? text('sla.try.never') : <Moment at={moment} zone={zone} />;
  return (
    <tr data-testid={`sla-try-${one.target}`}>
      <th scope="row" className={`${CELL} text-start font-medium`}>
        {text(`sla.target.${one.target}`)}
      </th>
      <td className={`${CELL} whitespace-nowrap`}>{spanText(one.minutes, locale)}</td>
      <td className={`${CELL} font-semibold tabular-nums`} data-testid="sla-try-due">
        {at(one.dueAt)}
      </td>
      <td className={`${CELL} tabular-nums`}>{at(one.warnAt)}</td>
      <td className={CELL}>
        {one.calendarName === null ? text('sla.hours.always') : <bdi>{one.calendarName}</bdi>}
      </td>
    </tr>
  );
};

const COLUMNS = [
  'sla.try.target',
  'sla.try.promised',
  'sla.try.due',
  'sla.try.warned',
  'sla.hours',
] as const;

const Outcome = ({ trial }: { readonly trial: SlaTrial }) => {
  const text = useText();
  const locale = useLocale();
  const { timeZone: zone, changes, targets } = trial;
  return (
    <div className="flex flex-col gap-2">
      <h2 id="sla-try-outcome" className="text-15 font-semibold">
        <bdi>{text('sla.try.counted', { policy: trial.policyName })}</bdi>
      </h2>
      {targets.length === 0 && <p>{text('sla.try.nothing')}</p>}
      {targets.length > 0 && (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-labelledby="sla-try-outcome"
          className="scroll"
        >
          <table className={TABLE}>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col" className={HEAD}>
                    {text(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {targets.map((one) => (
                <Line key={one.target} one={one} zone={zone} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {changes.map(({ at, minutes }) => (
        <p key={at} data-testid="sla-try-change" className="flex items-start gap-2 text-muted">
          <Clock aria-hidden size={14} className="mt-0.5 shrink-0" />
          <span>
            {text(minutes > 0 ? 'sla.try.forward' : 'sla.try.back', {
              when: dayAndTimeIn(at, zone, locale),
              span: spanText(Math.abs(minutes), locale),
            })}
          </span>
        </p>
      ))}
    </div>
  );
};

/** What the draft would promise to a request that comes at a moment, counted by the server as for a real one. */
export const TryPanel = ({ draft }: { readonly draft: Draft }) => {
  const text = useText();
  const team = useTeams().data?.[0]?.id;
  const [chosen, setChosen] = useState<Facts>(() => ({
    ...{ local: thisMinute(), category: 'other', priority: 'normal', tier: 'standard' },
    ...{ channel: 'livechat', locale: 'en', teamId: '', departmentId: null },
  }));
  const facts = chosen.teamId === '' && team !== undefined ? { ...chosen, teamId: team } : chosen;
  const change = (next: Partial<Facts>): void => setChosen((before) => ({ ...before, ...next }));
  const isPossible = draft.problems.length === 0 && facts.local !== '';
  const query = useQuery({
    queryKey: ['sla', 'trial', facts, draft.book],
    queryFn: () => tryMoment({ ...facts, book: draft.book }),
    enabled: isPossible && facts.teamId !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <div className="flex flex-col gap-6">
      <p className="text-muted">{text('sla.try.lead')}</p>
      <div className="grid grid-cols-4 gap-3 max-lg:grid-cols-2 max-sm:*:first:col-span-2">
        <Field
          label={text('sla.try.moment')}
          hint={
            query.data === undefined
              ? undefined
              : text('sla.try.zone', { zone: `\u2066${query.data.timeZone}\u2069` })
          }
        >
          {(props) => (
            <input
              {...props}
              type="datetime-local"
              min="2000-01-01T00:00"
              max="2099-12-31T23:59"
              data-testid="sla-try-moment"
              className="control"
              value={facts.local}
              onChange={({ target }) => change({ local: target.value })}
            />
          )}
        </Field>
        <FactFields facts={facts} onChange={change} />
      </div>
      {!isPossible && <p className="text-muted">{text('sla.try.impossible')}</p>}
      {isPossible && query.isError && (
        <Failed what="failed.sla" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {isPossible && !query.isError && query.data !== undefined && <Outcome trial={query.data} />}
    </div>
  );
};
