import type { CannedResponse } from '../../../src/contract/desk.ts';
import { CATEGORIES, type Category } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';

type Found = Pick<CannedResponse, 'shortcut' | 'title' | 'category'>;

/** What may stand behind the stroke. */
export const isShortcut = (shortcut: string): boolean => /^[a-z0-9-]{1,32}$/.test(shortcut);

/** What a saved text and a macro are found by. */
export const SavedHeading = ({
  input,
  fault,
  testId,
  onChange,
}: {
  readonly input: Found;
  /** Which of them is wrong; others are shown elsewhere. */
  readonly fault: string | null;
  readonly testId: string;
  readonly onChange: (next: Partial<Found>) => void;
}) => {
  const text = useText();
  return (
    <div className="grid grid-cols-3 gap-3 max-md:grid-cols-1">
      <Field
        label={text('canned.shortcut')}
        hint={text('canned.shortcut_hint')}
        error={fault === 'shortcut' ? text('canned.fault.shortcut') : null}
      >
        {(props) => (
          <input
            {...props}
            dir="ltr"
            maxLength={32}
            data-testid={`${testId}-shortcut`}
            className="control font-mono"
            value={input.shortcut}
            onChange={(event) => onChange({ shortcut: event.target.value.toLowerCase() })}
          />
        )}
      </Field>
      <Field
        label={text('canned.title')}
        error={fault === 'title' ? text('canned.fault.title') : null}
      >
        {(props) => (
          <input
            {...props}
            dir="auto"
            maxLength={120}
            data-testid={`${testId}-title`}
            className="control"
            value={input.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={text('canned.category')}>
        {(props) => (
          <select
            {...props}
            className="control"
            value={input.category ?? ''}
            onChange={(event) =>
              onChange({
                category: event.target.value === '' ? null : (event.target.value as Category),
              })
            }
          >
            <option value="">{text('canned.any_category')}</option>
            {CATEGORIES.map((each) => (
              <option key={each} value={each}>
                {text(`category.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
};
