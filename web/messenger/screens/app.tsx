import wifiOff from 'icon:wifi-off';
import { type JSX, useEffect, useState } from 'react';
import { useCell } from '../app/cell.ts';
import { rich, t, useTexts } from '../app/locale.ts';
import { show, tryAgain } from '../app/messenger.ts';
import { type Screen, state } from '../app/state.ts';
import { Avatar, Header } from '../parts/header.tsx';
import { Icon } from '../parts/icon.tsx';
import { noticesPart, requestsPart } from '../requests/requests-part.ts';
import { stationsPart } from '../requests/stations-part.ts';
import { articlePart } from './article-part.ts';
import { Categories } from './categories.tsx';
import { Home } from './home.tsx';
import { lockPart } from './lock-part.ts';
import { chatPart, menuPart } from './parts.ts';
import { verifyPart } from './verify-part.ts';

/** A line that is down for a moment is nobody's business. */
const SAY_OFFLINE_AFTER_MS = 3_000;

const useOffline = (): boolean => {
  const { live, phase } = useCell(state);
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const down =
      phase === 'ready' && (!navigator.onLine || live === 'waiting' || live === 'connecting');
    const timer = setTimeout(
      () => setOffline(down),
      down && navigator.onLine ? SAY_OFFLINE_AFTER_MS : 0,
    );
    const look = (): void => setOffline(!navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, [live, phase]);
  return offline;
};

const Offline = (): JSX.Element | null =>
  useOffline() ? (
    <p className="bar" role="status">
      <Icon d={wifiOff} size={16} />
      {t('offline')}
    </p>
  ) : null;

/** Nothing can go on without a session; what was being written is kept. */
const Stopped = ({ phase }: { phase: 'expired' | 'unreachable' }): JSX.Element => (
  <div className="stopped" role="alert">
    <p className="stopped-title">{t(`${phase}.title`)}</p>
    <p className="muted">{t(`${phase}.explained`)}</p>
    <button type="button" className="primary" onClick={() => void tryAgain()}>
      {t(`${phase}.action`)}
    </button>
  </div>
);

const TITLES = {
  categories: 'categories.title',
  verify: 'home.verify_title',
  article: 'help.title',
  requests: 'home.requests',
  stations: 'home.where',
  notices: 'menu.notices',
} as const;

interface AppProps {
  readonly onClose?: (() => void) | undefined;
}

const AppHeader = ({ onClose, onMenu }: AppProps & { onMenu: () => void }): JSX.Element => {
  const { screen, chats, begun } = useCell(state);
  const common = { onMenu, onClose };
  if (screen.name === 'home') return <Header {...common} title={t('brand')} />;
  if (screen.name !== 'chat') {
    const back: Screen = 'back' in screen ? screen.back : { name: 'home' };
    return <Header {...common} title={t(TITLES[screen.name])} onBack={() => show(back)} />;
  }
  const view = chats[screen.id]?.timeline?.view;
  const category = view?.category ?? begun[screen.id]?.category;
  const onBack = (): void => show({ name: 'home' });
  const agent = view?.agent;
  if (agent) {
    const name = <bdi key="name">{agent.name}</bdi>;
    const badge = (
      <bdi key="badge" dir="ltr">
        {agent.badge}
      </bdi>
    );
    return (
      <Header
        {...common}
        onBack={onBack}
        leading={<Avatar name={agent.name} />}
        title={rich('chat.agent', { name, badge })}
      />
    );
  }
  return (
    <Header
      {...common}
      onBack={onBack}
      title={category === undefined ? t('brand') : t(`category.${category}`)}
      subtitle={
        view && (
          <bdi dir="ltr" className="number">
            {view.number}
          </bdi>
        )
      }
    />
  );
};

export const App = ({ onClose }: AppProps): JSX.Element => {
  useTexts();
  const { phase, screen, toast, isLocking } = useCell(state);
  const [isMenuOpen, setMenuOpen] = useState(false);
  return (
    <>
      <AppHeader onClose={onClose} onMenu={() => setMenuOpen(true)} />
      <Offline />
      <main className={phase === 'switching' ? 'screen switching' : 'screen'}>
        {(phase === 'expired' || phase === 'unreachable') && <Stopped phase={phase} />}
        {screen.name === 'home' && <Home />}
        {screen.name === 'categories' && <Categories />}
        {screen.name === 'verify' && <verifyPart.Part />}
        {screen.name === 'requests' && <requestsPart.Part />}
        {screen.name === 'stations' && <stationsPart.Part id={screen.id} />}
        {screen.name === 'notices' && <noticesPart.Part />}
        {screen.name === 'article' && <articlePart.Part screen={screen} />}
        {screen.name === 'chat' && <chatPart.Part id={screen.id} />}
      </main>
      {isMenuOpen && <menuPart.Part onClose={() => setMenuOpen(false)} />}
      {isLocking && <lockPart.Part onClose={() => state.patch({ isLocking: false })} />}
      <p className={toast === null ? 'toast' : 'toast shown'} role="status">
        {toast}
      </p>
    </>
  );
};
