import type { Marks } from '../../contract/conversation.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { ConversationDeps } from './deps.ts';
import { raiseMarks } from './store-marks.ts';
import { findConversation, NO_MARKS, readMarks } from './store-read.ts';

export interface MarkInput {
  readonly delivered?: number | undefined;
  readonly read?: number | undefined;
}

/**
 * How far a side has received and read. Marks only grow, so a late or doubled one does no harm;
 * one beyond the log's end is cut to it.
 */
export const setMarks = async (
  deps: Pick<ConversationDeps, 'database' | 'bus'>,
  conversationId: ConversationId,
  side: 'customer' | 'agent',
  maySee: (state: Conversation) => boolean,
  input: MarkInput,
): Promise<Outcome<Marks>> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || !maySee(state)) return fail('not_found', 'conversation_not_found');
  const read = Math.min(input.read ?? 0, state.lastSeq);
  const delivered = Math.max(Math.min(input.delivered ?? 0, state.lastSeq), read);
  const raised = await raiseMarks(deps.database, conversationId, side, delivered, read);
  const marks = (await readMarks(deps.database, [conversationId])).get(conversationId) ?? NO_MARKS;
  if (raised)
    deps.bus.publish(
      { kind: 'marks_changed', conversationId, customerId: state.customerId },
      marks,
    );
  return ok(marks);
};
