import type { Card } from '../../../src/contract/cards.ts';
import type { MessageBody } from '../../../src/contract/conversation.ts';
import type { CardKind } from '../../../src/core/selfservice/vocabulary.ts';

const isCard = (value: unknown, kind: CardKind): value is Card =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === kind &&
  'data' in value &&
  typeof value.data === 'object' &&
  value.data !== null;

/** The card in a body; null where there is none, or it is not one of the kind that the log names. */
export const readCard = (body: MessageBody | null, kind: CardKind): Card | null => {
  if (body === null) return null;
  try {
    const value: unknown = JSON.parse(body.text);
    return isCard(value, kind) ? value : null;
  } catch {
    return null;
  }
};
