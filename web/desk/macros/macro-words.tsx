import { useState } from 'react';
import type { MacroInput } from '../../../src/contract/automation.ts';
import { LOCALES, type Locale } from '../../../src/core/vocabulary.ts';
import { unknownVariables, VARIABLES } from '../composer/variables.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';

type Texts = MacroInput['texts'];

/** The words of a macro, a language at a time. */
export const MacroWords = ({
  texts,
  fault,
  onChange,
}: {
  readonly texts: Texts;
  readonly fault: boolean;
  readonly onChange: (texts: Texts) => void;
}) => {
  const text = useText();
  const own = useLocale();
  const [locale, setLocale] = useState<Locale>(own);
  const words = texts[locale] ?? '';
  const [strange] = unknownVariables(words);
  return (
    <div className="flex flex-col gap-2">
      <div role="tablist" aria-label={text('canned.languages')} className="flex flex-wrap gap-1">
        {LOCALES.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={each === locale}
            onClick={() => setLocale(each)}
            className="h-7 rounded-6 border border-line px-2 text-12 font-medium text-muted aria-selected:border-accent aria-selected:text-accent pointer-coarse:h-11"
          >
            {text(`locale.${each}`)}
            {(texts[each] ?? '') !== '' && ' ✓'}
          </button>
        ))}
      </div>
      <Field
        label={text('canned.words', { language: text(`locale.${locale}`) })}
        hint={text('canned.variables', {
          list: VARIABLES.map((name) => `{{${name}}}`).join('  '),
        })}
        error={
          strange !== undefined
            ? text('canned.unknown_variable', { name: strange })
            : fault
              ? text('macro.fault')
              : null
        }
      >
        {(props) => (
          <textarea
            {...props}
            dir="auto"
            rows={4}
            maxLength={8_000}
            data-testid="macro-words"
            className="control"
            value={words}
            onChange={(event) => onChange({ ...texts, [locale]: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
};
