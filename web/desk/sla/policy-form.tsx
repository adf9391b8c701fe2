import { useState } from 'react';
import { TARGET_MINUTES, WARN_PERCENT } from '../../../src/core/sla/check-book.ts';
import { SLA_TARGETS, type SlaPolicy, type SlaTarget } from '../../../src/core/sla/policy.ts';
import { CATEGORIES, LOCALES, PRIORITIES, TIERS } from '../../../src/core/vocabulary.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { targetsText, whenText } from './summary.ts';

const UNITS = { minutes: 1, hours: 60, days: 1_440 } as const;
type Unit = keyof typeof UNITS;

/** The largest unit in which the time is a whole number. */
const unitOf = (minutes: number): Unit => {
  if (minutes % UNITS.days === 0) return 'days';
  return minutes % UNITS.hours === 0 ? 'hours' : 'minutes';
};

const TargetField = ({
  target,
  minutes,
  onChange,
}: {
  readonly target: SlaTarget;
  readonly minutes: number | null;
  readonly onChange: (minutes: number | null) => void;
}) => {
  const text = useText();
  const [unit, setUnit] = useState<Unit>(() => unitOf(minutes ?? UNITS.hours));
  const amount = minutes === null ? '' : String(minutes / UNITS[unit]);
  const wrong =
    minutes !== null &&
    (!Number.isInteger(minutes) || minutes < TARGET_MINUTES.min || minutes > TARGET_MINUTES.max);
  const setAmount = (value: string): void =>
    onChange(value.trim() === '' ? null : Math.round(Number(value) * UNITS[unit]));
  return (
    <Field
      label={text(`sla.target.${target}`)}
      hint={minutes === null ? text('sla.nothing_promised') : undefined}
      error={wrong ? text('sla.problem.target_out_of_range') : undefined}
    >
      {(props) => (
        <span className="flex gap-2">
          <input
            {...props}
            type="number"
            min={0}
            step="any"
            inputMode="decimal"
            data-testid={`sla-target-${target}`}
            className="control min-w-0 flex-1 tabular-nums"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
          />
          <select
            aria-label={text('sla.unit')}
            className="control w-28"
            value={unit}
            onChange={(event) => {
              const next = event.target.value as Unit;
              if (minutes !== null) onChange((minutes / UNITS[unit]) * UNITS[next]);
              setUnit(next);
            }}
          >
            {(Object.keys(UNITS) as Unit[]).map((one) => (
              <option key={one} value={one}>
                {text(`sla.unit.${one}`)}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
};

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly options: readonly T[];
  readonly chosen: readonly T[];
  readonly nameOf: (option: T) => string;
  readonly onChange: (chosen: readonly T[]) => void;
}

/** Any of some; none chosen means all. */
const Choice = <T extends string>({
  legend,
  options,
  chosen,
  nameOf,
  onChange,
}: ChoiceProps<T>) => (
  <fieldset className="flex flex-col gap-1">
    <legend className="mb-1 text-12 font-medium">{legend}</legend>
    <div className="flex flex-wrap gap-x-4 gap-y-1">
      {options.map((option) => (
        <label
          key={option}
          className="inline-flex min-h-6 items-center gap-1.5 pointer-coarse:min-h-11"
        >
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={chosen.includes(option)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, option] : chosen.filter((one) => one !== option),
              )
            }
          />
          {nameOf(option)}
        </label>
      ))}
    </div>
  </fieldset>
);

const Conditions = ({
  when,
  onChange,
}: {
  readonly when: SlaPolicy['when'];
  readonly onChange: (when: SlaPolicy['when']) => void;
}) => {
  const text = useText();
  return (
    <div className="flex flex-col gap-3">
      <Choice
        legend={text('sla.category')}
        options={CATEGORIES}
        chosen={when.categories}
        nameOf={(one) => text(`category.${one}`)}
        onChange={(categories) => onChange({ ...when, categories })}
      />
      <Choice
        legend={text('sla.priority')}
        options={PRIORITIES}
        chosen={when.priorities}
        nameOf={(one) => text(`priority.${one}`)}
        onChange={(priorities) => onChange({ ...when, priorities })}
      />
      <Choice
        legend={text('sla.tier')}
        options={TIERS}
        chosen={when.tiers}
        nameOf={(one) => text(`tier.${one}`)}
        onChange={(tiers) => onChange({ ...when, tiers })}
      />
      <Choice
        legend={text('sla.language')}
        options={LOCALES}
        chosen={when.locales}
        nameOf={(one) => text(`locale.${one}`)}
        onChange={(locales) => onChange({ ...when, locales })}
      />
    </div>
  );
};

/** One policy: for whom, what is promised, by whose hours. Taken over into the draft, not published. */
export const PolicyForm = ({
  policy,
  isLast,
  onClose,
  onSave,
}: {
  readonly policy: SlaPolicy;
  /** The last holds for all that is left: it has no conditions. */
  readonly isLast: boolean;
  readonly onClose: () => void;
  readonly onSave: (policy: SlaPolicy) => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const [draft, setDraft] = useState(policy);
  const change = (next: Partial<SlaPolicy>): void => setDraft((before) => ({ ...before, ...next }));
  return (
    <Dialog title={text('sla.policy.title')} open wide onClose={onClose} testId="sla-policy-form">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(draft);
          onClose();
        }}
      >
        <Field label={text('sla.name')}>
          {(props) => (
            <input
              {...props}
              dir="auto"
              required
              maxLength={120}
              className="control"
              value={draft.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        {isLast ? (
          <p className="text-muted">{text('sla.policy.last')}</p>
        ) : (
          <Conditions when={draft.when} onChange={(when) => change({ when })} />
        )}
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          {SLA_TARGETS.map((target) => (
            <TargetField
              key={target}
              target={target}
              minutes={draft.targets[target]}
              onChange={(minutes) => change({ targets: { ...draft.targets, [target]: minutes } })}
            />
          ))}
          <Field label={text('sla.warn_percent')}>
            {(props) => (
              <input
                {...props}
                type="number"
                {...WARN_PERCENT}
                className="control tabular-nums"
                value={Number.isNaN(draft.warnAtPercent) ? '' : draft.warnAtPercent}
                onChange={(event) => change({ warnAtPercent: event.target.valueAsNumber })}
              />
            )}
          </Field>
          <Field label={text('sla.hours')}>
            {(props) => (
              <select
                {...props}
                className="control"
                value={draft.hours}
                onChange={(event) => change({ hours: event.target.value as SlaPolicy['hours'] })}
              >
                <option value="team">{text('sla.hours.team')}</option>
                <option value="always">{text('sla.hours.always')}</option>
              </select>
            )}
          </Field>
        </div>
        <p aria-live="polite" className="rounded-6 bg-surface px-3 py-2">
          {text('sla.policy.summary', {
            when: whenText(draft.when, text, locale),
            targets: targetsText(draft, text, locale),
          })}
        </p>
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" data-testid="sla-policy-save">
            {text('sla.take_over')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
