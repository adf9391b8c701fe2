import { settingsOf } from './check-actions.ts';
import type { Action, RuleDefinition, RuleEvent } from './rule.ts';
import { canMeet, clashOfWays, type Demand, isOneOf, type Ways, waysOf } from './satisfy.ts';

/** What an action brings about that rules can be asked for, and what it sets by it. */
interface Effect {
  readonly event: RuleEvent;
  /** The setting that must be different again for the event to come again; null: it comes each time. */
  readonly setting: string | null;
}

const effectsOf = (action: Action): readonly Effect[] => {
  const [first] = settingsOf(action);
  const setting = first?.[0] ?? null;
  const of = (...events: readonly RuleEvent[]): readonly Effect[] =>
    events.map((event) => ({ event, setting }));
  switch (action.kind) {
    case 'priority':
      return of('priority_changed');
    case 'category':
      return of('category_changed');
    case 'status':
      return action.to === 'open'
        ? of('status_changed', 'reopened', 'queued')
        : of('status_changed');
    case 'tag':
      return settingsOf(action).map(([each]) => ({ event: 'tags_changed', setting: each }));
    case 'team':
      return of('queued', 'transferred');
    case 'assign':
      return of('assigned', 'queued');
    case 'escalate':
      // There are three tiers: by itself it ends. With a team it goes as the team does.
      return action.teamId === null ? [] : of('queued', 'transferred');
    case 'note':
      return [{ event: 'note_left', setting: null }];
    default:
      return [];
  }
};

/** As it stands in the graph: a rule, and how its condition can hold. */
export interface Node {
  readonly ruleId: string;
  readonly definition: RuleDefinition;
  readonly ways: Ways | null;
}

export const nodeOf = (ruleId: string, definition: RuleDefinition): Node => ({
  ruleId,
  definition,
  ways: waysOf(definition.condition, 'condition'),
});

/** How the rule leaves a request, as far as it says. */
const leaves = ({ definition }: Node): readonly Demand[] =>
  definition.actions.flatMap((action): readonly Demand[] => {
    switch (action.kind) {
      case 'priority':
      case 'category':
      case 'status':
        return [isOneOf(action.kind, [action.to], 'actions')];
      case 'tag':
        return [
          { kind: 'set', field: 'tag', op: 'all', values: action.add, at: 'actions' },
          { kind: 'set', field: 'tag', op: 'none', values: action.remove, at: 'actions' },
        ];
      default:
        return [];
    }
  });

interface Edge extends Effect {
  readonly from: Node;
  readonly to: Node;
}

const edgesFrom = (from: Node, nodes: readonly Node[]): readonly Edge[] => {
  const effects = from.definition.actions.flatMap(effectsOf);
  const left = leaves(from);
  return nodes.flatMap((to) => {
    const { trigger } = to.definition;
    if (trigger.kind !== 'event') return [];
    const hits = effects.filter(({ event }) => trigger.events.includes(event));
    if (hits.length === 0 || clashOfWays(to.ways, left) !== null) return [];
    return hits.map((effect) => ({ ...effect, from, to }));
  });
};

/** Whether an event can come again: somebody in the circle undoes what it set. */
const recurs = (edge: Edge, circle: ReadonlySet<string>, nodes: readonly Node[]): boolean => {
  if (edge.setting === null) return true;
  const values = new Set(
    nodes
      .filter(({ ruleId }) => circle.has(ruleId))
      .flatMap(({ definition }) => definition.actions.flatMap(settingsOf))
      .filter(([what]) => what === edge.setting)
      .map(([, value]) => value),
  );
  return values.size > 1;
};

const reach = (start: string, edges: readonly Edge[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  const waiting = [start];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const edge of edges) {
      if (edge.from.ruleId !== at || seen.has(edge.to.ruleId)) continue;
      seen.add(edge.to.ruleId);
      waiting.push(edge.to.ruleId);
    }
  }
  return seen;
};

/**
 * The rules that lead in a circle back to this one, itself included, in their order; empty where there is none. A
 * circle in which nothing can change any more is none: setting what is set brings about nothing.
 */
export const loopThrough = (ruleId: string, nodes: readonly Node[]): readonly string[] => {
  let edges = nodes.flatMap((node) => edgesFrom(node, nodes));
  for (;;) {
    const ahead = reach(ruleId, edges);
    if (!ahead.has(ruleId)) return [];
    const circle = new Set([...ahead].filter((each) => reach(each, edges).has(ruleId)));
    const inside = edges.filter(({ from, to }) => circle.has(from.ruleId) && circle.has(to.ruleId));
    const kept = inside.filter((edge) => recurs(edge, circle, nodes));
    if (kept.length === edges.length)
      return nodes.map((node) => node.ruleId).filter((each) => circle.has(each));
    edges = kept;
  }
};

/** Whether both rules can be asked about the same request at the same moment. */
export const meets = (a: Node, b: Node): boolean => {
  const one = a.definition.trigger;
  const other = b.definition.trigger;
  const together =
    one.kind === 'event' && other.kind === 'event'
      ? one.events.some((event) => other.events.includes(event))
      : one.kind === 'time' && other.kind === 'time'
        ? one.since === other.since && one.amount === other.amount && one.unit === other.unit
        : false;
  return together && canMeet(a.ways, b.ways);
};
