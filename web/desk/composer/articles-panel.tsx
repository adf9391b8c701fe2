import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { ArticleHit } from '../../../src/contract/help.ts';
import { LOCALES, type Locale } from '../../../src/core/vocabulary.ts';
import { articleAddress } from '../articles/article-address.ts';
import { passageOf, passageText } from '../articles/passage-text.ts';
import { articleQuery, searchQuery } from '../articles/queries.ts';
import { isLocale, useText } from '../locale/text.ts';
import { IconButton } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { ArticlePreview } from './article-preview.tsx';

interface ArticlesPanelProps {
  /** The conversation's language. */
  readonly locale: Locale;
  /** `inLines`: a passage stands in lines of its own, a link goes on in its line. */
  readonly onInsert: (words: string, inLines: boolean) => void;
  /** Done: back to the field. */
  readonly onClose: () => void;
  /** The focus has gone elsewhere and stays there. */
  readonly onLeave: () => void;
}

const SEARCH_AFTER_MS = 150;
const MOST_CHARACTERS = 2_000;
const optionId = (at: number): string => `article-option-${at}`;

/** What was typed, once nothing has been typed for a moment. */
const useSettled = (value: string): string => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SEARCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};

const Hits = ({
  hits,
  chosen,
  onChoose,
}: {
  readonly hits: readonly ArticleHit[];
  readonly chosen: number;
  readonly onChoose: (at: number) => void;
}) => {
  const text = useText();
  return (
    <div
      role="listbox"
      id="article-list"
      aria-label={text('articles.found')}
      className="scroll min-h-0 p-1 max-md:max-h-36"
    >
      {hits.map((hit, at) => (
        <div
          key={hit.id}
          id={optionId(at)}
          role="option"
          tabIndex={-1}
          aria-selected={at === chosen}
          data-testid="article-option"
          // The field keeps the focus, so that typing goes on.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(at)}
          onKeyDown={() => undefined}
          className="cursor-pointer rounded-6 px-2 py-1.5 aria-selected:bg-sel pointer-coarse:min-h-11"
        >
          <p dir="auto" className="font-medium break-words">
            {hit.title}
          </p>
          <p className="text-11 text-muted">{text(`category.${hit.section}`)}</p>
        </div>
      ))}
    </div>
  );
};

const LanguagePick = ({
  value,
  onPick,
}: {
  readonly value: Locale;
  readonly onPick: (locale: Locale) => void;
}) => {
  const text = useText();
  return (
    <select
      aria-label={text('articles.language')}
      data-testid="article-language"
      className="control !w-auto"
      value={value}
      onChange={(event) => {
        if (isLocale(event.target.value)) onPick(event.target.value);
      }}
    >
      {LOCALES.map((each) => (
        <option key={each} value={each}>
          {text(`locale.${each}`)}
        </option>
      ))}
    </select>
  );
};

/** Puts the passage of a find, or its address, into the answer. */
const useInsert = (onInsert: ArticlesPanelProps['onInsert']) => {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const passage = (hit: ArticleHit): void => {
    setBusy(true);
    client
      .fetchQuery(articleQuery(hit.id, hit.locale))
      .then((article) => onInsert(passageText(passageOf(article, hit.anchor)), true))
      .catch((thrown: unknown) => {
        setBusy(false);
        showFailure('failed.article', thrown);
      });
  };
  const link = (hit: ArticleHit): void => onInsert(articleAddress(location.origin, hit), false);
  return { busy, passage, link };
};

/** Finds articles while one types, shows what is in them, and puts a passage or a link into the answer. */
const ArticlesPanel = ({ locale, onInsert, onClose, onLeave }: ArticlesPanelProps) => {
  const text = useText();
  const [language, setLanguage] = useState(locale);
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const wanted = useSettled(words.trim());
  const query = useQuery(searchQuery(wanted, language));
  const insert = useInsert(onInsert);
  const hits = wanted === '' ? [] : (query.data ?? []);
  const at = Math.min(chosen, Math.max(0, hits.length - 1));
  const hit = hits[at];
  useEffect(() => {
    if (hits.length > 0)
      document.getElementById(optionId(at))?.scrollIntoView({ block: 'nearest' });
  }, [at, hits.length]);
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing || hit === undefined) return;
    if (event.key === 'ArrowDown') setChosen((at + 1) % hits.length);
    else if (event.key === 'ArrowUp') setChosen((at + hits.length - 1) % hits.length);
    else if (event.key === 'Enter') (event.shiftKey ? insert.link : insert.passage)(hit);
    else return;
    event.preventDefault();
  };
  return (
    <section
      role="dialog"
      aria-label={text('articles.title')}
      data-layer
      data-testid="articles-panel"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) onLeave();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onClose();
      }}
      className="enter absolute inset-x-3 bottom-full z-20 mb-1 flex h-[min(26rem,56dvh)] flex-col rounded-10 border border-line bg-bg shadow-lift"
    >
      <div className="flex items-center gap-2 border-b border-line p-2">
        <div className="relative min-w-0 flex-1">
          <Search
            aria-hidden
            size={14}
            className="absolute inset-y-0 start-2.5 my-auto text-muted"
          />
          <input
            // biome-ignore lint/a11y/noAutofocus: the person has just asked to search here
            autoFocus
            type="text"
            role="combobox"
            dir="auto"
            aria-label={text('articles.search')}
            aria-autocomplete="list"
            aria-expanded={hits.length > 0}
            aria-controls="article-list"
            aria-activedescendant={hit === undefined ? undefined : optionId(at)}
            placeholder={text('articles.search')}
            autoComplete="off"
            maxLength={MOST_CHARACTERS}
            data-testid="article-search"
            className="control !px-8"
            value={words}
            onChange={(event) => {
              setWords(event.target.value);
              setChosen(0);
            }}
            onKeyDown={press}
          />
        </div>
        <LanguagePick value={language} onPick={setLanguage} />
        <IconButton icon={X} label={text('close')} onClick={onClose} />
      </div>
      {query.isError ? (
        <Failed what="failed.articles" thrown={query.error} onRetry={() => void query.refetch()} />
      ) : hit === undefined ? (
        <p role="status" className="p-4 text-muted">
          {wanted === ''
            ? text('articles.hint')
            : query.isFetching
              ? text('articles.searching')
              : text('articles.none')}
        </p>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,2fr)_minmax(0,3fr)] divide-line max-md:grid-cols-1 max-md:grid-rows-[auto_minmax(0,1fr)] max-md:divide-y md:divide-x">
          <Hits hits={hits} chosen={at} onChoose={setChosen} />
          <ArticlePreview
            key={`${hit.id}-${hit.locale}`}
            hit={hit}
            busy={insert.busy}
            onPassage={() => insert.passage(hit)}
            onLink={() => insert.link(hit)}
          />
        </div>
      )}
    </section>
  );
};

export default ArticlesPanel;
