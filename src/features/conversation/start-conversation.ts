import { formatNumber } from '../../core/conversation/number.ts';
import type { AgentId, ConversationId, CustomerId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Category, Locale, Tier } from '../../core/vocabulary.ts';
import type { CommitRequest, Committed } from './commit-request.ts';
import type { ConversationDeps, GivenField, Opening } from './deps.ts';
import { attachingFiles, type Content, prepareMessage } from './send-message.ts';
import { findLastAgent, NumberTaken } from './store-write.ts';

export interface Starter {
  readonly customerId: CustomerId;
  readonly kind: 'customer' | 'visitor';
  readonly tier: Tier;
}

export interface StartInput extends Content {
  readonly category?: Category | undefined;
  readonly locale: Locale;
  readonly aboutArticleId?: string | undefined;
  /** False: straight to a person. Default true. */
  readonly withAssistant?: boolean;
  /** Where how it begins is known already; else what was written decides. */
  readonly opening?: Opening;
  /** What was filled in beforehand. */
  readonly fields?: readonly GivenField[];
  /** The category whose form was asked: what it requires must be there, except in an emergency. */
  readonly form?: Category | undefined;
  /** Writes more rows with the start. */
  readonly alsoWrite?: NonNullable<CommitRequest['alsoWrite']>;
}

/** Everything that is written with the start, in the order given; nothing where none of it is. */
const alsoWriting = (
  ...writes: readonly CommitRequest['alsoWrite'][]
): Pick<CommitRequest, 'alsoWrite'> => {
  const given = writes.filter((write) => write !== undefined);
  if (given.length === 0) return {};
  return {
    alsoWrite: async (trx, state, logged) => {
      for (const write of given) {
        const written = await write(trx, state, logged);
        if (!written.ok) return written;
      }
      return ok(null);
    },
  };
};

const keepingForm = (
  { keepForm }: ConversationDeps,
  { fields = [], form }: Pick<StartInput, 'fields' | 'form'>,
  { urgent }: Opening,
): CommitRequest['alsoWrite'] => {
  const asked = urgent ? null : (form ?? null);
  return keepForm === undefined || (fields.length === 0 && asked === null)
    ? undefined
    : (trx, state) => keepForm(trx, state, fields, asked);
};

const NUMBER_ATTEMPTS = 5;

const drawNumber = (deps: ConversationDeps): string => {
  const [a = 0, b = 0, c = 0, d = 0] = deps.ids.random(4);
  return formatNumber(((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
};

/** Opens a request with its first message. Asked twice with the same client message id, it gives the first one again. */
export const startConversation = async (
  deps: ConversationDeps,
  starter: Starter,
  input: StartInput,
): Promise<Outcome<Committed>> => {
  const prepared = prepareMessage(deps, input, starter.customerId, 'message');
  if (!prepared.ok) return prepared;
  const { message, words } = prepared.value;
  const opening =
    input.opening ??
    (await deps.triage({
      text: words.text,
      category: input.category,
      locale: input.locale,
      hasFiles: message.fileIds.length > 0,
      wantsPerson: input.withAssistant === false,
    }));
  const teamId = await deps.teamOf(opening.category);
  const conversationId = deps.ids.uuid() as ConversationId;
  for (let attempt = 1; ; attempt++) {
    const number = drawNumber(deps);
    try {
      return await deps.committer.commit({
        conversationId,
        actor: { kind: 'customer', id: starter.customerId },
        command: async (trx) =>
          ok({
            type: 'start',
            customerId: starter.customerId,
            customerKind: starter.kind,
            number,
            channel: 'livechat',
            locale: opening.locale,
            category: opening.category,
            tier: starter.tier,
            teamId,
            preferredAgentId: (await findLastAgent(trx, starter.customerId)) as AgentId | null,
            message,
            aboutArticleId: input.aboutArticleId ?? null,
            engage: opening.engage,
            urgent: opening.urgent,
          }),
        maySee: (state) => state.customerId === starter.customerId,
        words,
        startsNew: true,
        ...alsoWriting(
          input.alsoWrite,
          keepingForm(deps, input, opening),
          attachingFiles(deps, message, { kind: 'customer', id: starter.customerId }).alsoWrite,
        ),
      });
    } catch (error) {
      if (!(error instanceof NumberTaken) || attempt === NUMBER_ATTEMPTS) throw error;
    }
  }
};
