import { mayRetry } from '../../kit/api/request.ts';
import { sentenceOf } from '../screens/failure.tsx';
import { catchUp } from './chats.ts';
import { ask } from './session.ts';
import { chatOf, patchChat, showToast, type Tap } from './state.ts';

const pathOf = {
  choice: 'assistant/choice',
  judgement: 'assistant/judgement',
  person: 'assistant/person',
  consent: 'selfservice/consent',
  card: 'selfservice/choice',
  action: 'selfservice/action',
} as const;

const bodyOf = (tap: Tap): object | undefined => {
  switch (tap.kind) {
    case 'choice':
      return { clientMessageId: tap.clientMessageId, articleId: tap.articleId };
    case 'judgement':
      return { turnId: tap.turnId, settled: tap.settled };
    case 'person':
      return undefined;
    case 'consent':
      return { turnId: tap.turnId, given: tap.given };
    case 'card':
      return { turnId: tap.turnId, cardId: tap.cardId };
    case 'action':
      return { turnId: tap.turnId, action: tap.action };
  }
};

/**
 * Says a tap to the assistant. It is shown as done at once; while one is on its way no other is taken, and one that did
 * not arrive stays, to be tapped again.
 */
export const tapAssistant = async (id: string, tap: Tap): Promise<void> => {
  if (chatOf(id).tapped?.failed === false) return;
  patchChat(id, { tapped: { tap, failed: false } });
  const path = `/api/conversations/${id}/${pathOf[tap.kind]}`;
  const answer = await ask('POST', path, bodyOf(tap));
  if (!answer.ok && (mayRetry(answer) || answer.status === 401)) {
    patchChat(id, { tapped: { tap, failed: true } });
    return;
  }
  await catchUp(id);
  patchChat(id, { tapped: null });
  if (!answer.ok) showToast(sentenceOf(answer.code));
};
