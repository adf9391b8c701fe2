import { z } from 'zod';
import { FIELD_ASKS, FIELD_KINDS, FIELD_SOURCES, MOST_CHOICES } from '../core/fields/field.ts';
import { CATEGORIES, LOCALES } from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

const labels = z.partialRecord(z.enum(LOCALES), z.string().max(120));

const definitionShape = {
  kind: z.enum(FIELD_KINDS),
  categories: z.array(z.enum(CATEGORIES)).max(CATEGORIES.length),
  labels,
  choices: z
    .array(z.strictObject({ value: z.string().regex(/^[a-z0-9_-]{1,40}$/), labels }))
    .max(MOST_CHOICES),
  requiredToSolve: z.boolean(),
  askedOfCustomer: z.enum(FIELD_ASKS),
  source: z.enum(FIELD_SOURCES).nullable(),
};

export const caseField = z.strictObject({
  fieldId: uuid,
  key: z.string(),
  ...definitionShape,
  position: z.number().int(),
  version: z.number().int(),
  retired: z.boolean(),
});
export type CaseField = z.output<typeof caseField>;
export const caseFieldList = z.strictObject({ fields: z.array(caseField) });

export const newCaseField = z.strictObject({
  key: z.string().max(60),
  ...definitionShape,
  position: z.number().int().min(0).max(10_000).default(0),
});
export type NewCaseField = z.output<typeof newCaseField>;
/** `version`: the one that was seen; another in force is a conflict. The kind of a field never changes. */
export const changedCaseField = newCaseField.extend({
  version: z.number().int().positive(),
  retired: z.boolean().default(false),
});
export const caseFieldParams = z.strictObject({ fieldId: uuid });

export const fieldValue = z.strictObject({
  fieldId: uuid,
  value: z.string(),
  givenBy: z.enum(['customer', 'staff', 'system']),
  updatedAt: atMs,
});
export const fieldValues = z.strictObject({ values: z.array(fieldValue) });
export type FieldValues = z.output<typeof fieldValues>;
export const fieldValueParams = z.strictObject({ conversationId: uuid, fieldId: uuid });
/** Null takes it away. */
export const setFieldValue = z.strictObject({ value: z.string().max(4_000).nullable() });

/** What is asked of a customer before the first message, in their language. */
export const categoryForm = z.strictObject({
  fields: z.array(
    z.strictObject({
      fieldId: uuid,
      kind: z.enum(FIELD_KINDS),
      label: z.string(),
      required: z.boolean(),
      choices: z.array(z.strictObject({ value: z.string(), label: z.string() })),
      /** Things of the account to pick from; empty where there are none, or the account is not to be asked. */
      picks: z.array(
        z.strictObject({
          value: z.string(),
          kind: z.enum(FIELD_SOURCES),
          /** `12.5 USDT`, `BTC-USDT`. */
          what: z.string(),
          at: atMs,
        }),
      ),
    }),
  ),
});
export type CategoryForm = z.output<typeof categoryForm>;
export const categoryFormParams = z.strictObject({ category: z.enum(CATEGORIES) });
export const categoryFormQuery = z.strictObject({ locale: z.enum(LOCALES) });

export const tagList = z.strictObject({
  tags: z.array(z.strictObject({ tag: z.string(), uses: z.number().int() })),
});
export const tagListQuery = z.strictObject({ begins: z.string().max(40).default('') });
const tagText = z.string().min(1).max(60);
export const changeTags = z.strictObject({
  add: z.array(tagText).max(20).default([]),
  remove: z.array(tagText).max(20).default([]),
});
export const tagParams = z.strictObject({ tag: z.string().max(60) });
export const renameTag = z.strictObject({ to: tagText });
