import type { FieldValues } from '../../contract/fields.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import { isAskedIn, labelIn } from '../../core/fields/field.ts';
import { missingFields } from '../../core/fields/match-value.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Connection } from '../../ports/database.ts';
import { findConversation, recordAccess } from '../conversation/index.ts';
import type { FieldsDeps } from './deps.ts';
import { keepValue, openValue, readValue } from './keep-values.ts';
import { deleteValue, listFields, listValues } from './store.ts';

/** What was filled in. The reading is on record. */
export const readValues = (
  deps: Pick<FieldsDeps, 'database' | 'vault'>,
  staff: StaffPrincipal,
  conversationId: ConversationId,
): Promise<Outcome<FieldValues>> =>
  deps.database.transaction().execute(async (trx) => {
    const state = await findConversation(trx, conversationId);
    if (state === undefined || !staffMaySee(staff, state))
      return fail('not_found', 'conversation_not_found');
    const stored = await listValues(trx, conversationId);
    if (stored.length > 0)
      await recordAccess(trx, {
        agentId: staff.agentId,
        subjectKind: 'conversation',
        subjectId: conversationId,
        customerId: state.customerId,
        reason: 'fields',
      });
    const values = await Promise.all(
      stored.map(async (each) => ({
        fieldId: each.fieldId,
        value: await openValue(deps, each),
        givenBy: each.givenBy,
        updatedAt: each.updatedAt,
      })),
    );
    return ok({ values });
  });

/** Fills a field in, or empties it. Failures: `field_not_found`, and those of the value. */
export const setValue = async (
  deps: FieldsDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  fieldId: string,
  text: string | null,
): Promise<Outcome<null>> => {
  const field = (await listFields(deps.database)).find((each) => each.fieldId === fieldId);
  if (field === undefined || field.retired) return fail('not_found', 'field_not_found');
  const value = text === null ? null : readValue(deps, field, text);
  if (value !== null && !value.ok) return value;
  const done = await deps.committer.commit({
    conversationId,
    actor: { kind: 'agent', id: staff.agentId },
    command: { type: 'note_field', fieldId },
    maySee: (state) => staffMaySee(staff, state),
    alsoWrite: async (trx, { customerId }) => {
      if (value === null) await deleteValue(trx, conversationId, fieldId);
      else
        await keepValue(deps, trx, {
          conversationId,
          customerId,
          field,
          value: value.value,
          givenBy: 'staff',
        });
      return ok(null);
    },
  });
  return done.ok ? ok(null) : done;
};

/**
 * Whether everything is filled in that must be before it is solved. Failure: `fields_missing` with their ids, and their
 * names in English.
 */
export const checkSolvable = async (
  connection: Connection,
  { id, category }: Pick<Conversation, 'id' | 'category'>,
): Promise<Outcome<null>> => {
  const needed = (await listFields(connection)).filter(
    (field) => field.requiredToSolve && isAskedIn(field, category),
  );
  if (needed.length === 0) return ok(null);
  const given = new Set((await listValues(connection, id)).map(({ fieldId }) => fieldId));
  const fieldIds = missingFields(needed, given);
  if (fieldIds.length === 0) return ok(null);
  const names = needed
    .filter(({ fieldId }) => fieldIds.includes(fieldId))
    .map(({ labels }) => labelIn(labels, 'en'));
  return fail('precondition', 'fields_missing', { fieldIds, names });
};
