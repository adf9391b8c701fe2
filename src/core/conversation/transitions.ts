import type { Status } from '../vocabulary.ts';

/** Days within which a solved conversation can be opened again by its customer. */
export const REOPEN_WITHIN_DAYS = 7;
/** How long an agent may take a message back. */
export const RECALL_WITHIN_MS = 5_000;
/** How long authors may edit or delete what they wrote. */
export const EDIT_WITHIN_MS = 15 * 60_000;

/** From each status the statuses that may follow it. `closed` is final. */
export const TRANSITIONS: Readonly<Record<Status, readonly Status[]>> = {
  new: ['open', 'pending', 'on_hold', 'solved'],
  open: ['pending', 'on_hold', 'solved'],
  pending: ['open', 'on_hold', 'solved'],
  on_hold: ['open', 'pending', 'solved'],
  solved: ['open', 'closed'],
  closed: [],
};

export const mayBecome = (from: Status, to: Status): boolean => TRANSITIONS[from].includes(to);

/** Whether it is still anybody's work. */
export const isActive = (status: Status): boolean => status !== 'solved' && status !== 'closed';
