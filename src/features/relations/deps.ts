import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Transaction } from '../../ports/database.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface RelationsDeps extends ConversationDeps {
  readonly texts: Texts;
  /** What else goes along when a request goes on in another one: fields, those who follow. */
  readonly handOn: (trx: Transaction, from: ConversationId, into: Conversation) => Promise<void>;
}
