/** @jsxImportSource preact */
import disturbed from 'icon:circle-exclamation-point';
import type { JSX } from 'preact';
import type { PortalPage } from '../../../src/contract/portal.ts';
import { RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import { addressOf } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';
import { Icon } from './icon.tsx';

/** What is disturbed right now, above every page that does not say so itself. */
export const Banners = ({
  speech,
  page,
}: {
  speech: Speech;
  page: PortalPage;
}): JSX.Element | null => {
  if (page.kind === 'status' || page.kind === 'incident') return null;
  const banners = page.banners ?? [];
  return banners.length === 0 ? null : (
    <aside class="status-banners" aria-label={speech.t('status.now')}>
      {banners.map(({ id, title, locale }) => (
        <p key={id} class="width">
          <Icon d={disturbed} size={18} />
          <a href={addressOf(speech.locale, `/status/${id}`)}>
            <span lang={locale} dir={RTL_LOCALES.includes(locale) ? 'rtl' : 'ltr'}>
              {title}
            </span>
          </a>
        </p>
      ))}
    </aside>
  );
};
