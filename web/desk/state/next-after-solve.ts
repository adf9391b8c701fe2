import { recall, remember } from './device.ts';
import { createStore } from './store.ts';

const STORED = 'desk.next_after_solve';

/** Whether solving one goes on to the next; remembered by this browser. */
export const nextAfterSolve = createStore(recall(STORED) === 'yes');

nextAfterSolve.subscribe(() => remember(STORED, nextAfterSolve.get() ? 'yes' : null));
