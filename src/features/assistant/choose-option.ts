import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { fail, type Outcome } from '../../core/outcome.ts';
import { type Committed, findConversation, prepareMessage } from '../conversation/index.ts';
import type { AssistantDeps } from './deps.ts';

/** The customer taps an article that was offered: its title is what they say. Safe to repeat with the same id. */
export const chooseOption = async (
  deps: AssistantDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  input: { readonly clientMessageId: string; readonly articleId: string },
): Promise<Outcome<Committed>> => {
  const { articleId, clientMessageId } = input;
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || state.customerId !== customerId)
    return fail('not_found', 'conversation_not_found');
  const article = deps.knowledge.article(articleId, state.locale);
  if (article === undefined) return fail('not_found', 'article_not_found');
  const content = { clientMessageId, text: article.title, fileIds: [] };
  const prepared = prepareMessage(deps, content, customerId, 'message');
  if (!prepared.ok) return prepared;
  const { message, words } = prepared.value;
  return deps.committer.commit({
    conversationId,
    actor: { kind: 'customer', id: customerId },
    command: { type: 'choose_option', customerId, message, articleId },
    maySee: (seen) => seen.customerId === customerId,
    words,
  });
};
