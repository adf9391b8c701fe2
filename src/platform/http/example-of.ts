import type { z } from 'zod';
import { EXAMPLE_AT, EXAMPLE_ID, EXAMPLE_WORDS } from '../../contract/api-examples.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** From here on lists are empty where they may be: an end for schemas that contain themselves. */
const DEEP = 8;
const DEEPEST = 40;

/** For texts that must look a certain way and whose name tells nothing; the first that fits. */
const TEXTS: readonly string[] = [
  'support',
  'crm-2026-000481',
  '4827-1935-6',
  '2026-03-01',
  '09:00',
  '2026-03-01T09:35:00Z',
  'https://crm.example.com/mainstay',
  'DE',
  'BTC',
];

const fits = (schema: JsonSchema, text: string): boolean => {
  const { pattern, format, minLength = 0, maxLength = Number.MAX_SAFE_INTEGER } = schema;
  if (format === 'uuid') return text === EXAMPLE_ID;
  if (text.length < Number(minLength) || text.length > Number(maxLength)) return false;
  return typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text);
};

const textFor = (schema: JsonSchema): string =>
  [...TEXTS, EXAMPLE_ID].find((text) => fits(schema, text)) ?? 'support';

const numberFor = (schema: JsonSchema, name: string): number => {
  const { minimum, maximum } = schema as { minimum?: number; maximum?: number };
  const wanted = /(At|[Uu]ntil|[Ss]ince|[Ff]rom|To)$/.test(name) ? EXAMPLE_AT : 2;
  const atLeast = minimum === undefined ? wanted : Math.max(minimum, wanted);
  return maximum === undefined ? atLeast : Math.min(maximum, atLeast);
};

const isText = (schema: JsonSchema): boolean => schema.type === 'string' && !schema.enum;

/** What a name stands for, where that is something of the kind that is wanted. */
const wordFor = (schema: JsonSchema, name: string): unknown => {
  const word = EXAMPLE_WORDS[name];
  if (word === undefined) return undefined;
  const kinds = (schema.anyOf ?? [schema]) as readonly JsonSchema[];
  const taken = kinds.some((kind) => {
    if (word === null) return kind.type === 'null';
    if (typeof word === 'string') return isText(kind) && fits(kind, word);
    if (typeof word === 'number') return kind.type === 'integer' || kind.type === 'number';
    return kind.type === 'array' && isText((kind.items ?? {}) as JsonSchema);
  });
  return taken ? word : undefined;
};

/** Makes examples within one document, to whose definitions its parts refer. */
class Examples {
  readonly #definitions: Readonly<Record<string, JsonSchema>>;

  constructor(root: JsonSchema) {
    this.#definitions = (root.$defs ?? {}) as Readonly<Record<string, JsonSchema>>;
  }

  make(schema: JsonSchema, name: string, depth = 0): unknown {
    if (depth > DEEPEST) return null;
    if (typeof schema.$ref === 'string') {
      const named = this.#definitions[schema.$ref.split('/').at(-1) ?? ''];
      return named === undefined ? null : this.make(named, name, depth + 1);
    }
    if (schema.const !== undefined) return schema.const;
    if (Array.isArray(schema.enum)) return schema.enum[0];
    const word = wordFor(schema, name);
    if (word !== undefined) return word;
    const branches = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined;
    const branch = branches?.find(({ type }) => type !== 'null');
    return branch === undefined
      ? this.#plain(schema, name, depth)
      : this.make(branch, name, depth + 1);
  }

  #plain(schema: JsonSchema, name: string, depth: number): unknown {
    switch (schema.type) {
      case 'string':
        return textFor(schema);
      case 'integer':
      case 'number':
        return numberFor(schema, name);
      case 'boolean':
        return false;
      case 'array':
        return this.#list(schema, name, depth);
      case 'object':
        return this.#object(schema, depth);
      default:
        return null;
    }
  }

  #list(schema: JsonSchema, name: string, depth: number): readonly unknown[] {
    const {
      prefixItems,
      items,
      minItems = 0,
    } = schema as {
      readonly prefixItems?: readonly JsonSchema[];
      readonly items?: JsonSchema;
      readonly minItems?: number;
    };
    if (prefixItems !== undefined) return prefixItems.map((one) => this.make(one, name, depth + 1));
    const many = depth > DEEP ? minItems : Math.max(1, minItems);
    return items === undefined
      ? []
      : Array.from({ length: many }, () => this.make(items, name.replace(/s$/, ''), depth + 1));
  }

  #object(schema: JsonSchema, depth: number): Readonly<Record<string, unknown>> {
    const {
      properties = {},
      propertyNames,
      additionalProperties,
    } = schema as {
      readonly properties?: Readonly<Record<string, JsonSchema>>;
      readonly propertyNames?: { readonly enum?: readonly string[] };
      readonly additionalProperties?: JsonSchema;
    };
    const named = propertyNames?.enum ?? [];
    const others = named.map((key) => [key, additionalProperties ?? {}] as const);
    return Object.fromEntries(
      [...Object.entries(properties), ...others].map(([key, property]) => {
        // Somebody with a badge is a person, whose name is no title.
        const name = key === 'name' && 'badge' in properties ? 'publicName' : key;
        return [key, this.make(property, name, depth + 1)];
      }),
    );
  }
}

/**
 * An example of what a schema takes, in words that its names tell of (contract/api-examples.ts). Undefined where none
 * was found that the schema itself accepts: a wrong example is worse than none.
 */
export const exampleOf = (described: JsonSchema, schema: z.ZodType, name = ''): unknown => {
  const example = new Examples(described).make(described, name);
  return schema.safeParse(example).success ? example : undefined;
};
