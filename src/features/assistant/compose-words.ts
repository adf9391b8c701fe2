import type { AssistantReply } from '../../core/assistant/reply.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Texts } from '../../ports/texts.ts';

/** What the assistant says at a handover: what to do now, who comes, and outside hours that nobody is there. */
export const handoverWords = (
  texts: Texts,
  locale: Locale,
  reply: Extract<AssistantReply, { kind: 'handover' }>,
  number: string,
): string =>
  [
    ...(reply.emergency === null
      ? []
      : [texts.say(locale, `assistant.emergency.${reply.emergency}`)]),
    reply.staffed
      ? texts.say(locale, `assistant.handover.${reply.reason}`)
      : texts.say(locale, 'assistant.handover.unstaffed', { number }),
  ].join('\n\n');
