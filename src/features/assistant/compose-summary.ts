import type { TurnDecision } from '../../core/assistant/decide-turn.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { Tool } from '../../core/selfservice/vocabulary.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Texts } from '../../ports/texts.ts';
import type { Understood } from '../../ports/understanding.ts';
import type { TalkEntry } from '../conversation/index.ts';

/** Enough to know the matter; the words themselves are above. */
const QUOTED_LETTERS = 400;
const SEPARATOR = ' · ';

/** The language in which whoever takes it reads: the customer's where somebody on duty has it. */
export const staffLocale = (customer: Locale, onDuty: readonly Locale[]): Locale =>
  onDuty.includes(customer) ? customer : onDuty.includes('en') ? 'en' : (onDuty[0] ?? 'en');

const shownArticles = (talk: readonly TalkEntry[]): readonly string[] =>
  talk.flatMap(({ logged: { event } }) =>
    event.type === 'assistant_replied' && event.reply.kind === 'answer'
      ? [event.reply.article.title]
      : [],
  );

/** What the assistant found in the account or on the chain, each tool once. */
const usedTools = (talk: readonly TalkEntry[]): readonly Tool[] => [
  ...new Set(
    talk.flatMap(({ logged: { event } }) =>
      event.type === 'assistant_replied' && event.reply.kind === 'finding'
        ? [event.reply.tool]
        : [],
    ),
  ),
];

const firstQuestion = (talk: readonly TalkEntry[]): string => {
  const asked = talk.find(
    ({ logged, text }) =>
      logged.event.type === 'message_sent' && logged.actor.kind === 'customer' && text !== '',
  );
  const text = asked?.text.replaceAll(/\s+/gu, ' ') ?? '';
  return text.length > QUOTED_LETTERS ? `${text.slice(0, QUOTED_LETTERS)}…` : text;
};

/** What the next person needs to know, in their language: why it comes to them, about what, and what was tried. */
export const composeSummary = (
  texts: Texts,
  to: Locale,
  facts: {
    readonly state: Conversation;
    readonly decision: Extract<TurnDecision, { kind: 'handover' }>;
    readonly understood: Understood;
    readonly talk: readonly TalkEntry[];
  },
): string => {
  const { state, decision, understood, talk } = facts;
  const say = (key: string, values: Readonly<Record<string, string>> = {}): string =>
    texts.say(to, `assistant.summary.${key}`, values);
  const shown = shownArticles(talk);
  const tools = usedTools(talk);
  const languageName =
    new Intl.DisplayNames([to], { type: 'language' }).of(understood.language ?? state.locale) ??
    state.locale;
  const question = firstQuestion(talk);
  return [
    say(`reason.${decision.reason}`),
    ...(decision.emergency === null ? [] : [say(`emergency.${decision.emergency}`)]),
    say('about', {
      category: say(`category.${decision.category}`),
      urgency: say(`urgency.${decision.urgent ? 'urgent' : understood.urgency}`),
      language: languageName,
    }),
    ...(question === '' ? [] : [say('asked', { question })]),
    ...(tools.length === 0
      ? []
      : [say('looked_up', { tools: tools.map((tool) => say(`tool.${tool}`)).join(SEPARATOR) })]),
    ...(shown.length > 0 ? [say('shown', { articles: shown.join(SEPARATOR) })] : []),
    ...(shown.length + tools.length === 0 ? [say('nothing_shown')] : []),
  ].join('\n');
};
