import { show } from '../app/messenger.ts';
import { type Screen, state } from '../app/state.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BASE = /^\/help\/[a-z]{2}\/requests/;
const NEW = '/new';
const NOTICES = '/notices';

/** Wide enough for the list beside what is open. */
const wide = matchMedia('(min-width: 900px)');

/** What is shown beside the list, or instead of it, while no request is open. */
const first = (): Screen => ({ name: wide.matches ? 'home' : 'requests' });

/** The screen of a place: what stands behind `/requests` in the address. */
const screenOf = (place: string): Screen => {
  const [, name = '', steps] = place.split('/');
  if (place === NEW) return { name: 'categories' };
  if (place === NOTICES) return { name: 'notices' };
  if (!ID.test(name)) return first();
  const chat: Screen = { name: 'chat', id: name };
  return steps === undefined ? chat : { name: 'stations', id: name, back: chat };
};

/** The place of a screen; null for what has none: the address stays as it was. */
const placeOf = (screen: Screen): string | null => {
  switch (screen.name) {
    case 'home':
    case 'requests':
      return '';
    case 'categories':
      return NEW;
    case 'notices':
      return NOTICES;
    case 'chat':
      return ID.test(screen.id) ? `/${screen.id}` : NEW;
    case 'stations':
      return `/${screen.id}/steps`;
    default:
      return null;
  }
};

const placeIn = (page: Window): string => page.location.pathname.replace(BASE, '');

const write = (page: Window, place: string): void => {
  const before = placeIn(page);
  if (place === before) return;
  const [base = ''] = BASE.exec(page.location.pathname) ?? [];
  // A new request that was given its number is not a step of its own.
  const isSame = before === NEW && ID.test(place.slice(1));
  page.history[isSame ? 'replaceState' : 'pushState'](null, '', base + place);
};

/** Opens what the address of the page around us says, and keeps the two in step from then on. */
export const followPlace = (page: Window): void => {
  show(screenOf(placeIn(page)));
  page.addEventListener('popstate', () => show(screenOf(placeIn(page))));
  wide.addEventListener('change', () => placeOf(state.get().screen) === '' && show(first()));
  let shown: Screen | null = null;
  const look = (): void => {
    const { screen } = state.get();
    if (screen === shown) return;
    shown = screen;
    document.documentElement.dataset.screen = screen.name;
    const place = placeOf(screen);
    if (place !== null) write(page, place);
    // Back from a request leads to the list, which is home here.
    if (place === '' && screen.name !== first().name) show(first());
  };
  look();
  state.subscribe(look);
};
