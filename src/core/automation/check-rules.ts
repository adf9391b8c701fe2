import { checkAllowed, checkSetTwice, settingsOf, triggerDemands } from './check-actions.ts';
import { checkForm, type Known } from './check-form.ts';
import { loopThrough, meets, type Node, nodeOf } from './find-loops.ts';
import { type Problem, problem } from './problem.ts';
import type { Action, RuleDefinition } from './rule.ts';
import { clashOfWays } from './satisfy.ts';

/** A rule by its place in the order: the one that is checked and the published ones around it. */
export interface Placed {
  readonly ruleId: string;
  readonly definition: RuleDefinition;
}

/** A macro's actions in its place. */
const withMacros = (definition: RuleDefinition, known: Known): RuleDefinition => ({
  ...definition,
  actions: definition.actions.flatMap((action): readonly Action[] =>
    action.kind === 'macro' ? (known.macros.get(action.macroId) ?? []) : [action],
  ),
});

const neverHolds = (node: Node): readonly Problem[] => {
  const clash =
    clashOfWays(node.ways) ?? clashOfWays(node.ways, triggerDemands(node.definition.trigger));
  return clash === null ? [] : [problem('error', 'never_holds', clash.at, { with: clash.with })];
};

/** Both set the same thing, each to something else, and the first does not end the asking. */
const contradictions = (
  node: Node,
  others: readonly Node[],
  isBefore: (other: Node) => boolean,
): readonly Problem[] =>
  others.flatMap((other) => {
    const [first] = isBefore(other) ? [other] : [node];
    if (first?.definition.stop === true || !meets(node, other)) return [];
    const theirs = new Map(other.definition.actions.flatMap(settingsOf));
    return node.definition.actions.flatMap((action, index) => {
      const clash = settingsOf(action).find(
        ([what, value]) => theirs.has(what) && theirs.get(what) !== value,
      );
      return clash === undefined
        ? []
        : [
            problem('warning', 'contradicts', `actions.${index}`, {
              ruleIds: [other.ruleId],
              about: clash[0],
            }),
          ];
    });
  });

const holdsAlways = ({ definition }: Node): boolean =>
  definition.condition.kind === 'all' && definition.condition.of.length === 0;

/** One before it ends the asking for everything that this one is asked about. */
const neverReached = (node: Node, before: readonly Node[]): readonly Problem[] => {
  const { trigger } = node.definition;
  const ending = before.find(({ definition }) => {
    const theirs = definition.trigger;
    return (
      definition.stop &&
      theirs.kind === 'event' &&
      trigger.kind === 'event' &&
      trigger.events.every((event) => theirs.events.includes(event))
    );
  });
  return ending === undefined || !holdsAlways(ending)
    ? []
    : [problem('warning', 'never_reached', 'trigger', { ruleIds: [ending.ruleId] })];
};

/**
 * What is wrong with a rule among the published ones around it, given in their order with itself in its place. Errors
 * keep it from being published; warnings are for whoever publishes it to judge. Pure.
 */
export const checkRule = (
  ruleId: string,
  all: readonly Placed[],
  known: Known,
): readonly Problem[] => {
  const own = all.find((each) => each.ruleId === ruleId);
  if (own === undefined) throw new Error('the rule is not among those given');
  const form = checkForm(own.definition, known);
  if (form.length > 0) return form;
  const nodes = all.map((each) => nodeOf(each.ruleId, withMacros(each.definition, known)));
  const place = all.indexOf(own);
  const node = nodes[place];
  if (node === undefined) return [];
  const holds = neverHolds(node);
  if (holds.length > 0) return holds;
  const others = nodes.filter((each) => each !== node);
  const loop = loopThrough(ruleId, nodes);
  return [
    ...checkAllowed(node.definition, node.ways),
    ...checkSetTwice(node.definition),
    ...contradictions(node, others, (other) => nodes.indexOf(other) < place),
    ...neverReached(node, nodes.slice(0, place)),
    ...(loop.length > 0 ? [problem('warning', 'loop', 'actions', { ruleIds: loop })] : []),
  ];
};

export const mayBePublished = (problems: readonly Problem[]): boolean =>
  problems.every(({ severity }) => severity === 'warning');
