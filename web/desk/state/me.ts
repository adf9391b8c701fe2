import { createContext, useContext } from 'react';
import type { DeskMeReply, Preferences } from '../../../src/contract/staff.ts';
import { isLeadRole } from '../../../src/core/vocabulary.ts';
import { putPreferences } from '../api/desk-api.ts';
import { asFailure } from '../api/failure.ts';
import { currentText } from '../locale/text.ts';
import { failureDetail, failureText } from '../parts/failure.tsx';
import { recallJson, remember } from './device.ts';
import { createStore } from './store.ts';
import { showToast } from './toasts.ts';

export const MeContext = createContext<DeskMeReply | null>(null);

/** The signed-in person. Only below the sign-in. */
export const useMe = (): DeskMeReply => {
  const me = useContext(MeContext);
  if (me === null) throw new Error('nobody is signed in here');
  return me;
};

export const isLead = (me: Pick<DeskMeReply, 'role'>): boolean => isLeadRole(me.role);

const STORED = 'desk.preferences';
const SAVE_AFTER_MS = 600;

/** How this person likes the desk; kept by the server, and here for the first paint. */
export const preferences = createStore<Preferences>(recallJson<Preferences>(STORED, {}));

export const applyTheme = (theme: Preferences['theme']): void => {
  const dark =
    theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
};

export const takePreferences = (next: Preferences): void => {
  preferences.set(next);
  remember(STORED, JSON.stringify(next));
  applyTheme(next.theme);
};

let saveTimer: ReturnType<typeof setTimeout> | undefined;

const save = (): void => {
  putPreferences(preferences.get()).catch((thrown: unknown) => {
    const text = currentText();
    const failure = asFailure(thrown);
    showToast({
      tone: 'error',
      text: `${text('settings.not_saved')} ${failureText(failure, text)}`,
      detail: failureDetail(failure, text),
      undo: save,
      undoLabel: text('retry'),
    });
  });
};

/** Changes a preference: at once here, soon on the server. */
export const prefer = (change: Partial<Preferences>): void => {
  takePreferences({ ...preferences.get(), ...change });
  clearTimeout(saveTimer);
  saveTimer = setTimeout(save, SAVE_AFTER_MS);
};

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
  applyTheme(preferences.get().theme),
);
