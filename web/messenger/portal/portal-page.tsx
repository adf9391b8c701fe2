import './portal.css';
import plus from 'icon:plus';
import type { JSX } from 'react';
import { createRoot } from 'react-dom/client';
import { LOCALES } from '../../../src/core/vocabulary.ts';
import { useCell } from '../app/cell.ts';
import { chooseLocale, t, useTexts } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { state } from '../app/state.ts';
import { Icon } from '../parts/icon.tsx';
import { requestsPart } from '../requests/requests-part.ts';
import { followPlace } from './portal-place.ts';

/** The list beside what is open. */
const Beside = (): JSX.Element => {
  useTexts();
  const { customer } = useCell(state);
  return (
    <section className="beside" aria-label={t('home.requests')}>
      <header className="beside-top">
        <h2 className="header-title">{t('home.requests')}</h2>
        {customer?.blocked !== true && (
          <button
            type="button"
            className="primary"
            data-testid="new-request"
            onClick={() => show({ name: 'categories' })}
          >
            <Icon d={plus} size={18} />
            {t('home.new')}
          </button>
        )}
      </header>
      <requestsPart.Part />
    </section>
  );
};

const LOCALE = /^\/help\/([a-z]{2})(?=\/)/;

/** Chosen in the menu here, a language is the language of the whole page. */
const followLocale = (page: Window): void => {
  const { documentElement } = document;
  new MutationObserver(() => {
    const { pathname } = page.location;
    if (LOCALE.exec(pathname)?.[1] === documentElement.lang) return;
    page.location.assign(pathname.replace(LOCALE, `/help/${documentElement.lang}`));
  }).observe(documentElement, { attributeFilter: ['lang'] });
};

/** The messenger as the page of requests, in that page's language. `open` signs in; `forget`: what was kept of it. */
export const beginPortal = async (
  page: Window,
  open: () => Promise<void>,
  forget: () => void,
): Promise<void> => {
  const { documentElement } = document;
  documentElement.dataset.portal = '';
  const [, named] = LOCALE.exec(page.location.pathname) ?? [];
  const locale = LOCALES.find((each) => each === named);
  if (locale !== undefined) await chooseLocale(locale);
  const element = document.createElement('div');
  element.id = 'beside';
  document.body.prepend(element);
  createRoot(element).render(<Beside />);
  // Without a session the page says where one is to be had.
  state.subscribe(() => {
    if (state.get().phase !== 'expired') return;
    forget();
    globalThis.frameElement?.dispatchEvent(new Event('mainstay-ended'));
  });
  await open();
  followLocale(page);
  followPlace(page);
};
