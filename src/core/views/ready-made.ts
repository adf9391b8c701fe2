import type { ViewConditions } from './conditions.ts';

/** The views that everybody has, in the order in which they are shown. */
export const READY_MADE_VIEWS = [
  'mine',
  'unassigned',
  'waiting_on_us',
  'breaching_soon',
  'snoozed',
  'solved',
  'all',
] as const;
export type ReadyMadeView = (typeof READY_MADE_VIEWS)[number];

const ACTIVE = ['new', 'open', 'pending', 'on_hold'] as const;

export const READY_MADE: Readonly<Record<ReadyMadeView, ViewConditions>> = {
  mine: { status: ACTIVE, assignee: ['me'], snoozed: false },
  unassigned: { status: ACTIVE, assignee: ['none'], waiting: 'people' },
  waiting_on_us: { status: ['new', 'open'], snoozed: false, waiting: 'people' },
  breaching_soon: { status: ACTIVE, clock: 'soon' },
  snoozed: { status: ACTIVE, snoozed: true },
  solved: { status: ['solved', 'closed'] },
  all: {},
};

export const isReadyMade = (name: string): name is ReadyMadeView =>
  (READY_MADE_VIEWS as readonly string[]).includes(name);

/** Lists of one person that are no conditions: where they were named and have not looked, and what they follow. */
export const PERSONAL_VIEWS = ['mentions', 'followed'] as const;
export type PersonalView = (typeof PERSONAL_VIEWS)[number];

export const isPersonal = (name: string): name is PersonalView =>
  (PERSONAL_VIEWS as readonly string[]).includes(name);
