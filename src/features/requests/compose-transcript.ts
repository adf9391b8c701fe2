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

interface How {
  readonly texts: Texts;
  readonly locale: Locale;
  /** IANA name. */
  readonly timeZone: string;
  readonly exchange: string;
  /** What the customer knows departments by. */
  readonly departments: ReadonlyMap<string, string>;
}

/** One thing that was said, with who and when; undefined for what is no talk or whose words are gone. */
const saidIn = (wire: WireEvent, how: How): string | undefined => {
  if (!SAID.has(wire.event.type) || wire.body === null) return undefined;
  const { texts, locale, timeZone, exchange } = how;
  const at = wire.event.type === 'message_carried' ? wire.event.sentAt : wire.at;
  const files = wire.body.attachments.map(({ name }) =>
    texts.say(locale, 'transcript.file', { name }),
  );
  const words = [wire.body.text, ...files].filter((line) => line !== '').join('\n');
  return `[${momentOf(at, locale, timeZone)}] ${speakerOf(wire, texts, locale, exchange)}\n${words}\n`;
};

/** When a department got the request, and how it gave it back; undefined for what is neither. */
const doneByDepartment = (
  { event, at }: WireEvent,
  sentTo: ReadonlyMap<string, string>,
  { texts, locale, timeZone, exchange, departments }: How,
): string | undefined => {
  if (event.type !== 'task_opened' && event.type !== 'task_ended') return undefined;
  const name = departments.get(sentTo.get(event.taskId) ?? '');
  if (name === undefined) return undefined;
  const key = event.type === 'task_opened' ? 'opened' : event.outcome;
  const line = texts.say(locale, `transcript.department.${key}`, {
    department: `\u2068${name}\u2069`,
  });
  const by = texts.say(locale, 'transcript.system', { exchange });
  return `[${momentOf(at, locale, timeZone)}] ${by}\n${line}\n`;
};

/**
 * What was said in a request and which departments worked on it, as plain text in the customer's language and time
 * zone. Words that were deleted are not in it.
 */
export const composeTranscript = (
  state: Conversation,
  wire: readonly WireEvent[],
  how: How,
): string => {
  const { texts, locale, timeZone, exchange } = how;
  const head = texts.say(locale, 'transcript.head', {
    exchange,
    number: state.number,
    begun: momentOf(state.createdAt, locale, timeZone),
    zone: timeZone,
  });
  const sentTo = new Map(
    wire.flatMap(({ event }) =>
      event.type === 'task_opened' ? [[event.taskId, event.departmentId] as const] : [],
    ),
  );
  const entries = wire.flatMap(
    (entry) => saidIn(entry, how) ?? doneByDepartment(entry, sentTo, how) ?? [],
  );
  return [head, ...entries].join('\n');
};
