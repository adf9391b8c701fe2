import { useText } from '../locale/text.ts';

/** Values to choose from, each a button that is pressed or not. */
export const Pressed = ({
  options,
  values,
  nameOf,
  onChange,
}: {
  readonly options: readonly string[];
  readonly values: readonly string[];
  readonly nameOf: (value: string) => string;
  readonly onChange: (values: readonly string[]) => void;
}) => {
  const text = useText();
  // What is gone but still chosen stays to be seen, and can be taken out.
  const shown = [...options, ...values.filter((value) => !options.includes(value))];
  return (
    <fieldset aria-label={text('rule.ui.values')} className="flex min-w-0 flex-wrap gap-1">
      {shown.map((value) => {
        const chosen = values.includes(value);
        return (
          <button
            key={value}
            type="button"
            aria-pressed={chosen}
            onClick={() =>
              onChange(chosen ? values.filter((each) => each !== value) : [...values, value])
            }
            className="min-h-7 rounded-6 border border-line px-2 text-12 font-medium text-muted hover:bg-surface aria-pressed:border-accent aria-pressed:bg-sel aria-pressed:text-accent pointer-coarse:min-h-11"
          >
            <bdi>{nameOf(value)}</bdi>
          </button>
        );
      })}
    </fieldset>
  );
};
