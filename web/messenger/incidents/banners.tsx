import './incidents.css';
import alert from 'icon:circle-exclamation-point';
import type { JSX } from 'react';
import type { StatusBanner, StatusReply } from '../../../src/contract/incidents.ts';
import { RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import { currentLocale, loadLaterTexts, t } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { dateAndTime } from '../app/time.ts';
import { Icon } from '../parts/icon.tsx';

const dirOf = (locale: StatusBanner['locale']): 'rtl' | 'ltr' =>
  RTL_LOCALES.includes(locale) ? 'rtl' : 'ltr';

const Banner = ({ banner }: { banner: StatusBanner }): JSX.Element => {
  const { id, title, text, locale, expectedAt } = banner;
  return (
    <li className="incident">
      <Icon d={alert} size={18} />
      <div lang={locale} dir={dirOf(locale)}>
        <p className="incident-title">{title}</p>
        <p className="incident-text">{text}</p>
        <p lang={currentLocale()} dir={dirOf(currentLocale())} className="muted">
          {expectedAt !== null && `${t('incident.expected', { at: dateAndTime(expectedAt) })} `}
          <a
            href={`/help/${currentLocale()}/status/${id}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('incident.more')}
          </a>
        </p>
      </div>
    </li>
  );
};

/** What is disturbed right now; null where nothing is, and then nothing more is fetched. */
export const loadBanners = async (): Promise<JSX.Element | null> => {
  const answer = await ask<StatusReply>('GET', `/api/status?locale=${currentLocale()}`);
  if (!answer.ok || answer.value.banners.length === 0) return null;
  await loadLaterTexts();
  return (
    <ul className="incidents" aria-label={t('incident.now')}>
      {answer.value.banners.map((banner) => (
        <Banner key={banner.id} banner={banner} />
      ))}
    </ul>
  );
};
