import { fillText, textIn } from '../../core/automation/saved-text.ts';
import type { StepWords } from '../../core/automation/steps.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AutomationDeps } from './deps.ts';

type Deps = Pick<AutomationDeps, 'texts' | 'exchangeName' | 'nameOf' | 'listTexts'>;

const savedWords = async (
  deps: Deps,
  id: string,
  state: Conversation,
): Promise<string | undefined> => {
  const found = (await deps.listTexts()).find((text) => text.id === id);
  const text = found && textIn(found.texts, state.locale);
  if (text === undefined) return undefined;
  const name = await deps.nameOf(state.customerId);
  return fillText(text, {
    'customer.name': name ?? deps.texts.say(state.locale, 'rule.customer'),
    // Nobody speaks.
    'agent.name': deps.exchangeName,
    'agent.badge': '',
    'conversation.number': state.number,
    'exchange.name': deps.exchangeName,
  });
};

/** What a rule says, in the customer's language. Undefined where a saved text is gone or says nothing. */
export const sayWords = async (
  deps: Deps,
  { source }: StepWords,
  state: Conversation,
): Promise<string | undefined> => {
  const values = { number: state.number, exchange: deps.exchangeName };
  if (source.kind === 'note') return source.words;
  if (source.kind === 'survey') return deps.texts.say(state.locale, 'rule.text.survey', values);
  return source.text.kind === 'ready'
    ? deps.texts.say(state.locale, `rule.text.${source.text.name}`, values)
    : savedWords(deps, source.text.cannedResponseId, state);
};
