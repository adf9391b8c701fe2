import type { Emergency, Manner } from '../assistant/reply.ts';
import { EMERGENCIES, MANNERS } from '../assistant/reply.ts';
import { TOOLS, type Tool } from '../selfservice/vocabulary.ts';
import { CATEGORIES, type Category } from '../vocabulary.ts';
import type { Concept } from './concepts.ts';
import type { EmergencyRule } from './emergency-rules.ts';

export const URGENCIES = ['low', 'normal', 'high'] as const;
export type Urgency = (typeof URGENCIES)[number];

export interface Question {
  readonly category: Category;
  readonly urgency: Urgency;
  readonly text: string;
}

/** What the models of one locale are trained from. */
export interface Material {
  readonly questions: readonly Question[];
  readonly emergencies: readonly { readonly kind: Emergency; readonly text: string }[];
  /** Texts that share words with emergencies and are none. */
  readonly calm: readonly string[];
  readonly manner: readonly { readonly manner: Manner; readonly text: string }[];
  /** How people ask about something of their own, with the tool that looks it up; null: asked in general. */
  readonly tools: readonly { readonly tool: Tool | null; readonly text: string }[];
  /** What the articles say is asked, with their section. */
  readonly concepts: readonly Concept[];
  readonly rules: readonly EmergencyRule[];
  readonly examples: readonly { readonly category: Category; readonly text: string }[];
}

/** A file of phrases that cannot be read. The message names the file and the line. */
export class MaterialError extends Error {}

const linesOf = (name: string, table: string, columns: number): readonly (readonly string[])[] =>
  table
    .split(/\r?\n/u)
    .map((line, at) => ({ cells: line.split('\t'), line: at + 1, isEmpty: line.trim() === '' }))
    .filter(({ isEmpty }) => !isEmpty)
    .map(({ cells, line }) => {
      if (cells.length !== columns || cells.some((cell) => cell.trim() === '')) {
        throw new MaterialError(`${name}:${line}: ${columns} columns apart by a tab are needed`);
      }
      return cells.map((cell) => cell.trim());
    });

const oneOf = <T extends string>(name: string, list: readonly T[], word: string): T => {
  const found = list.find((each) => each === word);
  if (found === undefined)
    throw new MaterialError(`${name}: ${word} is none of ${list.join(', ')}`);
  return found;
};

/** `category⇥urgency⇥text` a line. Throws MaterialError. */
export const readQuestions = (name: string, table: string): readonly Question[] =>
  linesOf(name, table, 3).map(([category = '', urgency = '', text = '']) => ({
    category: oneOf(name, CATEGORIES, category),
    urgency: oneOf(name, URGENCIES, urgency),
    text,
  }));

/** `kind⇥text` a line. Throws MaterialError. */
export const readEmergencies = (name: string, table: string): Material['emergencies'] =>
  linesOf(name, table, 2).map(([kind = '', text = '']) => ({
    kind: oneOf(name, EMERGENCIES, kind),
    text,
  }));

/** A text a line. Throws MaterialError. */
export const readCalm = (name: string, table: string): readonly string[] =>
  linesOf(name, table, 1).map(([text = '']) => text);

/** `manner⇥text` a line. Throws MaterialError. */
export const readManner = (name: string, table: string): Material['manner'] =>
  linesOf(name, table, 2).map(([manner = '', text = '']) => ({
    manner: oneOf(name, MANNERS, manner),
    text,
  }));

const GENERAL = 'general';

/** `tool⇥text` a line; `general` for what is asked about nobody's own account. Throws MaterialError. */
export const readTools = (name: string, table: string): Material['tools'] =>
  linesOf(name, table, 2).map(([tool = '', text = '']) => ({
    tool: tool === GENERAL ? null : oneOf(name, TOOLS, tool),
    text,
  }));
