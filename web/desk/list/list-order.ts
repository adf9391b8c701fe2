import type { DeskConversationRow } from '../../../src/contract/conversation.ts';
import { meets, requirementOf, type ViewConditions } from '../../../src/core/views/conditions.ts';
import type { Category } from '../../../src/core/vocabulary.ts';

/** Which conversations a list shows. */
export interface ListKey {
  /** The name of a ready-made view, or the id of a saved one. */
  readonly view: string;
  readonly category: Category | undefined;
}

/** Whether a row belongs to a view of the person `agentId`, by the server's own rule. */
export const belongs = (
  row: DeskConversationRow,
  conditions: ViewConditions,
  category: Category | undefined,
  agentId: string,
  now: number,
): boolean =>
  (category === undefined || row.conversation.category === category) &&
  meets(requirementOf(conditions, agentId, now), row.conversation, row.clock);

/** The moment by which lists are ordered, newest first. */
export const sortMoment = (row: DeskConversationRow): number =>
  row.conversation.lastMessageAt ?? row.conversation.createdAt;

export const compareRows = (a: DeskConversationRow, b: DeskConversationRow): number =>
  sortMoment(b) - sortMoment(a) || (a.conversation.id < b.conversation.id ? 1 : -1);

/** What a list shows, and what waits to be shown. */
export interface ListState {
  /** Ids from top to bottom. */
  readonly order: readonly string[];
  /** Belong here and are not shown yet, because something must not move under the cursor. */
  readonly arrived: ReadonlySet<string>;
  /** Shown though they no longer belong, for the same reason. */
  readonly departed: ReadonlySet<string>;
  /** True when everything that belongs has been read from the server. */
  readonly complete: boolean;
}

export const EMPTY_LIST: ListState = {
  order: [],
  arrived: new Set(),
  departed: new Set(),
  complete: false,
};

type RowOf = (id: string) => DeskConversationRow | undefined;

const inserted = (
  order: readonly string[],
  ids: readonly string[],
  rowOf: RowOf,
  complete: boolean,
): string[] => {
  const rows = ids.flatMap((id) => rowOf(id) ?? []).sort(compareRows);
  const result: string[] = [];
  let next = 0;
  for (const id of order) {
    const here = rowOf(id);
    if (here === undefined) continue;
    for (let row = rows[next]; row !== undefined && compareRows(row, here) < 0; row = rows[next]) {
      result.push(row.conversation.id);
      next += 1;
    }
    result.push(id);
  }
  // What belongs below the last row read so far will come with the next page.
  if (complete || order.length === 0) {
    result.push(...rows.slice(next).map((row) => row.conversation.id));
  }
  return result;
};

const knownPlaces = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The ids of an order as a set, made once for each order. */
const placesOf = (order: readonly string[]): ReadonlySet<string> => {
  const known = knownPlaces.get(order);
  if (known !== undefined) return known;
  const made = new Set(order);
  knownPlaces.set(order, made);
  return made;
};

/** Shows everything in its place: arrivals in, departures out, the changed ones moved. */
export const settle = (state: ListState, moved: ReadonlySet<string>, rowOf: RowOf): ListState => {
  const placed = new Set([...moved, ...state.arrived]);
  for (const id of state.departed) placed.delete(id);
  const staying = state.order.filter((id) => !placed.has(id) && !state.departed.has(id));
  const known = placesOf(state.order);
  const entering = [...placed].filter((id) => known.has(id) || state.arrived.has(id));
  return {
    order: inserted(staying, entering, rowOf, state.complete),
    arrived: new Set(),
    departed: new Set(),
    complete: state.complete,
  };
};

/**
 * Takes in a batch of changed rows. While `held`, nothing that is shown moves or vanishes: arrivals and
 * departures wait. Rows that are no longer theirs to see (`rowOf` gives nothing) leave at once.
 */
export const mergeChanges = (
  state: ListState,
  changed: ReadonlySet<string>,
  options: {
    readonly rowOf: RowOf;
    readonly isMember: (row: DeskConversationRow) => boolean;
    readonly held: boolean;
  },
): ListState => {
  const shown = placesOf(state.order);
  const arrived = new Set(state.arrived);
  const departed = new Set(state.departed);
  let lost = false;
  for (const id of changed) {
    const row = options.rowOf(id);
    const member = row !== undefined && options.isMember(row);
    if (shown.has(id)) {
      if (member) departed.delete(id);
      else departed.add(id);
      if (row === undefined) lost = true;
    } else if (member) arrived.add(id);
    else arrived.delete(id);
  }
  const order = lost
    ? state.order.filter((id) => !changed.has(id) || options.rowOf(id) !== undefined)
    : state.order;
  const next: ListState = { ...state, order, arrived, departed };
  return options.held ? next : settle(next, changed, options.rowOf);
};

/** Adds a page that the server gave after what is shown. */
export const appendPage = (
  state: ListState,
  ids: readonly string[],
  complete: boolean,
): ListState => {
  const shown = new Set(state.order);
  const arrived = new Set(state.arrived);
  for (const id of ids) arrived.delete(id);
  return {
    order: [...state.order, ...ids.filter((id) => !shown.has(id))],
    arrived,
    departed: state.departed,
    complete,
  };
};
