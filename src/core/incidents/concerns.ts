import type { Category } from '../vocabulary.ts';
import { type Entity, entityKey, IMPACTS, type Impact, type IncidentStage } from './vocabulary.ts';

/** Which requests an incident is about. No entities: all of its categories. */
export interface Scope {
  readonly categories: readonly Category[];
  readonly entities: readonly Entity[];
}

/**
 * Whether a request is of the incident's kind. With entities it has to be known that it concerns one of them: a wrong
 * answer to somebody in need is worse than none.
 */
export const concerns = (
  scope: Scope,
  category: Category,
  entities: readonly Entity[],
): boolean => {
  if (!scope.categories.includes(category)) return false;
  if (scope.entities.length === 0) return true;
  const known = new Set(entities.map(entityKey));
  return scope.entities.some((entity) => known.has(entityKey(entity)));
};

/** How a component stands: the worst of what touches it, or `operational`. */
export const componentState = (impacts: readonly Impact[]): Impact | 'operational' =>
  IMPACTS.findLast((impact) => impacts.includes(impact)) ?? 'operational';

/** Whether an incident may be told of this stage next. It may be looked into again, but not after its end. */
export const mayTell = (from: IncidentStage, _to: IncidentStage): boolean => from !== 'resolved';

const DAY_MS = 86_400_000;

/** When something touched a component, and how. `to` null: it still does. */
export interface Touch {
  readonly from: number;
  readonly to: number | null;
  readonly impact: Impact;
}

/** The worst of each of the last days (UTC), oldest first. */
export const daysOf = (
  touches: readonly Touch[],
  at: number,
  days: number,
): readonly { readonly day: number; readonly state: Impact | 'operational' }[] => {
  const today = Math.floor(at / DAY_MS) * DAY_MS;
  return Array.from({ length: days }, (_, index) => {
    const day = today - (days - 1 - index) * DAY_MS;
    const within = touches.filter(
      ({ from, to }) => from < day + DAY_MS && (to === null || to >= day),
    );
    return { day, state: componentState(within.map(({ impact }) => impact)) };
  });
};
