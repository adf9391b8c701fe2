import { createSla, type Sla } from '../features/sla/index.ts';
import type { CareDeps, CarePart } from './care.ts';

export interface SlaParts extends CarePart {
  readonly sla: Sla;
}

/** What is promised by policy, and the clocks of it. */
export const createSlaParts = ({ base, conversation, dueWork }: CareDeps): SlaParts => {
  const sla = createSla({ ...base, committer: conversation.committer, dueWork });
  return {
    sla,
    routes: sla.routes,
    handlers: sla.handlers,
    followers: [sla.follower],
    start: sla.start,
    stop: async () => sla.stop(),
  };
};
