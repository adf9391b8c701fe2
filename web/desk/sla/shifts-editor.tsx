import { CopyPlus, Plus, Trash2 } from 'lucide-react';
import { MINUTES_A_DAY, minutesOf, type Shift } from '../../../src/core/sla/calendar.ts';
import type { Problem } from '../../../src/core/sla/check-calendar.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { problemFor } from './problems.ts';
import { weekdayName } from './summary.ts';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const WORKDAYS = [1, 2, 3, 4, 5] as const;

/** Clock fields know no 24:00; midnight at the end of a day is 00:00 to them. */
export const toField = (time: string): string => (time === '24:00' ? '00:00' : time);

const isPastMidnight = (shift: Shift): boolean => (minutesOf(shift)?.to ?? 0) > MINUTES_A_DAY;

interface RowProps {
  readonly shift: Shift;
  readonly row: number;
  readonly problem: string | null;
  readonly onChange: (shift: Shift) => void;
  readonly onRemove: () => void;
}

const ShiftRow = ({ shift, row, problem, onChange, onRemove }: RowProps) => {
  const text = useText();
  const locale = useLocale();
  return (
    <li className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <span className="w-5 text-end text-12 text-muted tabular-nums">{row + 1}</span>
        <select
          aria-label={text('sla.shift.day')}
          aria-invalid={problem !== null || undefined}
          className="control w-28"
          value={shift.weekday}
          onChange={(event) => onChange({ ...shift, weekday: Number(event.target.value) })}
        >
          {WEEKDAYS.map((weekday) => (
            <option key={weekday} value={weekday}>
              {weekdayName(weekday, locale)}
            </option>
          ))}
        </select>
        <span className="flex min-w-0 items-center gap-2 max-md:order-1 max-md:w-full">
          <input
            type="time"
            aria-label={text('sla.from')}
            aria-invalid={problem !== null || undefined}
            className="control w-32 max-md:min-w-0 max-md:flex-1"
            value={shift.from}
            onChange={(event) => onChange({ ...shift, from: event.target.value })}
          />
          <span aria-hidden>–</span>
          <input
            type="time"
            aria-label={text('sla.to')}
            aria-invalid={problem !== null || undefined}
            className="control w-32 max-md:min-w-0 max-md:flex-1"
            value={toField(shift.to)}
            onChange={(event) => onChange({ ...shift, to: event.target.value })}
          />
        </span>
        <IconButton
          icon={Trash2}
          label={text('sla.shift.remove', { row: row + 1 })}
          onClick={onRemove}
        />
        {isPastMidnight(shift) && (
          <span className="text-12 text-muted">{text('sla.shift.next_day')}</span>
        )}
      </div>
      {problem !== null && (
        <p role="alert" className="ms-7 text-12 text-danger">
          {problem}
        </p>
      )}
    </li>
  );
};

/** The week's shifts, row by row, each with what is wrong with it. */
export const ShiftsEditor = ({
  shifts,
  problems,
  path,
  onChange,
}: {
  readonly shifts: readonly Shift[];
  readonly problems: readonly Problem[];
  readonly path: string;
  readonly onChange: (shifts: readonly Shift[]) => void;
}) => {
  const text = useText();
  const none = problemFor(problems, path, text);
  const monday = shifts.filter(({ weekday }) => weekday === 1);
  const copyMonday = (): void =>
    onChange([
      ...WORKDAYS.flatMap((weekday) => monday.map((shift) => ({ ...shift, weekday }))),
      ...shifts.filter(({ weekday }) => weekday > WORKDAYS.length),
    ]);
  const add = (): void => {
    const last = shifts.at(-1);
    const weekday = last === undefined ? 1 : (last.weekday % WEEKDAYS.length) + 1;
    onChange([...shifts, { weekday, from: last?.from ?? '09:00', to: last?.to ?? '18:00' }]);
  };
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{text('sla.shifts')}</h3>
      <ul className="flex flex-col gap-1.5">
        {shifts.map((shift, row) => (
          <ShiftRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are known by their number, here and to those who check them
            key={row}
            shift={shift}
            row={row}
            problem={problemFor(problems, `${path}.${row}`, text, true)}
            onChange={(changed) =>
              onChange(shifts.map((one, index) => (index === row ? changed : one)))
            }
            onRemove={() => onChange(shifts.filter((_, index) => index !== row))}
          />
        ))}
      </ul>
      {none !== null && (
        <p role="alert" className="text-12 text-danger">
          {none}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button icon={Plus} onClick={add}>
          {text('sla.shift.add')}
        </Button>
        {monday.length > 0 && (
          <Button icon={CopyPlus} tone="quiet" onClick={copyMonday}>
            {text('sla.shift.copy_monday')}
          </Button>
        )}
      </div>
    </section>
  );
};
