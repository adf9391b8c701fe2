import type { CustomerPrincipal } from '../../contract/principal.ts';
import { mayAskNps } from '../../core/feedback/sampling.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { listStatesOfCustomer } from '../conversation/index.ts';
import type { FeedbackDeps } from './deps.ts';
import { findLastNps, saveFeedback } from './store.ts';

/** Looked through for one that was solved lately. */
const LATEST = 20;

export const isAsked = async (
  { database, clock }: FeedbackDeps,
  { customerId }: CustomerPrincipal,
): Promise<boolean> => {
  const askedAt = await findLastNps(database, customerId);
  const states = await listStatesOfCustomer(database, customerId, LATEST);
  const solved = states.flatMap(({ solvedAt }) => solvedAt ?? []);
  const solvedAt = solved.length === 0 ? null : Math.max(...solved);
  return mayAskNps({ id: customerId, askedAt, solvedAt }, clock.now());
};

/** Whoever was not asked is not counted: a sample is only worth something while it stays one. */
export const answerNps = async (
  deps: FeedbackDeps,
  customer: CustomerPrincipal,
  given: { readonly score: number; readonly comment: string },
): Promise<Outcome<null>> => {
  const words = deps.takeIn(given.comment, true);
  if (!words.ok) return words;
  if (!(await isAsked(deps, customer))) return ok(null);
  const { customerId } = customer;
  const id = deps.ids.uuid();
  const { text } = words.value;
  const commentSealed =
    text.trim() === ''
      ? null
      : await deps.vault.seal(customerId, Buffer.from(text, 'utf8'), `feedback:${id}`);
  await saveFeedback(deps.database, {
    ...{ id, kind: 'nps', conversationId: null, customerId, agentId: null, teamId: null },
    ...{ category: null, score: given.score, reasons: [], commentId: null, commentSealed },
    at: deps.clock.now(),
  });
  return ok(null);
};
