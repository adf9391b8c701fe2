import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { exampleOf } from './example-of.ts';

const describe = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>;
const of = (schema: z.ZodType) => exampleOf(describe(schema), schema);

test('an example is made of words where they fit, and of the kind of the value where they do not', () => {
  assert.deepEqual(
    of(
      z.strictObject({
        number: z.string(),
        count: z.number().int().max(1),
        tags: z.array(z.string()).max(5),
        agent: z.strictObject({ name: z.string(), badge: z.string() }).nullable(),
        name: z.string(),
        fieldId: z.uuid(),
        counts: z.record(z.enum(['a', 'b']), z.number()),
        sort: z.enum(['up', 'down']).nullable(),
      }),
    ),
    {
      number: '4827-1935-6',
      count: 1,
      tags: ['vip_queue'],
      agent: { name: 'Ana', badge: 'M-2041' },
      name: 'Waiting for wallet operations',
      fieldId: '01961f7e-3b1a-7c44-8c52-7a1d9f6e2b40',
      counts: { a: 2, b: 2 },
      sort: 'up',
    },
  );
});

test('a schema that contains itself comes to an end, and what it would not take is not shown', () => {
  type Tree = { readonly all: readonly Tree[] };
  const tree: z.ZodType<Tree> = z.lazy(() => z.strictObject({ all: z.array(tree) }));
  assert.ok(of(z.strictObject({ tree })));
  const odd = z.string().refine((text) => text === 'only this');
  assert.equal(of(odd), undefined);
});
