/** @jsxImportSource preact */
import down from 'icon:chevron-down';
import languages from 'icon:languages';
import type { JSX } from 'preact';
import type { PortalPage } from '../../../src/contract/portal.ts';
import { LOCALES, type Locale, RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import { addressOf } from '../addresses.ts';
import { LANGUAGE_NAMES } from '../locale/names.ts';
import type { Speech } from '../locale/speak.ts';
import { Icon } from './icon.tsx';

/** The same page in that language; where it has none, that language's front page. */
const sameIn = (page: PortalPage, locale: Locale): string => {
  if (!page.locales.includes(locale)) return addressOf(locale, '');
  const query = page.kind === 'search' ? `?${new URLSearchParams({ q: page.query })}` : '';
  return `${addressOf(locale, page.path)}${query}`;
};

export const LanguageMenu = ({
  speech,
  page,
}: {
  speech: Speech;
  page: PortalPage;
}): JSX.Element => (
  <details class="languages">
    <summary>
      <Icon d={languages} />
      <span class="unseen">{speech.t('language')}: </span>
      <span class="language-now">{LANGUAGE_NAMES[page.locale]}</span>
      <Icon d={down} size={16} />
    </summary>
    <ul>
      {LOCALES.map((locale) => (
        <li key={locale}>
          <a
            href={sameIn(page, locale)}
            lang={locale}
            dir={RTL_LOCALES.includes(locale) ? 'rtl' : 'ltr'}
            hreflang={locale}
            aria-current={locale === page.locale ? 'true' : undefined}
          >
            {LANGUAGE_NAMES[locale]}
          </a>
        </li>
      ))}
    </ul>
  </details>
);
