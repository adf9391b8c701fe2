import type { Relation } from '../conversation/case.ts';
import { fail, type Outcome, ok } from '../outcome.ts';

/** How the other one stands to this one, said from the other side. */
export const oppositeOf = (relation: Relation): Relation => {
  switch (relation) {
    case 'parent':
      return 'child';
    case 'child':
      return 'parent';
    case 'related':
    case 'duplicate':
    case 'follow_up':
      return relation;
  }
};

/** A tree of requests that people can still take in. */
export const MOST_LEVELS = 5;
export const MOST_CHILDREN = 100;
export const MOST_LINKS = 200;

/** What is known of two requests' places in their trees before one becomes the other's child. */
export interface TreePlace {
  readonly childId: string;
  /** Of the child. Null: it has none. */
  readonly parentOfChild: string | null;
  /** The future parent and everything above it, from below. */
  readonly line: readonly string[];
  /** Levels of the child's own tree, itself included. */
  readonly height: number;
  /** That the future parent has already. */
  readonly children: number;
}

/** Whether the one may become a child of the other: no circle, no second parent, no tree without bounds. */
export const checkParent = (place: TreePlace): Outcome<null> => {
  if (place.line.includes(place.childId)) return fail('precondition', 'link_would_circle');
  if (place.parentOfChild !== null) return fail('conflict', 'has_parent');
  if (place.line.length + place.height > MOST_LEVELS)
    return fail('limit_reached', 'too_many_levels', { most: MOST_LEVELS });
  return place.children >= MOST_CHILDREN
    ? fail('limit_reached', 'too_many_children', { most: MOST_CHILDREN })
    : ok(null);
};
