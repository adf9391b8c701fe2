import { EMERGENCIES, type Emergency } from '../assistant/reply.ts';
import { type Concept, ConceptsError, type Finding } from './concepts.ts';
import { NEAR } from './extract-features.ts';

/** Concepts that stand near one another while others are absent: a readable sign of an emergency. */
export interface EmergencyRule {
  readonly name: string;
  readonly kind: Emergency;
  /** Two concepts, by name. */
  readonly near: readonly [string, string];
  /** Concepts of which none may stand anywhere in the message. */
  readonly without: readonly string[];
}

/**
 * `name⇥kind⇥concept concept⇥concept …` a line; `#` begins a remark. Every concept must be one of `concepts`. Throws
 * ConceptsError.
 */
export const readEmergencyRules = (
  name: string,
  table: string,
  concepts: readonly Concept[],
): readonly EmergencyRule[] =>
  table
    .split(/\r?\n/u)
    .map((line, at) => ({ line, where: `${name}:${at + 1}` }))
    .filter(({ line }) => line.trim() !== '' && !line.startsWith('#'))
    .map(({ line, where }) => {
      const [rule = '', kindName = '', near = '', without = ''] = line.split('\t');
      const kind = EMERGENCIES.find((each) => each === kindName);
      const [one, other, ...more] = near.split(' ');
      if (
        rule === '' ||
        kind === undefined ||
        one === undefined ||
        other === undefined ||
        more.length > 0
      ) {
        throw new ConceptsError(`${where}: a name, a kind and two concepts are needed`);
      }
      const absent = without.split(' ').filter((each) => each !== '');
      for (const concept of [one, other, ...absent]) {
        if (!concepts.some((each) => each.name === concept)) {
          throw new ConceptsError(`${where}: there is no concept ${concept}`);
        }
      }
      return { name: rule, kind, near: [one, other], without: absent };
    });

/** Which rules hold for the findings of a text. */
export const openEmergencyRules = (
  rules: readonly EmergencyRule[],
  concepts: readonly Concept[],
): ((findings: readonly Finding[]) => readonly EmergencyRule[]) => {
  const names = concepts.map((concept) => concept.name);
  return (findings) => {
    const places = (name: string): readonly number[] =>
      findings.filter((each) => names[each.concept] === name).map((each) => each.at);
    return rules.filter(({ near: [one, other], without }) => {
      if (without.some((name) => places(name).length > 0)) return false;
      const others = places(other);
      return places(one).some((at) => others.some((place) => Math.abs(place - at) <= NEAR));
    });
  };
};
