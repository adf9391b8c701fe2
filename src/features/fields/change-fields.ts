import type { CaseField, NewCaseField } from '../../contract/fields.ts';
import { checkDefinition, type FieldDefinition, MOST_FIELDS } from '../../core/fields/field.ts';
import type { AgentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import type { FieldsDeps } from './deps.ts';
import { insertField, listFields, updateField } from './store.ts';

const definitionOf = (input: NewCaseField): FieldDefinition => {
  const { kind, categories, labels, choices, requiredToSolve, askedOfCustomer, source } = input;
  return { kind, categories, labels, choices, requiredToSolve, askedOfCustomer, source };
};

const record = (
  trx: Transaction,
  agentId: AgentId,
  action: string,
  fieldId: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> =>
  writeAudit(trx, {
    actor: { kind: 'staff', id: agentId },
    action,
    subject: { kind: 'case_field', id: fieldId },
    data,
  });

const stored = async (trx: Transaction, fieldId: string): Promise<CaseField> => {
  const field = (await listFields(trx)).find((each) => each.fieldId === fieldId);
  if (field === undefined) throw new Error('a field that was stored is not there');
  return structuredClone(field) as CaseField;
};

/** Failures: those of `checkDefinition`, `field_key_taken`, `too_many_fields`. */
export const addField = (
  { database, ids }: Pick<FieldsDeps, 'database' | 'ids'>,
  agentId: AgentId,
  input: NewCaseField,
): Promise<Outcome<CaseField>> =>
  database.transaction().execute(async (trx) => {
    const definition = definitionOf(input);
    const checked = checkDefinition(input.key, definition);
    if (!checked.ok) return checked;
    if ((await listFields(trx)).length >= MOST_FIELDS)
      return fail('limit_reached', 'too_many_fields', { most: MOST_FIELDS });
    const fieldId = ids.uuid();
    const { key, position } = input;
    if (!(await insertField(trx, { fieldId, key, definition, position })))
      return fail('conflict', 'field_key_taken');
    await record(trx, agentId, 'field_added', fieldId, { key, kind: input.kind });
    return ok(await stored(trx, fieldId));
  });

/** Failures: those of `checkDefinition`, `field_not_found`, `field_kind_stays`, `changed_meanwhile`. */
export const changeField = (
  { database }: Pick<FieldsDeps, 'database'>,
  agentId: AgentId,
  fieldId: string,
  input: NewCaseField & { readonly version: number; readonly retired: boolean },
): Promise<Outcome<CaseField>> =>
  database.transaction().execute(async (trx) => {
    const before = (await listFields(trx)).find((each) => each.fieldId === fieldId);
    if (before === undefined) return fail('not_found', 'field_not_found');
    // Values that were given would no longer be what they are called.
    if (before.kind !== input.kind || before.key !== input.key)
      return fail('precondition', 'field_kind_stays');
    const definition = definitionOf(input);
    const checked = checkDefinition(input.key, definition);
    if (!checked.ok) return checked;
    const { position, version, retired } = input;
    if (!(await updateField(trx, { fieldId, definition, position, version, retired })))
      return fail('conflict', 'changed_meanwhile');
    await record(trx, agentId, 'field_changed', fieldId, { version: version + 1, retired });
    return ok(await stored(trx, fieldId));
  });
