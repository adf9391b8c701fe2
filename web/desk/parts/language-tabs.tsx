import { LOCALES, type Locale } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';

/** The languages in which something is written, one at a time; those that have words are marked. */
export const LanguageTabs = ({
  locale,
  words,
  onPick,
}: {
  readonly locale: Locale;
  readonly words: Readonly<Partial<Record<Locale, string>>>;
  readonly onPick: (locale: Locale) => void;
}) => {
  const text = useText();
  return (
    <div role="tablist" aria-label={text('canned.languages')} className="flex flex-wrap gap-1">
      {LOCALES.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={each === locale}
          onClick={() => onPick(each)}
          className="h-7 rounded-6 border border-line px-2 text-12 font-medium text-muted aria-selected:border-accent aria-selected:text-accent pointer-coarse:h-11"
        >
          {text(`locale.${each}`)}
          {(words[each] ?? '') !== '' && ' ✓'}
        </button>
      ))}
    </div>
  );
};
