import type { z } from 'zod';

type Schema = z.core.$ZodType;

const childrenOf = (schema: Schema): [string, Schema][] => {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape);
    case 'array':
      return [['[]', def.element]];
    case 'union':
      return def.options.map((option, index) => [`|${index}`, option]);
    case 'intersection':
      return [
        ['&0', def.left],
        ['&1', def.right],
      ];
    case 'tuple':
      return def.items.map((item, index) => [String(index), item]);
    case 'record':
      return [['{}', def.valueType]];
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return [['', def.innerType]];
    case 'pipe':
      return [['', def.in]];
    default:
      return [];
  }
};

/**
 * The path of the first object in a request schema that lets unknown fields pass (or drops them silently);
 * undefined where every object is strict. A misspelt field must be an error, not a surprise.
 */
export const findLooseObject = (schema: Schema, path = ''): string | undefined => {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  if (def.type === 'object' && def.catchall?._zod.def.type !== 'never') return path || '(top)';
  for (const [name, child] of childrenOf(schema)) {
    const found = findLooseObject(child, name ? `${path}.${name}` : path);
    if (found !== undefined) return found;
  }
  return undefined;
};
