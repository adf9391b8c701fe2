import { normaliseForModels } from './normalise.ts';

/** A meaning and the beginnings of words that carry it, of whatever language. */
export interface Concept {
  readonly name: string;
  readonly phrases: readonly string[];
}

/** A table of concepts that cannot be read. The message names the file and the line. */
export class ConceptsError extends Error {}

/**
 * `concept⇥language⇥phrase, phrase, …` a line; `#` begins a remark. Lines of one concept are joined. Throws
 * ConceptsError.
 */
export const readConcepts = (name: string, table: string): readonly Concept[] => {
  const concepts = new Map<string, string[]>();
  table.split(/\r?\n/u).forEach((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const [concept, language, phrases, ...more] = line.split('\t');
    if (
      concept === undefined ||
      language === undefined ||
      phrases === undefined ||
      more.length > 0
    ) {
      throw new ConceptsError(`${name}:${at + 1}: concept, language and phrases are needed`);
    }
    const known = concepts.get(concept) ?? [];
    concepts.set(concept, known);
    for (const phrase of phrases.split(',')) {
      if (normaliseForModels(phrase).trim() === '') {
        throw new ConceptsError(`${name}:${at + 1}: a phrase is empty`);
      }
      known.push(phrase.trim());
    }
  });
  return [...concepts].map(([concept, phrases]) => ({ name: concept, phrases }));
};

/** Where a concept stands in a normalised text. */
export interface Finding {
  readonly concept: number;
  readonly at: number;
}

/** Scripts written without spaces, and Hangul, whose words carry particles and stand in compounds. */
const ANYWHERE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const toPattern = (phrase: string): string => {
  const isWhole = phrase.endsWith('$');
  const normal = normaliseForModels(isWhole ? phrase.slice(0, -1) : phrase).trim();
  return ANYWHERE.test(normal) ? normal : ` ${normal}${isWhole ? '(?= )' : ''}`;
};

/** A search for all concepts in a text as `normaliseForModels` gives it; the findings are in order of place. */
export const openConcepts = (
  concepts: readonly Concept[],
): ((normalText: string) => readonly Finding[]) => {
  // Normalised phrases consist of letters, digits, spaces, ? and !: only ? has a meaning to a pattern.
  const patterns = concepts.map(
    ({ phrases }) =>
      new RegExp(
        phrases.map((phrase) => toPattern(phrase).replaceAll(' ? ', ' \\? ')).join('|'),
        'gu',
      ),
  );
  return (normalText) => {
    const findings: Finding[] = [];
    patterns.forEach((pattern, concept) => {
      for (const { index } of normalText.matchAll(pattern)) findings.push({ concept, at: index });
    });
    return findings.sort((one, other) => one.at - other.at);
  };
};
