import { conversationParams } from '../../contract/conversation.ts';
import {
  caseField,
  caseFieldList,
  caseFieldParams,
  categoryForm,
  categoryFormParams,
  categoryFormQuery,
  changedCaseField,
  fieldValueParams,
  fieldValues,
  newCaseField,
  setFieldValue,
} from '../../contract/fields.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { ConversationId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import { customerOf, staffOf } from '../conversation/index.ts';
import { addField, changeField } from './change-fields.ts';
import type { FieldsDeps } from './deps.ts';
import { readForm } from './read-form.ts';
import { readValues, setValue } from './set-value.ts';
import { listFields } from './store.ts';

const tag = 'Fields';
const FORMS_PER_MINUTE = 30;

const definitionRoutes = (deps: FieldsDeps): Route[] => [
  defineRoute({
    key: 'GET /api/desk/fields',
    summary: 'What can be filled in for conversations',
    tag,
    reply: caseFieldList,
    handle: async () =>
      ok({ fields: structuredClone([...(await listFields(deps.database))]) as never }),
  }),
  defineRoute({
    key: 'POST /api/desk/fields',
    summary: 'Add a field',
    tag,
    body: newCaseField,
    reply: caseField,
    handle: ({ principal, body }) => addField(deps, staffOf(principal).agentId, body),
  }),
  defineRoute({
    key: 'PUT /api/desk/fields/:fieldId',
    summary: 'Change a field, or retire it: values that were given stay',
    tag,
    params: caseFieldParams,
    body: changedCaseField,
    reply: caseField,
    handle: ({ principal, params, body }) =>
      changeField(deps, staffOf(principal).agentId, params.fieldId, body),
  }),
];

/** Fields of conversations: what they are, what was filled in, what customers are asked. */
export const fieldsRoutes = (deps: FieldsDeps): readonly Route[] => [
  ...definitionRoutes(deps),
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/fields',
    summary: 'What was filled in. Reading it is recorded',
    tag,
    params: conversationParams,
    reply: fieldValues,
    handle: ({ principal, params }) =>
      readValues(deps, staffOf(principal), params.conversationId as ConversationId),
  }),
  defineRoute({
    key: 'PUT /api/desk/conversations/:conversationId/fields/:fieldId',
    summary: 'Fill a field in, or empty it',
    tag,
    params: fieldValueParams,
    body: setFieldValue,
    reply: fieldValues,
    handle: async ({ principal, params, body }) => {
      const staff = staffOf(principal);
      const id = params.conversationId as ConversationId;
      const done = await setValue(deps, staff, id, params.fieldId, body.value);
      return done.ok ? readValues(deps, staff, id) : done;
    },
  }),
  defineRoute({
    key: 'GET /api/forms/:category',
    summary: 'What is asked before the first message about something',
    tag,
    params: categoryFormParams,
    query: categoryFormQuery,
    reply: categoryForm,
    perMinute: FORMS_PER_MINUTE,
    handle: async ({ principal, params, query }) =>
      ok(await readForm(deps, customerOf(principal), params.category, query.locale)),
  }),
];
