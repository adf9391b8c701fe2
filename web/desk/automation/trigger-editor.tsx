import {
  MOMENTS,
  type Moment,
  RULE_EVENTS,
  type RuleEvent,
  TIME_UNITS,
  type TimeUnit,
  type Trigger,
} from '../../../src/core/automation/rule.ts';
import { type TextKey, useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';
import { RowProblems } from './row-problems.tsx';

interface Props<T extends Trigger> {
  readonly trigger: T;
  readonly onChange: (trigger: Trigger) => void;
}

const EMPTY: Readonly<Record<Trigger['kind'], Trigger>> = {
  event: { kind: 'event', events: ['opened'] },
  time: { kind: 'time', amount: 4, unit: 'hours', since: 'customer_wrote' },
};

const Events = ({ trigger, onChange }: Props<Extract<Trigger, { kind: 'event' }>>) => {
  const text = useText();
  const toggle = (event: RuleEvent): void => {
    const events = trigger.events.includes(event)
      ? trigger.events.filter((each) => each !== event)
      : [...trigger.events, event];
    onChange({ ...trigger, events });
  };
  return (
    <fieldset aria-label={text('rule.ui.events')} className="flex flex-wrap gap-1">
      {RULE_EVENTS.map((event) => (
        <button
          key={event}
          type="button"
          data-testid={`event-${event}`}
          aria-pressed={trigger.events.includes(event)}
          onClick={() => toggle(event)}
          className="min-h-7 rounded-6 border border-line px-2 text-12 font-medium text-muted hover:bg-surface aria-pressed:border-accent aria-pressed:bg-sel aria-pressed:text-accent pointer-coarse:min-h-11"
        >
          {text(`rule.event.${event}` as TextKey)}
        </button>
      ))}
    </fieldset>
  );
};

const Time = ({ trigger, onChange }: Props<Extract<Trigger, { kind: 'time' }>>) => {
  const text = useText();
  return (
    <div className="grid grid-cols-[6rem_10rem_1fr] gap-3 max-md:grid-cols-1">
      <Field label={text('rule.ui.amount')}>
        {(props) => (
          <input
            {...props}
            type="number"
            min={1}
            className="control"
            value={trigger.amount}
            onChange={(event) =>
              onChange({ ...trigger, amount: Math.round(Number(event.target.value)) })
            }
          />
        )}
      </Field>
      <Field label={text('rule.ui.unit')}>
        {(props) => (
          <select
            {...props}
            className="control"
            value={trigger.unit}
            onChange={(event) => onChange({ ...trigger, unit: event.target.value as TimeUnit })}
          >
            {TIME_UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {text(`rule.ui.unit_${unit}` as TextKey)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text('rule.ui.since')}>
        {(props) => (
          <select
            {...props}
            className="control"
            value={trigger.since}
            onChange={(event) => onChange({ ...trigger, since: event.target.value as Moment })}
          >
            {MOMENTS.map((moment) => (
              <option key={moment} value={moment}>
                {text(`rule.moment.${moment}` as TextKey)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
};

/** When a rule acts: on what happens, or when some time has passed. */
export const TriggerEditor = ({ trigger, onChange }: Props<Trigger>) => {
  const text = useText();
  return (
    <section aria-label={text('rule.ui.when')} className="flex flex-col gap-2">
      <h3 className="font-semibold">{text('rule.ui.when')}</h3>
      <div className="flex flex-wrap gap-4">
        {(['event', 'time'] as const).map((kind) => (
          <label key={kind} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="radio"
              name="trigger-kind"
              checked={trigger.kind === kind}
              onChange={() => onChange(EMPTY[kind])}
            />
            {text(`rule.ui.by_${kind}`)}
          </label>
        ))}
      </div>
      {trigger.kind === 'event' ? (
        <Events trigger={trigger} onChange={onChange} />
      ) : (
        <Time trigger={trigger} onChange={onChange} />
      )}
      <RowProblems at="trigger" />
    </section>
  );
};
