import type { RuleBook } from '../../core/automation/compile-rules.ts';
import {
  follow,
  type GivenValues,
  NO_VALUES,
  type Situation,
} from '../../core/automation/situation.ts';
import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import { readLogged } from '../conversation/index.ts';
import type { AutomationDeps } from './deps.ts';

const PAGE = 1_000;

/** The log after a seq and up to another, in order. */
export const readLog = async (
  connection: Connection,
  conversationId: ConversationId,
  after = 0,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<readonly LoggedEvent[]> => {
  const logged: LoggedEvent[] = [];
  if (after >= upTo) return logged;
  for (;;) {
    const page = await readLogged(connection, conversationId, logged.at(-1)?.seq ?? after, PAGE);
    logged.push(...page);
    if (page.length < PAGE || (logged.at(-1)?.seq ?? 0) >= upTo) break;
  }
  return logged.filter(({ seq }) => seq <= upTo);
};

/** What is filled in, as far as the rules of this book ask about it. */
export const readFields = async (
  { readGiven }: Pick<AutomationDeps, 'readGiven'>,
  connection: Connection,
  { fieldIds }: RuleBook,
  conversationId: ConversationId,
): Promise<GivenValues> => {
  if (fieldIds.size === 0) return NO_VALUES;
  return (await readGiven(connection, [conversationId], fieldIds)).get(conversationId) ?? NO_VALUES;
};

/** How a request stood after these, from how it stood before them. */
export const situationAfter = (
  logged: readonly LoggedEvent[],
  fields: GivenValues,
  before?: Situation,
): Situation | undefined => {
  let situation = before && { ...before, fields };
  for (const entry of logged) situation = follow(situation, entry, fields);
  return situation;
};
