import { FileText } from 'lucide-react';
import { useState } from 'react';
import {
  type IncidentKind,
  type IncidentStage,
  type TextsByLocale,
  wordsFor,
} from '../../../src/core/incidents/vocabulary.ts';
import { LOCALES, type Locale } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { dirOf } from './incident-parts.tsx';
import { getDraft } from './incidents-api.ts';

export interface Words {
  readonly writtenIn: Locale;
  readonly titles: TextsByLocale;
  readonly texts: TextsByLocale;
}

const isWritten = (texts: TextsByLocale, locale: Locale): boolean =>
  (texts[locale] ?? '').trim() !== '';

/** What a customer of a language will read, and in which language that is. */
const Preview = ({ words, locale }: { readonly words: Words; readonly locale: Locale }) => {
  const text = useText();
  const title = wordsFor(words.titles, words.writtenIn, locale);
  const said = wordsFor(words.texts, words.writtenIn, locale);
  return (
    <section
      aria-label={text('incidents.preview', { language: text(`locale.${locale}`) })}
      className="flex flex-col gap-1 rounded-10 border border-line bg-surface p-3"
    >
      <p className="text-12 text-muted">
        {text('incidents.preview', { language: text(`locale.${locale}`) })}
      </p>
      <p lang={title.locale} dir={dirOf(title.locale)} className="font-semibold">
        {title.text}
      </p>
      <p lang={said.locale} dir={dirOf(said.locale)} className="break-words whitespace-pre-line">
        {said.text}
      </p>
      {said.locale !== locale && (
        <p className="text-12 text-warn">
          {text('incidents.missing', { language: text(`locale.${said.locale}`) })}
        </p>
      )}
    </section>
  );
};

interface WordsEditorProps {
  readonly words: Words;
  readonly onChange: (words: Words) => void;
  readonly kind: IncidentKind;
  readonly stage: IncidentStage;
  readonly about: string;
  /** The title is written once, when it is opened. */
  readonly withTitle: boolean;
}

/** Words in as many languages as somebody writes; the catalogue can fill in all of them. */
export const WordsEditor = (props: WordsEditorProps) => {
  const { words, onChange, kind, stage, about, withTitle } = props;
  const text = useText();
  const [locale, setLocale] = useState<Locale>(words.writtenIn);
  const change = (part: 'titles' | 'texts', value: string): void => {
    const next = { ...words, [part]: { ...words[part], [locale]: value } };
    // Whatever is written first is what the others are shown until theirs is there.
    const first = isWritten(next.texts, next.writtenIn) ? next.writtenIn : locale;
    onChange({ ...next, writtenIn: first });
  };
  const fill = (): void => {
    getDraft(kind, stage, about)
      .then(({ titles, texts }) =>
        onChange({ ...words, texts, titles: withTitle ? titles : words.titles }),
      )
      .catch((thrown: unknown) => showFailure('failed.incidents', thrown));
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-1">
        {LOCALES.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === locale}
            data-testid={`words-${each}`}
            onClick={() => setLocale(each)}
            className="h-7 rounded-6 px-2 text-12 font-medium text-muted hover:bg-surface aria-pressed:bg-sel aria-pressed:text-accent pointer-coarse:h-11"
          >
            {text(`locale.${each}`)}
            {!isWritten(words.texts, each) && <span aria-hidden="true"> ·</span>}
            {!isWritten(words.texts, each) && (
              <span className="sr-only"> {text('incidents.not_written')}</span>
            )}
          </button>
        ))}
        <span className="flex-1" />
        <Button icon={FileText} data-testid="words-draft" onClick={fill}>
          {text('incidents.draft')}
        </Button>
      </div>
      {withTitle && (
        <Field label={text('incidents.field.title')}>
          {(field) => (
            <input
              {...field}
              lang={locale}
              dir={dirOf(locale)}
              maxLength={160}
              data-testid="words-title"
              className="control"
              value={words.titles[locale] ?? ''}
              onChange={(event) => change('titles', event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label={text('incidents.field.words')} hint={text('incidents.words_hint')}>
        {(field) => (
          <textarea
            {...field}
            lang={locale}
            dir={dirOf(locale)}
            rows={5}
            maxLength={2000}
            data-testid="words-text"
            className="control"
            value={words.texts[locale] ?? ''}
            onChange={(event) => change('texts', event.target.value)}
          />
        )}
      </Field>
      <Preview words={words} locale={locale} />
    </div>
  );
};
