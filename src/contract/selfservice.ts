import { z } from 'zod';
import { SELF_ACTIONS } from '../core/selfservice/vocabulary.ts';
import { card } from './cards.ts';
import { clientMessageId, uuid } from './conversation.ts';
import { stepUpChallenge } from './exchange/actions.ts';

/*
 * What a customer taps while the assistant looks something up. Each names the turn whose words asked for it; what has
 * been overtaken by newer words is refused with `step_not_open`. The assistant's answer comes as the next event.
 *
 * POST /api/conversations/:conversationId/selfservice/consent
 * POST /api/conversations/:conversationId/selfservice/choice
 * POST /api/conversations/:conversationId/selfservice/detail
 * POST /api/conversations/:conversationId/selfservice/action
 * POST /api/conversations/:conversationId/selfservice/network-check
 * POST /api/conversations/:conversationId/selfservice/step-up         begins: the exchange sends a code, or waits for one
 * POST /api/conversations/:conversationId/selfservice/step-up/check   the code, passed on and never stored
 * POST /api/desk/conversations/:conversationId/cards                  an agent shows a card; needs the case
 */

/** May the assistant look at the account? */
export const giveConsent = z.strictObject({ turnId: uuid, given: z.boolean() });

/** One of the cards that were shown to choose from. */
export const chooseCard = z.strictObject({ turnId: uuid, cardId: uuid });

/** A txid, typed into the field below the assistant's question. It is sent as a message of the customer. */
export const giveDetail = z.strictObject({
  clientMessageId,
  turnId: uuid,
  text: z.string().min(8).max(200),
});

/** Something that the last finding offers. */
export const askAction = z.strictObject({ turnId: uuid, action: z.enum(SELF_ACTIONS) });

/** What the page measured; see `NetworkCheckResult` in core/selfservice/vocabulary.ts. */
export const postNetworkCheck = z.strictObject({
  turnId: uuid,
  result: z.strictObject({
    samples: z.number().int().min(1).max(100),
    lost: z.number().int().min(0).max(100),
    medianMs: z.number().min(0).max(120_000).nullable(),
    slowMs: z.number().min(0).max(120_000).nullable(),
    clockOffMs: z.number().min(-1e12).max(1e12).nullable(),
    socket: z.enum(['open', 'failed']),
    isOnline: z.boolean(),
  }),
});

export const beginStepUp = z.strictObject({ turnId: uuid });
export const beginStepUpReply = stepUpChallenge;
export const checkStepUp = z.strictObject({
  turnId: uuid,
  challengeId: z.string().min(1).max(128),
  method: stepUpChallenge.shape.methods.element,
  code: z.string().min(1).max(4_096),
});
/** Not passed with no tries left: a person takes over. */
export const checkStepUpReply = z.strictObject({
  passed: z.boolean(),
  triesLeft: z.number().int().nonnegative(),
});

/** What an agent may show the customer as a card, of the customer's own account. */
export const SHOWABLE_CARDS = [
  'deposit',
  'withdrawal',
  'order',
  'restriction',
  'verification',
  'fee_tier',
  'payment',
  'api_key',
] as const;
export const showCard = z.strictObject({
  clientMessageId,
  kind: z.enum(SHOWABLE_CARDS),
  /** The exchange's id of it; left out for what there is one of (verification, fee tier). */
  subjectId: z.string().min(1).max(128).optional(),
});
export const showCardReply = z.strictObject({ card });
