import { FileUp, Plus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Calendar, Holiday } from '../../../src/core/sla/calendar.ts';
import type { Problem } from '../../../src/core/sla/check-calendar.ts';
import { asFailure } from '../api/failure.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { failureText } from '../parts/failure.tsx';
import { problemFor } from './problems.ts';
import { toField } from './shifts-editor.tsx';
import { readHolidays } from './sla-api.ts';

interface RowProps {
  readonly day: Holiday;
  readonly row: number;
  readonly problem: string | null;
  readonly onChange: (day: Holiday) => void;
  readonly onRemove: () => void;
}

const HolidayRow = ({ day, row, problem, onChange, onRemove }: RowProps) => {
  const text = useText();
  const whole = day.from === null;
  const invalid = problem !== null || undefined;
  return (
    <li className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <input
          type="date"
          aria-label={text('sla.holiday.date')}
          aria-invalid={invalid}
          className="control w-40"
          value={day.date}
          onChange={(event) => onChange({ ...day, date: event.target.value })}
        />
        <input
          dir="auto"
          aria-label={text('sla.name')}
          maxLength={200}
          className="control min-w-36 flex-1"
          value={day.name}
          onChange={(event) => onChange({ ...day, name: event.target.value })}
        />
        <label className="inline-flex items-center gap-1.5">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={whole}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? { ...day, from: null, to: null }
                  : { ...day, from: '12:00', to: '24:00' },
              )
            }
          />
          {text('sla.holiday.whole_day')}
        </label>
        {!whole && (
          <>
            <input
              type="time"
              aria-label={text('sla.closed_from')}
              aria-invalid={invalid}
              className="control w-32"
              value={day.from ?? ''}
              onChange={(event) => onChange({ ...day, from: event.target.value })}
            />
            <span aria-hidden>–</span>
            <input
              type="time"
              aria-label={text('sla.closed_to')}
              aria-invalid={invalid}
              className="control w-32"
              value={toField(day.to ?? '')}
              onChange={(event) =>
                onChange({
                  ...day,
                  to: event.target.value === '00:00' ? '24:00' : event.target.value,
                })
              }
            />
          </>
        )}
        <IconButton
          icon={Trash2}
          label={text('sla.holiday.remove', { row: row + 1 })}
          onClick={onRemove}
        />
      </div>
      {problem !== null && (
        <p role="alert" className="text-12 text-danger">
          {problem}
        </p>
      )}
    </li>
  );
};

const keyOf = ({ date, from, to }: Holiday): string => `${date} ${from} ${to}`;

/** What a file brings beside what is there already, in the order of the days. */
const merged = (known: readonly Holiday[], added: readonly Holiday[]): readonly Holiday[] => {
  const all = new Map([...added, ...known].map((day) => [keyOf(day), day]));
  return [...all.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
};

/** The days that are none, one by one or from a file. */
export const HolidaysEditor = ({
  calendar,
  problems,
  path,
  onChange,
}: {
  readonly calendar: Calendar;
  readonly problems: readonly Problem[];
  readonly path: string;
  readonly onChange: (holidays: readonly Holiday[]) => void;
}) => {
  const text = useText();
  const file = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<{ readonly text: string; readonly wrong: boolean } | null>(null);
  const { holidays, timeZone } = calendar;
  const take = async (chosen: File): Promise<void> => {
    try {
      const read = await readHolidays(await chosen.text(), timeZone);
      const next = merged(holidays, read.holidays);
      onChange(next);
      setSaid({
        text: text('sla.ical.taken', { count: next.length - holidays.length }),
        wrong: false,
      });
    } catch (thrown) {
      const failure = asFailure(thrown);
      const line = failure.details?.line;
      const where = typeof line === 'number' ? ` ${text('sla.ical.line', { line })}` : '';
      setSaid({ text: `${failureText(failure, text)}${where}`, wrong: true });
    }
  };
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{text('sla.holidays')}</h3>
      <ul className="scroll flex max-h-72 flex-col gap-1.5">
        {holidays.map((day, row) => (
          <HolidayRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are known by their number, here and to those who check them
            key={row}
            day={day}
            row={row}
            problem={problemFor(problems, `${path}.${row}`, text, true)}
            onChange={(changed) =>
              onChange(holidays.map((one, index) => (index === row ? changed : one)))
            }
            onRemove={() => onChange(holidays.filter((_, index) => index !== row))}
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          icon={Plus}
          onClick={() =>
            onChange([
              ...holidays,
              { date: new Date().toISOString().slice(0, 10), name: '', from: null, to: null },
            ])
          }
        >
          {text('sla.holiday.add')}
        </Button>
        <Button icon={FileUp} tone="quiet" onClick={() => file.current?.click()}>
          {text('sla.ical.import')}
        </Button>
        <input
          ref={file}
          type="file"
          accept=".ics,text/calendar"
          className="sr-only"
          tabIndex={-1}
          aria-label={text('sla.ical.import')}
          data-testid="sla-ical"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = '';
            if (chosen !== undefined) void take(chosen);
          }}
        />
        <span role="status" className={said?.wrong === true ? 'text-danger' : 'text-muted'}>
          {said?.text}
        </span>
      </div>
    </section>
  );
};
