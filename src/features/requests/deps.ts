import type { WireEvent } from '../../contract/live.ts';
import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface RequestsDeps extends ConversationDeps {
  readonly texts: Texts;
  readonly exchangeName: string;
  /** What customers know departments by, by id. */
  readonly departmentNames: (locale: Locale) => Promise<ReadonlyMap<string, string>>;
  /** Gives events their words, as they are now. */
  readonly toWire: (logged: readonly LoggedEvent[]) => Promise<readonly WireEvent[]>;
}
