import official from 'icon:badge-check';
import bell from 'icon:bell';
import rail from 'icon:git-commit-vertical';
import globe from 'icon:globe';
import lock from 'icon:lock';
import leave from 'icon:log-out';
import on from 'icon:volume-2';
import off from 'icon:volume-off';
import { type JSX, useState } from 'react';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { LOCALES, type Locale } from '../../../src/core/vocabulary.ts';
import { useCell } from '../app/cell.ts';
import { wish } from '../app/chatting.ts';
import { chooseLocale, t, useLocale } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { hasExchange } from '../app/page-settings.ts';
import { setSound } from '../app/sound.ts';
import { state } from '../app/state.ts';
import { CodeWords } from '../official/code-words.tsx';
import { Icon } from '../parts/icon.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { sentenceOf } from './failure.tsx';

/** Each language in its own words: who looks for theirs reads no other. */
const OWN_NAMES: Readonly<Record<Locale, string>> = {
  zh: '简体中文',
  en: 'English',
  ko: '한국어',
  ja: '日本語',
  fr: 'Français',
  es: 'Español',
  ru: 'Русский',
  ar: 'العربية',
};

const EndChat = ({ id, onDone }: { id: string; onDone: () => void }): JSX.Element => {
  const [sure, setSure] = useState(false);
  if (!sure) {
    return (
      <button type="button" className="row" onClick={() => setSure(true)}>
        <Icon d={leave} />
        {t('menu.end')}
      </button>
    );
  }
  return (
    <div className="confirm">
      <p>{t('menu.end_sure')}</p>
      <div className="buttons">
        <button type="button" className="quiet" onClick={() => setSure(false)}>
          {t('cancel')}
        </button>
        <button
          type="button"
          className="primary"
          onClick={() => {
            void wish(id, 'POST', '/end', undefined, sentenceOf);
            onDone();
          }}
        >
          {t('menu.end_confirm')}
        </button>
      </div>
    </div>
  );
};

export const Menu = ({ onClose }: { onClose: () => void }): JSX.Element => {
  const locale = useLocale();
  const { screen, sound, chats, customer } = useCell(state);
  const view = screen.name === 'chat' ? chats[screen.id]?.timeline?.view : undefined;
  return (
    <Sheet title={t('menu.title')} onClose={onClose}>
      <label className="row">
        <Icon d={globe} />
        {t('menu.language')}
        <span className="push" />
        <select
          value={locale}
          onChange={(event) => void chooseLocale(event.currentTarget.value as Locale)}
        >
          {LOCALES.map((each) => (
            <option key={each} value={each} lang={each}>
              {OWN_NAMES[each]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="row"
        role="switch"
        aria-checked={sound}
        onClick={() => setSound(!sound)}
      >
        <Icon d={sound ? on : off} />
        {t('menu.sound')}
        <span className="push" />
        <span className="switch" aria-hidden="true" />
      </button>
      {hasExchange && (
        <button
          type="button"
          className="row dangerous"
          onClick={() => {
            onClose();
            state.patch({ isLocking: true });
          }}
        >
          <Icon d={lock} />
          {t('home.lock')}
        </button>
      )}
      <button
        type="button"
        className="row"
        onClick={() => {
          onClose();
          show({ name: 'verify' });
        }}
      >
        <Icon d={official} />
        {t('home.verify')}
      </button>
      {view !== undefined && (
        <button
          type="button"
          className="row"
          onClick={() => {
            onClose();
            show({ name: 'stations', id: view.id, back: screen });
          }}
        >
          <Icon d={rail} />
          {t('home.where')}
        </button>
      )}
      <button
        type="button"
        className="row"
        onClick={() => {
          onClose();
          show({ name: 'notices' });
        }}
      >
        <Icon d={bell} />
        {t('menu.notices')}
      </button>
      {view !== undefined && <CodeWords id={view.id} />}
      {view !== undefined && isActive(view.status) && !customer?.blocked && (
        <EndChat id={view.id} onDone={onClose} />
      )}
    </Sheet>
  );
};
