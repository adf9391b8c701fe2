import type { StaffPrincipal } from '../../contract/principal.ts';
import type { DeskListReply } from '../../contract/views.ts';
import type { PersonalCounts } from '../../contract/watching.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { PersonalView } from '../../core/views/ready-made.ts';
import { findStates, toDeskRows } from '../conversation/index.ts';
import type { WatchingDeps } from './deps.ts';
import { listFollowed, listMentioned } from './store.ts';

/** What one person follows or has not seen is never a long list; the newest of it where it is. */
const MOST = 200;

const LISTS = { mentions: listMentioned, followed: listFollowed } as const;

/** As far as this person may still see them; newest word first. What is over is no longer followed here. */
const readStates = async (deps: WatchingDeps, staff: StaffPrincipal, view: PersonalView) => {
  const ids = await LISTS[view](deps.database, staff.agentId, MOST);
  const found = await findStates(deps.database, ids);
  return found.filter(
    ({ state }) => staffMaySee(staff, state) && (view === 'mentions' || state.status !== 'closed'),
  );
};

/** Where one was named and has not looked, or what one follows. */
export const readPersonalView = async (
  deps: WatchingDeps,
  staff: StaffPrincipal,
  view: PersonalView,
): Promise<DeskListReply> => {
  const states = await readStates(deps, staff, view);
  const newest = states.toSorted(
    ({ state: a }, { state: b }) =>
      (b.lastMessageAt ?? b.createdAt) - (a.lastMessageAt ?? a.createdAt),
  );
  return { rows: [...(await toDeskRows(deps, deps.database, newest))], nextCursor: null };
};

export const countPersonalViews = async (
  deps: WatchingDeps,
  staff: StaffPrincipal,
): Promise<PersonalCounts> => {
  const [mentions, followed] = await Promise.all([
    readStates(deps, staff, 'mentions'),
    readStates(deps, staff, 'followed'),
  ]);
  return { mentions: mentions.length, followed: followed.length };
};
