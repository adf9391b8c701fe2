import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { CalendarPreview } from '../../../src/contract/sla.ts';
import { type Calendar, MINUTES_A_DAY, minuteOf } from '../../../src/core/sla/calendar.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayOf } from '../locale/time.ts';
import { IconButton } from '../parts/button.tsx';
import { previewCalendar } from './sla-api.ts';
import { spanText } from './summary.ts';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** The Monday of a day's week, both as dates in UTC. */
const mondayOf = (at: number): number => {
  const day = Math.floor(at / DAY_MS) * DAY_MS;
  return day - ((new Date(day).getUTCDay() + 6) % WEEK_DAYS) * DAY_MS;
};

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

type Day = CalendarPreview['days'][number];

const Bar = ({ day }: { readonly day: Day }) => (
  // The hours of a day run from left to right in every language, as on a clock's scale.
  <div dir="ltr" aria-hidden className="relative h-4 min-w-40 rounded-4 bg-surface">
    {day.open.map(({ from, to }) => {
      const begin = minuteOf(from) ?? 0;
      const end = minuteOf(to) ?? MINUTES_A_DAY;
      return (
        <span
          key={from}
          className="absolute inset-y-0 rounded-4 bg-accent"
          style={{
            left: `${(begin / MINUTES_A_DAY) * 100}%`,
            width: `${(Math.max(0, end - begin) / MINUTES_A_DAY) * 100}%`,
          }}
        />
      );
    })}
  </div>
);

const DayRow = ({ day }: { readonly day: Day }) => {
  const text = useText();
  const locale = useLocale();
  const hours = day.open.map(({ from, to }) => `\u2066${from}–${to}\u2069`).join(', ');
  return (
    <tr>
      <th scope="row" className="py-1 pe-3 text-start font-medium whitespace-nowrap">
        {dayOf(Date.parse(`${day.date}T12:00:00`), locale)}
      </th>
      <td className="w-full py-1">
        <Bar day={day} />
      </td>
      <td className="py-1 ps-3 whitespace-nowrap tabular-nums">
        {hours === '' ? text('sla.closed') : hours}
        {day.closed.length > 0 && (
          <span className="text-muted">
            {' '}
            · <bdi>{day.closed.join(', ')}</bdi>
          </span>
        )}
      </td>
      <td className="py-1 ps-3 text-end whitespace-nowrap text-muted tabular-nums">
        {day.minutes === 0 ? '' : spanText(day.minutes, locale)}
      </td>
    </tr>
  );
};

/** How a week comes out, with holidays and changes of the clock. */
export const WeekPreview = ({
  calendar,
  isPossible,
}: {
  readonly calendar: Calendar;
  readonly isPossible: boolean;
}) => {
  const text = useText();
  const [monday, setMonday] = useState(() => mondayOf(Date.now()));
  // As it is typed: half of a date leads nowhere.
  const [day, setDay] = useState(() => dateOf(monday));
  const goTo = (at: number): void => {
    setMonday(at);
    setDay(dateOf(at));
  };
  const from = dateOf(monday);
  const query = useQuery({
    queryKey: ['sla', 'preview', from, calendar],
    queryFn: () => previewCalendar(calendar, from, WEEK_DAYS),
    enabled: isPossible,
    placeholderData: keepPreviousData,
  });
  const days = query.data?.days ?? [];
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="flex-1 font-semibold whitespace-nowrap">{text('sla.preview')}</h3>
        <span className="inline-flex items-center gap-2">
          <input
            type="date"
            required
            aria-label={text('kept.week')}
            min="2000-01-03"
            max="2099-12-31"
            data-testid="sla-week-of"
            className="control !w-auto"
            value={day}
            onChange={({ target }) => {
              setDay(target.value);
              if (target.validity.valid) setMonday(mondayOf(Date.parse(target.value)));
            }}
          />
          <IconButton
            icon={ChevronLeft}
            label={text('sla.preview.earlier')}
            className="rtl:-scale-x-100"
            onClick={() => goTo(monday - WEEK_DAYS * DAY_MS)}
          />
          <IconButton
            icon={ChevronRight}
            label={text('sla.preview.later')}
            className="rtl:-scale-x-100"
            onClick={() => goTo(monday + WEEK_DAYS * DAY_MS)}
          />
        </span>
      </div>
      {!isPossible && <p className="text-muted">{text('sla.preview.impossible')}</p>}
      {isPossible && (
        <div className="min-h-48 overflow-x-auto">
          <table className="w-full text-12" data-testid="sla-week">
            <caption className="sr-only">{text('sla.preview')}</caption>
            <tbody>
              {days.map((day) => (
                <DayRow key={day.date} day={day} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
