import type { SavedView } from '../../../src/contract/views.ts';
import type { ViewConditions } from '../../../src/core/views/conditions.ts';
import { isReadyMade, READY_MADE } from '../../../src/core/views/ready-made.ts';
import { createStore } from '../state/store.ts';
import { getCounts, getPersonalCounts, listSavedViews } from './views-api.ts';

/** The saved views that this person has, by name; null before they have been read. */
export const savedViews = createStore<readonly SavedView[] | null>(null);
/** How many conversations are in each view, by its name or id; null before they have been counted. */
export const viewCounts = createStore<Readonly<Record<string, number>> | null>(null);

/** What a view shows; undefined where it is not known (yet). */
export const conditionsOf = (view: string): ViewConditions | undefined =>
  isReadyMade(view)
    ? READY_MADE[view]
    : savedViews.get()?.find(({ id }) => id === view)?.conditions;

/** The views are few and change seldom: what is shown stays until they are read again. */
export const loadSavedViews = (): Promise<void> =>
  listSavedViews()
    .then((views) => savedViews.set(views))
    .catch(() => undefined);

/** Counts are asked for at most this often while rows keep changing. */
const COUNT_EVERY_MS = 4_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The counts shown stay as they are until the next change asks again. */
export const recount = (): Promise<void> =>
  Promise.all([getCounts(), getPersonalCounts()])
    .then(([counts, own]) => viewCounts.set({ ...counts, ...own }))
    .catch(() => undefined);

export const recountSoon = (): void => {
  if (timer !== undefined) return;
  timer = setTimeout(() => {
    timer = undefined;
    void recount();
  }, COUNT_EVERY_MS);
};
