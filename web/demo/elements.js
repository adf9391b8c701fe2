// What the screens are made of. Texts go in as text, never as markup.
import { t } from './words.js';

/** `h('p', { class: 'note' }, 'text', child)`; false and null children are left out. */
export const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== false && child !== null));
  return element;
};

/** Figures, addresses and ids read from left to right in every language. */
export const figure = (text) => h('bdi', { dir: 'ltr', class: 'figure' }, text);
export const code = (text) => h('bdi', { dir: 'ltr', class: 'code' }, text);
/** Words that a person wrote. */
export const own = (text) => h('bdi', {}, text);

export const panel = (title, ...content) =>
  h('section', { class: 'panel' }, title && h('h2', {}, title), ...content);
export const soft = (text) => h('p', { class: 'soft' }, text);
export const note = (text, kind = '') => h('p', { class: `note ${kind}` }, text);
/** A state in a word; `good`, `wait`, `off`. */
export const tag = (text, kind) => h('span', { class: `tag ${kind}` }, text);

/** Names with what they stand for: `facts([['Fee', figure('1 EUR')]])`. */
export const facts = (rows) =>
  h(
    'dl',
    { class: 'facts' },
    rows
      .filter(Boolean)
      .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );

/** A table that becomes a list of cards on a phone: each cell brings its column's name along. */
export const table = (columns, rows) =>
  h(
    'table',
    { role: 'table' },
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        columns.map((name) => h('th', { scope: 'col', role: 'columnheader' }, name)),
      ),
    ),
    h(
      'tbody',
      { role: 'rowgroup' },
      rows.map((cells) =>
        h(
          'tr',
          { role: 'row' },
          cells.map((cell, index) =>
            h(
              index === 0 ? 'th' : 'td',
              index === 0
                ? { scope: 'row', role: 'rowheader' }
                : { role: 'cell', 'data-name': columns[index] },
              cell,
            ),
          ),
        ),
      ),
    ),
  );

export const orNothing = (rows, show) => (rows.length === 0 ? soft(t('demo.nothing')) : show(rows));

const select = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
};

/** Text with a button that copies it; where the browser forbids that, the text is selected instead. */
export const copyable = (text) => {
  const shown = code(text);
  const button = h('button', { type: 'button', class: 'quiet' }, t('demo.copy'));
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = t('demo.copied');
      setTimeout(() => {
        button.textContent = t('demo.copy');
      }, 2_000);
    } catch {
      select(shown);
    }
  });
  return h('span', { class: 'copyable' }, shown, button);
};

/** A long id in a list: its ends, all of it on the clipboard. */
export const transaction = (text) => {
  const ends = `${text.slice(0, 6)}…${text.slice(-6)}`;
  const shown = code(ends);
  const label = `${t('demo.copy_transaction')} ${ends}`;
  const button = h('button', { type: 'button', class: 'quiet', 'aria-label': label }, shown);
  const say = (words, content) => {
    button.setAttribute('aria-label', words);
    button.replaceChildren(content);
  };
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      say(t('demo.copied'), t('demo.copied'));
      setTimeout(() => say(label, shown), 2_000);
    } catch {
      say(text, code(text));
      select(button.firstChild);
    }
  });
  return button;
};

export const field = (name, control) =>
  h('label', { class: 'field' }, h('span', {}, name), control);

/** A choice; `choices` are words or [value, words]. */
export const choice = (choices, chosen, onchange) => {
  const control = h(
    'select',
    { onchange: () => onchange(control.value) },
    choices.map((each) => {
      const [value, words] = Array.isArray(each) ? each : [each, each];
      return h('option', { value, selected: value === chosen }, words);
    }),
  );
  return control;
};

/** A field for a sum, whatever comma its writer uses. */
export const sumInput = (value, oninput) =>
  h('input', {
    inputmode: 'decimal',
    autocomplete: 'off',
    dir: 'ltr',
    value,
    oninput: (event) => oninput(event.target.value),
  });

/** The number that somebody typed, or NaN. */
export const readSum = (typed) => {
  const text = typed.replace(/[\s\u00a0]/g, '');
  if (text === '') return Number.NaN;
  // A comma is a decimal sign unless a point is there as well.
  return Number(text.includes('.') ? text.replaceAll(',', '') : text.replace(',', '.'));
};
