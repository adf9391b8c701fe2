import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { type ActionId, definitionOf } from '../actions/definitions.ts';
import { useAction } from '../actions/handlers.ts';
import { listenKeys } from '../actions/listen-keys.ts';
import { useKeyMap, useSingleKeys } from '../actions/use-keys.ts';
import { loadWholeText } from '../locale/text.ts';
import { signOut } from '../sign-in/auth.ts';
import { showFailure } from '../state/change-conversation.ts';
import { prefer, preferences, useMe } from '../state/me.ts';
import { queryClient } from '../state/queries.ts';
import { undoLatest } from '../state/toasts.ts';
import { BottomBar } from './bottom-bar.tsx';
import { navFor } from './nav.ts';
import { go } from './navigate.ts';
import { OfferBar } from './offer-bar.tsx';
import { OfflineBar } from './offline-bar.tsx';
import { firstView, goTo } from './place.ts';
import { Rail } from './rail.tsx';
import { ScreenMark } from './screen-mark.tsx';
import { useKeepSecurityCount } from './security-count.ts';
import { useWidth } from './use-media.ts';

const loadPalette = () => import('../palette/palette.tsx');
const loadHelp = () => import('../palette/help-sheet.tsx');
const Palette = lazy(loadPalette);
const HelpSheet = lazy(loadHelp);

/** What is fetched when the desk has come to rest, so that it is there when the line is not. */
const FETCH_AHEAD_MS = 2_000;
const useFetchAhead = (): void => {
  useEffect(() => {
    const timer = setTimeout(() => {
      const parts = [
        loadWholeText(),
        loadPalette(),
        loadHelp(),
        import('../transfer/transfer-dialog.tsx'),
        import('../context/block-dialog.tsx'),
        import('../security/protect-dialog.tsx'),
        import('../composer/articles-panel.tsx'),
        import('../conversation/pick-date.tsx'),
        import('../parts/drawer.tsx'),
      ];
      // What does not come now is asked for again when it is needed.
      void Promise.allSettled(parts);
    }, FETCH_AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
};

const useNavigation = (): void => {
  const { role } = useMe();
  const mine = navFor(role);
  const to = (id: ActionId): (() => void) | null => {
    const item = mine.find((each) => each.action === definitionOf(id).id);
    if (item === undefined) return null;
    return () => go({ to: item.to });
  };
  useAction('go_inbox', () => goTo('inbox', firstView('inbox'), null));
  useAction('go_security', () => goTo('security', firstView('security'), null));
  useAction('search', () => go({ to: '/search' }));
  useAction('go_approvals', to('go_approvals'));
  useAction('go_queue', to('go_queue'));
  useAction('go_appeals', to('go_appeals'));
  useAction('go_canned', to('go_canned'));
  useAction('go_assistant', to('go_assistant'));
  useAction('go_official', to('go_official'));
  useAction('go_sla', to('go_sla'));
  useAction('go_promises', to('go_promises'));
  useAction('go_complaints', to('go_complaints'));
  useAction('go_tasks', to('go_tasks'));
  useAction('go_incidents', to('go_incidents'));
  useAction('go_departments', to('go_departments'));
  useAction('go_integration', to('go_integration'));
  useAction('go_audit', to('go_audit'));
  useAction('go_manage', to('go_manage'));
  useAction('go_feedback', to('go_feedback'));
  useAction('go_reviews', to('go_reviews'));
  useAction('go_staff', to('go_staff'));
  useAction('go_settings', to('go_settings'));
};

const useDeskActions = (): void => {
  const [, render] = useState(0);
  useAction('theme', () => {
    const dark = document.documentElement.dataset.theme === 'dark';
    prefer({ theme: dark ? 'light' : 'dark' });
    render((count) => count + 1);
  });
  useAction('density', () => {
    const compact = preferences.get().density === 'compact';
    prefer({ density: compact ? 'comfortable' : 'compact' });
  });
  useAction('undo', () => void undoLatest());
  useAction('sign_out', () => {
    signOut()
      .then(() => {
        queryClient.setQueryData(['me'], null);
        // Nothing that this person could see stays for the next.
        queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
      })
      .catch((thrown: unknown) => showFailure('failed.sign_out', thrown));
  });
};

const useKeys = (): void => {
  const keys = useKeyMap();
  const singleKeys = useSingleKeys();
  useEffect(() => listenKeys({ keys, singleKeys }), [keys, singleKeys]);
};

/** What surrounds every screen of a signed-in person. */
export const Shell = () => {
  const width = useWidth();
  const [layer, setLayer] = useState<'palette' | 'help' | null>(null);
  useNavigation();
  useDeskActions();
  useKeys();
  useKeepSecurityCount();
  useFetchAhead();
  useAction('palette', () => setLayer((open) => (open === 'palette' ? null : 'palette')));
  useAction('help', () => setLayer('help'));
  const close = (): void => setLayer(null);
  const phone = width === 'phone';
  return (
    <div className="flex h-full flex-col">
      <OfflineBar />
      <div className="flex min-h-0 flex-1">
        {!phone && <Rail />}
        <div className="flex min-w-0 flex-1 flex-col">
          <OfferBar />
          <div className="min-h-0 flex-1">
            <Outlet />
          </div>
        </div>
      </div>
      {phone && <BottomBar />}
      <ScreenMark />
      <Suspense>
        {layer === 'palette' && <Palette onClose={close} />}
        {layer === 'help' && <HelpSheet onClose={close} />}
      </Suspense>
    </div>
  );
};
