import type { z } from 'zod';
import type { ArticleHit, articleSearchReply } from '../../../src/contract/help.ts';
import type { Compiled } from '../../kit/locale/compiled.ts';
import { formatText } from '../../kit/locale/format-message.ts';

type ArticleSearchReply = z.output<typeof articleSearchReply>;

/** With the answer, which takes a few milliseconds, there are suggestions within 150 ms of the last letter. */
const WAIT_MS = 120;
const MOST = 6;
const LIST_ID = '_suggestions';

interface Parts {
  readonly field: HTMLInputElement;
  readonly form: HTMLFormElement;
  readonly list: HTMLUListElement;
  readonly status: HTMLElement;
  readonly locale: string;
}

const makeParts = (field: HTMLInputElement): Parts | undefined => {
  const { form } = field;
  if (form === null) return undefined;
  const list = document.createElement('ul');
  list.id = LIST_ID;
  list.role = 'listbox';
  list.ariaLabel = field.labels?.[0]?.textContent ?? '';
  list.className = 'suggestions';
  list.hidden = true;
  const status = document.createElement('p');
  status.role = 'status';
  status.className = 'unseen';
  form.append(list, status);
  field.role = 'combobox';
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', LIST_ID);
  field.ariaExpanded = 'false';
  return { field, form, list, status, locale: document.documentElement.lang };
};

const addressOf = (locale: string, { id, anchor }: ArticleHit): string =>
  `/help/${locale}/articles/${encodeURIComponent(id)}${anchor === null ? '' : `#${encodeURIComponent(anchor)}`}`;

/** The list below the field: what is in it, whether it is seen, and which line is marked. */
const makeChoices = ({ field, list, locale }: Parts) => {
  let marked = -1;
  const options = (): readonly HTMLElement[] => [...list.children] as HTMLElement[];
  const mark = (index: number): void => {
    marked = index;
    for (const [at, option] of options().entries()) option.ariaSelected = `${at === index}`;
    const chosen = options()[index];
    if (chosen === undefined) field.removeAttribute('aria-activedescendant');
    else {
      field.setAttribute('aria-activedescendant', chosen.id);
      chosen.scrollIntoView({ block: 'nearest' });
    }
  };
  const show = (isShown: boolean): void => {
    list.hidden = !isShown;
    field.ariaExpanded = `${isShown}`;
    mark(-1);
  };
  const makeOption = (hit: ArticleHit, index: number): HTMLElement => {
    const option = document.createElement('li');
    option.role = 'option';
    option.id = `${LIST_ID}-${index}`;
    option.dir = 'auto';
    option.ariaSelected = 'false';
    option.textContent = hit.title;
    option.dataset.href = addressOf(locale, hit);
    return option;
  };
  return {
    show,
    isEmpty: () => list.childElementCount === 0,
    draw: (hits: readonly ArticleHit[]) => {
      list.replaceChildren(...hits.map(makeOption));
      show(hits.length > 0);
    },
    down: () => mark(marked + 1 < list.childElementCount ? marked + 1 : -1),
    up: () => mark(marked < 0 ? list.childElementCount - 1 : marked - 1),
    marked: () => options()[marked],
  };
};
type Choices = ReturnType<typeof makeChoices>;

const go = (option: HTMLElement | undefined): void => {
  const href = option?.dataset.href;
  if (href !== undefined) location.assign(href);
};

/** Asks for what is in the field now; an earlier question that is still under way is dropped. */
const makeAsk = ({ field, form, status, locale }: Parts, choices: Choices) => {
  const count = JSON.parse(form.dataset.count ?? '""') as Compiled;
  let asking: AbortController | undefined;
  const show = (hits: readonly ArticleHit[]): void => {
    choices.draw(hits);
    const none = form.dataset.none ?? '';
    status.textContent = hits.length > 0 ? formatText(count, locale, { count: hits.length }) : none;
  };
  return async (): Promise<void> => {
    asking?.abort();
    const q = field.value.trim();
    if (q === '') {
      choices.draw([]);
      status.textContent = '';
      return;
    }
    asking = new AbortController();
    const { signal } = asking;
    const query = new URLSearchParams({ q, locale, limit: `${MOST}` });
    try {
      const reply = await fetch(`/api/help/search?${query}`, { signal, credentials: 'omit' });
      if (reply.ok) show(((await reply.json()) as ArticleSearchReply).hits);
      else choices.draw([]);
    } catch {
      // Superseded by later letters, or no connection: the form still searches.
    }
  };
};

const onKey = (event: KeyboardEvent, choices: Choices): void => {
  const marked = choices.marked();
  if (event.key === 'ArrowDown') choices.down();
  else if (event.key === 'ArrowUp') choices.up();
  else if (event.key === 'Escape') choices.show(false);
  else if (event.key === 'Enter' && marked !== undefined) go(marked);
  else return;
  event.preventDefault();
};

/** Suggestions below a search field, as a combobox with a listbox. Without an answer the form works as before. */
export const startSuggesting = (field: HTMLInputElement): void => {
  const parts = makeParts(field);
  if (parts === undefined) return;
  const choices = makeChoices(parts);
  const ask = makeAsk(parts, choices);
  let timer = 0;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT_MS);
  });
  field.addEventListener('keydown', (event) => {
    if (!event.isComposing && !parts.list.hidden) onKey(event, choices);
  });
  field.addEventListener('blur', () => choices.show(false));
  field.addEventListener('focus', () => {
    if (!choices.isEmpty()) choices.show(true);
  });
  // The field keeps the focus, so that the list does not close before the click has arrived.
  parts.list.addEventListener('pointerdown', (event) => event.preventDefault());
  parts.list.addEventListener('click', ({ target }) => go(target as HTMLElement));
  // Letters typed while this script was on its way.
  if (field.value.trim() !== '' && field.value !== field.defaultValue) void ask();
};
