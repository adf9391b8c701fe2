import { useId, useMemo, useState } from 'react';
import type { Calendar } from '../../../src/core/sla/calendar.ts';
import { checkCalendar } from '../../../src/core/sla/check-calendar.ts';
import { isTimeZone } from '../../../src/core/sla/time-zone.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { HolidaysEditor } from './holidays-editor.tsx';
import { problemFor } from './problems.ts';
import { ShiftsEditor } from './shifts-editor.tsx';
import { WeekPreview } from './week-preview.tsx';

const PATH = 'calendar';

/** A calendar: zone, week, holidays, and how the weeks come out. Taken over into the draft, not published. */
export const CalendarForm = ({
  calendar,
  mayChange,
  onClose,
  onSave,
}: {
  readonly calendar: Calendar;
  readonly mayChange: boolean;
  readonly onClose: () => void;
  readonly onSave: (calendar: Calendar) => void;
}) => {
  const text = useText();
  const zonesId = useId();
  const [draft, setDraft] = useState(calendar);
  const problems = useMemo(() => checkCalendar(draft, isTimeZone, PATH), [draft]);
  const change = (next: Partial<Calendar>): void => setDraft((before) => ({ ...before, ...next }));
  return (
    <Dialog
      title={text('sla.calendar.title')}
      open
      wide
      onClose={onClose}
      testId="sla-calendar-form"
    >
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(draft);
          onClose();
        }}
      >
        <fieldset disabled={!mayChange} className="flex flex-col gap-5">
          <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
            <Field label={text('sla.name')} error={problemFor(problems, `${PATH}.name`, text)}>
              {(props) => (
                <input
                  {...props}
                  dir="auto"
                  maxLength={120}
                  className="control"
                  value={draft.name}
                  onChange={(event) => change({ name: event.target.value })}
                />
              )}
            </Field>
            <Field
              label={text('sla.time_zone')}
              error={problemFor(problems, `${PATH}.timeZone`, text)}
            >
              {(props) => (
                <input
                  {...props}
                  dir="ltr"
                  list={zonesId}
                  maxLength={64}
                  data-testid="sla-zone"
                  className="control"
                  value={draft.timeZone}
                  onChange={(event) => change({ timeZone: event.target.value })}
                />
              )}
            </Field>
            <datalist id={zonesId}>
              {Intl.supportedValuesOf('timeZone').map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </div>
          <ShiftsEditor
            shifts={draft.shifts}
            problems={problems}
            path={`${PATH}.shifts`}
            onChange={(shifts) => change({ shifts })}
          />
          <HolidaysEditor
            calendar={draft}
            problems={problems}
            path={`${PATH}.holidays`}
            onChange={(holidays) => change({ holidays })}
          />
        </fieldset>
        <WeekPreview calendar={draft} isPossible={problems.length === 0} />
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text(mayChange ? 'cancel' : 'close')}
          </Button>
          {mayChange && (
            <Button
              tone="primary"
              type="submit"
              disabled={problems.length > 0}
              data-testid="sla-calendar-save"
            >
              {text('sla.take_over')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
};
