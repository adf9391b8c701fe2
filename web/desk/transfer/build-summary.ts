import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { TimelineEntry, TimelineMessage } from '../../kit/state/timeline.ts';
import type { Text } from '../locale/text.ts';
import { duration } from '../locale/time.ts';

/** What the next person needs to know, as the log tells it. */
export interface Facts {
  readonly asked: string;
  readonly latest: string | null;
  readonly fromCustomer: number;
  readonly fromUs: number;
  readonly files: number;
  /** From the first message to the first answer, or to now; milliseconds. */
  readonly waitedMs: number;
  readonly answered: boolean;
  readonly lastNote: string | null;
}

const LONGEST_QUOTE = 280;

const quote = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= LONGEST_QUOTE
    ? line
    : `${characters.slice(0, LONGEST_QUOTE - 1).join('')}…`;
};

const said = (entry: TimelineEntry): entry is TimelineMessage =>
  entry.kind === 'message' && entry.withdrawn === null;
const withWords = (message: TimelineMessage): boolean => (message.text ?? '').trim() !== '';

/** Reads the facts from what is loaded of the log. */
export const gatherFacts = (
  entries: readonly TimelineEntry[],
  conversation: Pick<DeskConversation, 'createdAt' | 'firstResponseAt'>,
  now: number,
): Facts => {
  const messages = entries.filter(said);
  const customer = messages.filter((each) => each.by === 'customer');
  const words = customer.filter(withWords);
  const first = words[0];
  const last = words.at(-1);
  const note = messages.findLast((each) => each.note && withWords(each));
  return {
    asked: quote(first?.text ?? ''),
    latest: last === undefined || last === first ? null : quote(last.text ?? ''),
    fromCustomer: customer.length,
    fromUs: messages.filter((each) => each.by === 'agent' && !each.note).length,
    files: customer.reduce((sum, each) => sum + each.attachments.length, 0),
    waitedMs: (conversation.firstResponseAt ?? now) - conversation.createdAt,
    answered: conversation.firstResponseAt !== null,
    lastNote: note === undefined ? null : quote(note.text ?? ''),
  };
};

/** The summary in the writer's language, to be corrected before it is handed on. */
export const buildSummary = (
  facts: Facts,
  conversation: Pick<DeskConversation, 'category' | 'tier' | 'locale'>,
  text: Text,
): string => {
  const time = duration(facts.waitedMs, text);
  const lines = [
    text('summary.what', {
      category: text(`category.${conversation.category}`),
      tier: text(`tier.${conversation.tier}`),
      language: text(`locale.${conversation.locale}`),
    }),
    text(facts.answered ? 'summary.answered_after' : 'summary.waiting_for', { time }),
    text('summary.counts', { customer: facts.fromCustomer, us: facts.fromUs, files: facts.files }),
  ];
  if (facts.asked !== '') lines.push(text('summary.asked', { words: facts.asked }));
  if (facts.latest !== null) lines.push(text('summary.latest', { words: facts.latest }));
  if (facts.lastNote !== null) lines.push(text('summary.note', { words: facts.lastNote }));
  return lines.join('\n');
};
