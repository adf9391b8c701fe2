import book from 'icon:book-open';
import find from 'icon:search';
import { type JSX, useRef, useState } from 'react';
import type { ArticleHit } from '../../../src/contract/help.ts';
import { askFor, asking, forgetQuestion } from '../app/asking.ts';
import { useCell } from '../app/cell.ts';
import { t } from '../app/locale.ts';
import { askOutright, show } from '../app/messenger.ts';
import { showToast } from '../app/state.ts';
import { Icon } from '../parts/icon.tsx';
import { articlePart } from './article-part.ts';
import { chatPart } from './parts.ts';

const LONGEST = 2_000;
const optionId = (place: number): string => `ask-${place}`;
const read = ({ id }: ArticleHit): void => show({ name: 'article', id, back: { name: 'home' } });

const Hits = ({ hits, active }: { hits: readonly ArticleHit[]; active: number }): JSX.Element => (
  // The options are reached by the arrow keys from the field, which keeps the focus.
  <div className="hits" role="listbox" id="ask-hits" aria-label={t('ask.found')}>
    {hits.map((hit, place) => (
      // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus (aria-activedescendant)
      // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
      <div
        key={hit.id}
        id={optionId(place)}
        role="option"
        aria-selected={place === active}
        className="hit"
        lang={hit.locale}
        onPointerEnter={articlePart.preload}
        onClick={() => read(hit)}
      >
        <Icon d={book} size={18} />
        <span className="hit-words">
          <bdi className="hit-title">{hit.title}</bdi>
          <bdi className="hit-text">{hit.excerpt}</bdi>
        </span>
      </div>
    ))}
  </div>
);

/** Articles as one types; Enter sends the words to the assistant, or opens the article that is picked out. */
export const AskBox = ({ mayAsk }: { mayAsk: boolean }): JSX.Element => {
  const { words, hits, trouble } = useCell(asking);
  const [active, setActive] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const shown = hits ?? [];
  const picked = shown[active];
  const isEmpty = words.trim() === '';
  const send = (): void => {
    if (isEmpty || !mayAsk) return;
    askOutright(words.trim()).then(
      (sent) => sent && forgetQuestion(),
      () => showToast(t('error.unreachable')),
    );
  };
  const keyDown = (event: React.KeyboardEvent<HTMLInputElement>): void => {
    const { key, isComposing, keyCode } = event as unknown as KeyboardEvent;
    // Keys of an input method are its own; 229: some browsers say so only by the code.
    if (isComposing || keyCode === 229) return;
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && shown.length > 0) {
      event.preventDefault();
      // One place more than there are articles: back in the words themselves.
      const places = shown.length + 1;
      setActive(((active + 1 + step + places) % places) - 1);
    } else if (key === 'Escape' && !isEmpty) {
      event.preventDefault();
      setActive(-1);
      askFor('');
    } else if (key === 'Enter') {
      event.preventDefault();
      if (picked === undefined) send();
      else read(picked);
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not known to all browsers that are served
    <form
      className="ask"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="ask-field">
        <Icon d={find} />
        <input
          ref={field}
          type="text"
          role="combobox"
          dir="auto"
          autoComplete="off"
          maxLength={LONGEST}
          enterKeyHint="send"
          aria-label={t('ask.label')}
          placeholder={t('ask.placeholder')}
          aria-autocomplete="list"
          aria-expanded={shown.length > 0}
          aria-controls="ask-hits"
          {...(picked === undefined ? {} : { 'aria-activedescendant': optionId(active) })}
          value={words}
          onFocus={chatPart.preload}
          onInput={(event) => {
            setActive(-1);
            askFor(event.currentTarget.value);
          }}
          onKeyDown={keyDown}
        />
        {mayAsk && (
          <button type="submit" className="ask-send" disabled={isEmpty}>
            {t('ask.send')}
          </button>
        )}
      </div>
      {shown.length > 0 && <Hits hits={shown} active={active} />}
      <p className={trouble !== null || hits?.length === 0 ? 'muted' : 'unseen'} role="status">
        {isEmpty
          ? ''
          : trouble !== null
            ? t(trouble)
            : hits === null
              ? ''
              : hits.length === 0
                ? t('ask.none')
                : t('ask.count', { count: hits.length })}
      </p>
    </form>
  );
};
