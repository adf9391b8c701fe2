import type { Occasion } from '../../core/assistant/decide-turn.ts';
import type { AssistantReply } from '../../core/assistant/reply.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { withoutMarkers } from '../../core/secrets/secret-guard.ts';
import type { Tool } from '../../core/selfservice/vocabulary.ts';
import { readTalk, type TalkEntry } from '../conversation/index.ts';
import type { AssistantDeps } from './deps.ts';

/** What set a turn off, with the words to answer. */
export interface Asking {
  readonly occasion: Occasion;
  /** What the customer said since the assistant last spoke, oldest first. */
  readonly question: string;
  /** All that is known of the talk, newest last. */
  readonly talk: readonly TalkEntry[];
  /** What they asked before that; empty at the first question. */
  readonly before: string;
  /** The customer's newest message of which this turn knows. */
  readonly seenSeq: number;
}

const TALK_LIMIT = 40;
/** People write in bits; older ones than these are another matter. */
const BITS = 3;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const SHORT_WORDS = 2;
const SHORT_IDEOGRAPHS = 4;
const IDEOGRAPHS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

const isShort = (text: string): boolean => {
  const ideographs = text.match(IDEOGRAPHS)?.length ?? 0;
  return ideographs > 0
    ? ideographs <= SHORT_IDEOGRAPHS
    : text.split(/\s+/u).filter((word) => LETTER_OR_DIGIT.test(word)).length <= SHORT_WORDS;
};

const isCustomers = ({ logged }: TalkEntry): boolean =>
  logged.event.type === 'message_sent' && logged.actor.kind === 'customer';

/** What the assistant said in a turn. */
export const replyOf = (talk: readonly TalkEntry[], turnId: string): AssistantReply | undefined => {
  const said = talk.findLast(
    ({ logged: { event } }) => event.type === 'assistant_replied' && event.turnId === turnId,
  )?.logged.event;
  return said?.type === 'assistant_replied' ? said.reply : undefined;
};

const toolOf = (reply: AssistantReply): Tool | undefined =>
  reply.kind === 'network_check' ? 'network' : 'tool' in reply ? reply.tool : undefined;

/** Undefined when a newer message has its own turn, or there is nothing to answer. */
export const readOccasion = async (
  deps: AssistantDeps,
  state: Conversation,
  seq: number,
): Promise<Asking | undefined> => {
  const talk = await readTalk(deps, state.id, TALK_LIMIT);
  const cause = talk.find(({ logged }) => logged.seq === seq);
  if (cause === undefined) return undefined;
  const { event } = cause.logged;
  const lastReply = talk.findLastIndex(({ logged }) => logged.event.type === 'assistant_replied');
  const said = talk
    .slice(lastReply + 1)
    .filter(isCustomers)
    .slice(-BITS);
  const question = said.map(({ text }) => withoutMarkers(text)).join('\n');
  const before = withoutMarkers(
    talk.slice(0, Math.max(0, lastReply)).findLast(isCustomers)?.text ?? '',
  );
  const base = { question, before, talk, seenSeq: state.lastCustomerSeq };
  if (event.type === 'answer_judged')
    return event.settled ? undefined : { ...base, occasion: { kind: 'unsettled' } };
  if (event.type === 'step_taken') {
    const asked = replyOf(talk, event.turnId);
    const tool = asked === undefined ? undefined : toolOf(asked);
    return tool && { ...base, occasion: { kind: 'step', step: event.step, tool } };
  }
  if (event.type !== 'message_sent' || seq < state.lastCustomerSeq) return undefined;
  const choice = talk.find(
    ({ logged }) => logged.event.type === 'option_chosen' && logged.seq === seq + 1,
  );
  if (choice?.logged.event.type === 'option_chosen') {
    const { articleId } = choice.logged.event;
    return { ...base, occasion: { kind: 'choice', articleId } };
  }
  return {
    ...base,
    occasion: {
      kind: 'question',
      isBlank: !LETTER_OR_DIGIT.test(question),
      isShort: isShort(question),
      hasFiles: said.some(({ hasFiles }) => hasFiles),
    },
  };
};
