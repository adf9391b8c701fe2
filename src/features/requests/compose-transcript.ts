import type { WireEvent } from '../../contract/live.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Texts } from '../../ports/texts.ts';

/** Who said it, as the customer knows them. */
const speakerOf = (
  { event, actor }: WireEvent,
  texts: Texts,
  locale: Locale,
  exchange: string,
): string => {
  if (event.type === 'message_carried')
    return event.by === 'customer'
      ? texts.say(locale, 'transcript.you')
      : (event.agent?.name ?? texts.say(locale, 'transcript.system', { exchange }));
  if (actor.kind === 'customer') return texts.say(locale, 'transcript.you');
  if (actor.kind === 'assistant') return texts.say(locale, 'transcript.assistant');
  if (event.type === 'message_sent' && event.agent !== null)
    return `${event.agent.name} (${event.agent.badge})`;
  return texts.say(locale, 'transcript.system', { exchange });
};

const momentOf = (at: number, locale: Locale, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone,
    numberingSystem: 'latn',
  }).format(at);

const SAID: ReadonlySet<string> = new Set([
  'message_sent',
  'assistant_replied',
  'notice_given',
  'message_carried',
]);

/** One thing that was said, with who and when; undefined for what is no talk or whose words are gone. */
const entryOf = (
  wire: WireEvent,
  how: { texts: Texts; locale: Locale; timeZone: string; exchange: string },
): string | undefined => {
  if (!SAID.has(wire.event.type) || wire.body === null) return undefined;
  const { texts, locale, timeZone, exchange } = how;
  const at = wire.event.type === 'message_carried' ? wire.event.sentAt : wire.at;
  const files = wire.body.attachments.map(({ name }) =>
    texts.say(locale, 'transcript.file', { name }),
  );
  const words = [wire.body.text, ...files].filter((line) => line !== '').join('\n');
  return `[${momentOf(at, locale, timeZone)}] ${speakerOf(wire, texts, locale, exchange)}\n${words}\n`;
};

/**
 * What was said in a request, as plain text in the customer's language and time zone (IANA name). Words that were
 * deleted are not in it.
 */
export const composeTranscript = (
  state: Conversation,
  wire: readonly WireEvent[],
  how: {
    readonly texts: Texts;
    readonly locale: Locale;
    readonly timeZone: string;
    readonly exchange: string;
  },
): string => {
  const { texts, locale, timeZone, exchange } = how;
  const head = texts.say(locale, 'transcript.head', {
    exchange,
    number: state.number,
    begun: momentOf(state.createdAt, locale, timeZone),
    zone: timeZone,
  });
  return [head, ...wire.flatMap((entry) => entryOf(entry, how) ?? [])].join('\n');
};
