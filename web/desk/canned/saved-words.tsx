import { useState } from 'react';
import type { CannedResponse } from '../../../src/contract/desk.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { unknownVariables, VARIABLES } from '../composer/variables.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';
import { LanguageTabs } from '../parts/language-tabs.tsx';

type Texts = CannedResponse['texts'];

/** Languages in which nothing is said have no text. */
export const withoutEmpty = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([, words]) => words.trim() !== ''));

/** The words of a saved text or a macro, a language at a time. */
export const SavedWords = ({
  texts,
  fault,
  testId,
  onChange,
}: {
  readonly texts: Texts;
  /** What is wrong with them as a whole. */
  readonly fault: string | null;
  readonly testId: string;
  readonly onChange: (texts: Texts) => void;
}) => {
  const text = useText();
  const own = useLocale();
  const [locale, setLocale] = useState<Locale>(own);
  const words = texts[locale] ?? '';
  const [strange] = unknownVariables(words);
  return (
    <div className="flex flex-col gap-2">
      <LanguageTabs locale={locale} words={texts} onPick={setLocale} />
      <Field
        label={text('canned.words', { language: text(`locale.${locale}`) })}
        hint={text('canned.variables', {
          list: VARIABLES.map((name) => `{{${name}}}`).join('  '),
        })}
        error={strange !== undefined ? text('canned.unknown_variable', { name: strange }) : fault}
      >
        {(props) => (
          <textarea
            {...props}
            dir="auto"
            rows={5}
            maxLength={8_000}
            data-testid={testId}
            className="control"
            value={words}
            onChange={(event) => onChange({ ...texts, [locale]: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
};
