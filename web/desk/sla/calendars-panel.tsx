import { CalendarDays, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Calendar } from '../../../src/core/sla/calendar.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { CalendarForm } from './calendar-form.tsx';
import { freshId } from './policies-panel.tsx';
import { problemsAt, problemText } from './problems.ts';
import { weekText } from './summary.ts';
import { UnitHours } from './unit-hours.tsx';
import type { Draft } from './use-draft.ts';

const isUsed = ({ hoursOf }: Draft['book'], id: string): boolean =>
  [
    hoursOf.everyone,
    ...Object.values(hoursOf.teams),
    ...Object.values(hoursOf.departments),
  ].includes(id);

interface CardProps {
  readonly calendar: Calendar;
  readonly row: number;
  readonly draft: Draft;
  readonly mayChange: boolean;
  readonly onEdit: () => void;
}

const CalendarCard = ({ calendar, row, draft, mayChange, onEdit }: CardProps) => {
  const text = useText();
  const locale = useLocale();
  const { book } = draft;
  const used = isUsed(book, calendar.id);
  const remove = (): void =>
    draft.change({ calendars: book.calendars.filter((one) => one !== calendar) });
  const { name } = calendar;
  return (
    <li
      data-testid="sla-calendar"
      className="flex flex-wrap items-start gap-x-3 gap-y-1 rounded-10 border border-line px-4 py-3"
    >
      <CalendarDays aria-hidden size={16} className="mt-0.5 shrink-0 text-muted" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <h3 className="font-semibold">
          <bdi>{name}</bdi>
        </h3>
        <p>{weekText(calendar, text, locale)}</p>
        <p className="text-12 text-muted">
          <bdi dir="ltr">{calendar.timeZone}</bdi> ·{' '}
          {text('sla.holidays.count', { count: calendar.holidays.length })}
          {!used && ` · ${text('sla.calendar.unused')}`}
        </p>
        {problemsAt(draft.problems, `calendars.${row}`, true).map((problem) => (
          <p key={problem.path + problem.code} className="text-12 text-danger">
            {problemText(problem, text)}
          </p>
        ))}
      </div>
      <span className="flex items-center gap-1">
        <Button
          aria-label={text(mayChange ? 'sla.calendar.edit' : 'sla.calendar.look', { name })}
          onClick={onEdit}
        >
          {text(mayChange ? 'edit' : 'sla.look')}
        </Button>
        {mayChange && !used && (
          <Button
            className="text-danger"
            aria-label={text('sla.calendar.remove', { name })}
            onClick={remove}
          >
            {text('delete')}
          </Button>
        )}
      </span>
    </li>
  );
};

/** The calendars, and who works by which. */
export const CalendarsPanel = ({
  draft,
  mayChange,
}: {
  readonly draft: Draft;
  readonly mayChange: boolean;
}) => {
  const text = useText();
  const { calendars } = draft.book;
  const [editing, setEditing] = useState<string | null>(null);
  const edited = calendars.find(({ id }) => id === editing);
  const add = (): void => {
    const made: Calendar = {
      id: freshId('calendar', calendars),
      name: text('sla.calendar.new'),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      shifts: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' })),
      holidays: [],
    };
    draft.change({ calendars: [...calendars, made] });
    setEditing(made.id);
  };
  const save = (changed: Calendar): void =>
    draft.change({ calendars: calendars.map((one) => (one.id === changed.id ? changed : one)) });
  return (
    <div className="flex flex-col gap-6">
      <section className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 text-muted">{text('sla.calendars.lead')}</p>
          {mayChange && (
            <Button icon={Plus} data-testid="sla-add-calendar" onClick={add}>
              {text('sla.calendar.add')}
            </Button>
          )}
        </div>
        <ul className="flex flex-col gap-2">
          {calendars.map((calendar, row) => (
            <CalendarCard
              key={calendar.id}
              calendar={calendar}
              row={row}
              draft={draft}
              mayChange={mayChange}
              onEdit={() => setEditing(calendar.id)}
            />
          ))}
        </ul>
      </section>
      <UnitHours draft={draft} mayChange={mayChange} />
      {edited !== undefined && (
        <CalendarForm
          calendar={edited}
          mayChange={mayChange}
          onClose={() => setEditing(null)}
          onSave={save}
        />
      )}
    </div>
  );
};
