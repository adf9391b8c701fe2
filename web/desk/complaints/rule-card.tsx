import { Trash2 } from 'lucide-react';
import type { ComplaintRule } from '../../../src/core/escalation/complaint-rule.ts';
import { isHoliday } from '../../../src/core/escalation/complaint-rule.ts';
import { useLocale, useText } from '../locale/text.ts';
import { IconButton } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { weekdayName } from '../sla/summary.ts';
import { useTeams } from '../state/queries.ts';

const DAYS_MOST = 365;
const RECEIPT_MOST = 60;
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

interface Editing {
  readonly rule: ComplaintRule;
  readonly onChange: (change: Partial<ComplaintRule>) => void;
}

/** Holidays as they are being written; each is a day, apart by spaces, commas or lines. */
export const holidaysIn = (words: string): readonly string[] =>
  words.split(/[\s,;、،]+/).filter((each) => each !== '');

const Term = ({
  rule,
  onChange,
  days,
  counted,
  most,
}: Editing & {
  readonly days: 'days' | 'acknowledgeDays';
  readonly counted: 'counted' | 'acknowledgeCounted';
  readonly most: number;
}) => {
  const text = useText();
  return (
    <Field label={text(`rules.${days}`)}>
      {(props) => (
        <span className="flex gap-2">
          <input
            {...props}
            type="number"
            min={days === 'days' ? 1 : 0}
            max={most}
            required
            className="control !w-20 tabular-nums"
            value={rule[days]}
            onChange={(event) => onChange({ [days]: event.target.valueAsNumber || 0 })}
          />
          <select
            aria-label={text('rules.counted')}
            className="control"
            value={rule[counted]}
            onChange={(event) =>
              onChange({ [counted]: event.target.value === 'calendar' ? 'calendar' : 'business' })
            }
          >
            <option value="business">{text('rules.business')}</option>
            <option value="calendar">{text('rules.calendar')}</option>
          </select>
        </span>
      )}
    </Field>
  );
};

const Weekend = ({ rule, onChange }: Editing) => {
  const text = useText();
  const locale = useLocale();
  return (
    <fieldset>
      <legend className="pb-1 text-12 font-medium">{text('rules.weekend')}</legend>
      <div className="flex flex-wrap gap-1">
        {WEEK.map((day) => (
          <button
            key={day}
            type="button"
            aria-pressed={rule.weekend.includes(day)}
            className="min-h-8 rounded-6 border border-input px-1.5 text-12 hover:bg-surface aria-pressed:border-accent aria-pressed:bg-sel aria-pressed:font-semibold aria-pressed:text-accent disabled:border-line disabled:bg-surface disabled:text-muted disabled:aria-pressed:bg-sel pointer-coarse:min-h-11"
            onClick={() =>
              onChange({
                weekend: rule.weekend.includes(day)
                  ? rule.weekend.filter((each) => each !== day)
                  : [...rule.weekend, day].sort((a, b) => a - b),
              })
            }
          >
            {weekdayName(day, locale)}
          </button>
        ))}
      </div>
    </fieldset>
  );
};

const Where = ({ rule, onChange, zonesId }: Editing & { readonly zonesId: string }) => {
  const text = useText();
  return (
    <>
      {rule.country === '*' ? (
        <p className="self-center font-semibold">{text('rules.all_others')}</p>
      ) : (
        <Field label={text('complaint.country')} hint={text('rules.country_hint')}>
          {(props) => (
            <input
              {...props}
              dir="ltr"
              required
              maxLength={2}
              pattern="[A-Z]{2}"
              className="control !w-20 font-mono uppercase"
              value={rule.country}
              onChange={(event) => onChange({ country: event.target.value.toUpperCase() })}
            />
          )}
        </Field>
      )}
      <Field label={text('sla.time_zone')} hint={text('rules.zone_hint')}>
        {(props) => (
          <input
            {...props}
            dir="ltr"
            list={zonesId}
            maxLength={64}
            className="control"
            value={rule.timeZone ?? ''}
            onChange={(event) => onChange({ timeZone: event.target.value || null })}
          />
        )}
      </Field>
    </>
  );
};

const Holidays = ({
  words,
  onWords,
}: {
  readonly words: string;
  readonly onWords: (words: string) => void;
}) => {
  const text = useText();
  const wrong = holidaysIn(words).find((each) => !isHoliday(each));
  return (
    <Field
      label={text('rules.holidays')}
      hint={text('rules.holidays_hint')}
      error={
        wrong === undefined ? null : text('rules.holiday_wrong', { day: `\u2068${wrong}\u2069` })
      }
    >
      {(props) => (
        <textarea
          {...props}
          dir="ltr"
          rows={2}
          className="control font-mono rtl:text-right"
          value={words}
          onChange={(event) => onWords(event.target.value)}
        />
      )}
    </Field>
  );
};

/** The terms of one country: how many days, which days they are, and where. */
export const RuleCard = ({
  rule,
  holidays,
  zonesId,
  mayChange,
  onChange,
  onHolidays,
  onRemove,
}: Editing & {
  /** As they are being written. */
  readonly holidays: string;
  readonly zonesId: string;
  readonly mayChange: boolean;
  readonly onHolidays: (words: string) => void;
  readonly onRemove: () => void;
}) => {
  const text = useText();
  const teams = useTeams().data ?? [];
  const hasBusiness = rule.counted === 'business' || rule.acknowledgeCounted === 'business';
  const editing = { rule, onChange };
  return (
    <li data-testid="complaint-rule" className="rounded-10 border border-line p-4">
      <fieldset disabled={!mayChange} className="flex flex-col gap-3">
        <legend className="sr-only">
          {rule.country === '*' ? text('rules.all_others') : rule.country}
        </legend>
        <div className="grid grid-cols-4 items-start gap-3 max-lg:grid-cols-2 max-md:grid-cols-1">
          <Where {...editing} zonesId={zonesId} />
          <Term {...editing} days="days" counted="counted" most={DAYS_MOST} />
          <Term
            {...editing}
            days="acknowledgeDays"
            counted="acknowledgeCounted"
            most={RECEIPT_MOST}
          />
        </div>
        {hasBusiness && (
          <div className="grid grid-cols-3 items-start gap-3 max-lg:grid-cols-1">
            <Weekend {...editing} />
            <Holidays words={holidays} onWords={onHolidays} />
            <Field label={text('rules.closed_days')} hint={text('rules.closed_days_hint')}>
              {(props) => (
                <select
                  {...props}
                  className="control"
                  value={rule.calendarTeamId ?? ''}
                  onChange={(event) => onChange({ calendarTeamId: event.target.value || null })}
                >
                  <option value="">{text('rules.closed_days_none')}</option>
                  {teams.map((team) => (
                    <option key={team.id} value={team.id}>
                      {team.name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
        )}
        {mayChange && rule.country !== '*' && (
          <div className="flex justify-end">
            <IconButton icon={Trash2} label={text('rules.remove')} onClick={onRemove} />
          </div>
        )}
      </fieldset>
    </li>
  );
};
