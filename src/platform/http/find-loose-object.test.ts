import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { findLooseObject } from './find-loose-object.ts';

const strict = z.strictObject({ a: z.string() });
const loose = z.object({ a: z.string() });

test('a loose object is found wherever it hides', () => {
  const wrappings: Record<string, (inner: z.ZodType) => z.ZodType> = {
    'at the top': (inner) => inner,
    'in an object': (inner) => z.strictObject({ deep: z.strictObject({ inner }) }),
    'in a list': (inner) => z.array(inner),
    'in a union': (inner) => z.union([z.string(), inner]),
    'in a tuple': (inner) => z.tuple([z.number(), inner]),
    'in a record': (inner) => z.record(z.string(), inner),
    optional: (inner) => inner.optional(),
    nullable: (inner) => inner.nullable(),
    'with a default': (inner) => inner.default({ a: '' } as never),
    'before a transformation': (inner) => inner.transform((value) => value),
    refined: (inner) => inner.refine(() => true),
    readonly: (inner) => inner.readonly(),
    'in an intersection': (inner) => z.intersection(z.string(), inner),
  };
  for (const [where, wrap] of Object.entries(wrappings)) {
    assert.notEqual(findLooseObject(wrap(loose)), undefined, where);
    assert.equal(findLooseObject(wrap(strict)), undefined, where);
  }
  assert.equal(findLooseObject(z.strictObject({ b: z.array(loose) })), '.b.[]');
  assert.notEqual(findLooseObject(z.looseObject({})), undefined);
});
