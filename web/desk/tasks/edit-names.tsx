import { useId, useState } from 'react';
import { LOCALES, type Locale } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';
import type { Terms } from './tasks-api.ts';

interface NamesProps {
  readonly names: Terms['names'];
  /** The operator's language: a name in it is always needed. */
  readonly operators: Locale;
  readonly setWords: (labels: Terms['names'], locale: Locale, value: string) => Terms['names'];
  readonly onChange: (names: Terms['names']) => void;
}

/** What a department is called in each language, as customers read it: that of the operator first, and needed. */
export const EditNames = ({ names, operators, setWords, onChange }: NamesProps) => {
  const text = useText();
  const hint = useId();
  const others = LOCALES.filter((each) => each !== operators);
  const given = others.filter((each) => (names[each] ?? '') !== '').length;
  // Open from the start where some are there and some are missing; after that it is the person's.
  const [isOpen] = useState(given > 0 && given < others.length);
  const input = (locale: Locale) => (
    <Field
      key={locale}
      label={text(`locale.own.${locale}`)}
      hint={locale === operators ? text('department.names_needed') : undefined}
    >
      {(props) => (
        <input
          {...props}
          dir="auto"
          lang={locale}
          maxLength={120}
          required={locale === operators}
          className="control"
          data-testid={`department-name-${locale}`}
          value={names[locale] ?? ''}
          onChange={(event) => onChange(setWords(names, locale, event.target.value))}
        />
      )}
    </Field>
  );
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={hint}>
      <legend className="pb-1 text-13 font-semibold">{text('department.names')}</legend>
      <p id={hint} className="text-12 text-muted">
        {text('department.names_hint', { language: text(`locale.own.${operators}`) })}
      </p>
      {input(operators)}
      <details open={isOpen}>
        <summary className="min-h-6 cursor-pointer py-1 text-12 font-medium pointer-coarse:min-h-11">
          {text('department.names_more', { count: given, of: others.length })}
        </summary>
        <div className="grid grid-cols-2 gap-3 pt-2 max-md:grid-cols-1">{others.map(input)}</div>
      </details>
    </fieldset>
  );
};
