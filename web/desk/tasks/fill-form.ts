import type { Card } from '../../../src/contract/cards.ts';
import type { FieldSource, FormField } from '../../../src/core/tasks/department.ts';
import type { Category } from '../../../src/core/vocabulary.ts';
import type { TimelineEntry } from '../../kit/state/timeline.ts';
import type { Answer } from './answer-field.tsx';

/** A card of the account that a form can be filled from. */
export interface FillCard {
  readonly cardId: string;
  /** What it is about, as requests are. */
  readonly category: Category;
  readonly subjectId: string;
  readonly values: Readonly<Partial<Record<FieldSource, string>>>;
}

/** Cards that say what departments ask for. */
const ABOUT: Readonly<Partial<Record<Card['kind'], Category>>> = {
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  order: 'trading',
  payment: 'fiat',
  verification: 'verification',
  api_key: 'api',
};

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const valuesOf = (card: Card): FillCard['values'] => {
  const data = card.data as Readonly<Record<string, unknown>>;
  const found: Partial<Record<FieldSource, string>> = { subject: card.subjectId };
  for (const source of ['txid', 'address', 'amount', 'asset', 'network'] as const) {
    const value = textOf(data[source]);
    if (value !== undefined) found[source] = value;
  }
  return found;
};

/** The cards that a conversation shows, the newest first and each once. */
export const fillCards = (entries: readonly TimelineEntry[]): readonly FillCard[] => {
  const cards = new Map<string, FillCard>();
  for (const entry of entries.toReversed()) {
    const card = entry.kind === 'card' ? entry.card : null;
    if (card === null || cards.has(card.subjectId)) continue;
    const { cardId, kind, subjectId } = card;
    const category = ABOUT[kind];
    if (category !== undefined)
      cards.set(subjectId, { cardId, category, subjectId, values: valuesOf(card) });
  }
  return [...cards.values()];
};

/** The answers with those that a card gives; what it says nothing of stays as it was. */
export const fillFrom = (
  card: FillCard,
  fields: readonly FormField[],
  answers: Readonly<Record<string, Answer>>,
): Readonly<Record<string, Answer>> => {
  const filled: Record<string, Answer> = { ...answers };
  for (const { fieldId, from } of fields) {
    const value = from === null ? undefined : card.values[from];
    if (value !== undefined) filled[fieldId] = value;
  }
  return filled;
};
