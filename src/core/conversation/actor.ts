import type { Actor } from './event.ts';

/** Who it is, where the kind alone does not say it. */
export const actorIdOf = (actor: Actor): string | null =>
  actor.kind === 'customer' || actor.kind === 'agent' ? actor.id : null;
