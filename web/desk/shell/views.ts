import type { DESK_VIEWS as Declared } from '../../../src/contract/conversation.ts';

/** The contract's views, written out because the contract's module brings the schema library along. */
export const DESK_VIEWS: typeof Declared = [
  'mine',
  'unassigned',
  'waiting_on_us',
  'snoozed',
  'solved',
  'all',
];
