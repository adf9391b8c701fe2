import { type Entity, entityOf } from './vocabulary.ts';

const ASSET_FIELDS = ['asset', 'coin'] as const;

/** Coins and networks that a card of the account names. Amounts, addresses and transactions are not looked at. */
export const entitiesOfCard = (card: unknown): readonly Entity[] => {
  if (typeof card !== 'object' || card === null) return [];
  const fields = card as Readonly<Record<string, unknown>>;
  const inner = 'data' in fields ? fields.data : undefined;
  const named = (name: string): unknown =>
    fields[name] ??
    (typeof inner === 'object' && inner !== null
      ? (inner as Readonly<Record<string, unknown>>)[name]
      : undefined);
  const found: Entity[] = [];
  const add = (kind: Entity['kind'], value: unknown): void => {
    const entity = typeof value === 'string' ? entityOf(kind, value) : undefined;
    if (entity !== undefined) found.push(entity);
  };
  for (const field of ASSET_FIELDS) add('coin', named(field));
  add('network', named('network'));
  return found;
};
