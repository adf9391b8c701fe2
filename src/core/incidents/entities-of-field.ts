import type { Field } from '../fields/field.ts';
import { type Entity, entityOf } from './vocabulary.ts';

/** Fields whose choices are coins or networks, by what they are called. */
const KINDS_BY_KEY: Readonly<Record<string, Entity['kind']>> = {
  asset: 'coin',
  coin: 'coin',
  currency: 'coin',
  network: 'network',
  chain: 'network',
};

/** The coin or network that a field of a form names: a choice, or the coin of an amount. Typed words are not looked at. */
export const entitiesOfField = (
  { key, kind }: Pick<Field, 'key' | 'kind'>,
  value: string | null,
): readonly Entity[] => {
  if (value === null) return [];
  const of = kind === 'choice' ? KINDS_BY_KEY[key] : undefined;
  const coin = kind === 'amount' ? value.split(' ')[1] : undefined;
  const found =
    coin !== undefined
      ? entityOf('coin', coin)
      : of === undefined
        ? undefined
        : entityOf(of, value);
  return found === undefined ? [] : [found];
};
