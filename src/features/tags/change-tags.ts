import type { Actor } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import { ok } from '../../core/outcome.ts';
import { normaliseTag } from '../../core/relations/tag.ts';
import type { Database } from '../../ports/database.ts';
import type { Committed, Committer } from '../conversation/index.ts';
import { currentNames } from './store.ts';

/** Each in its one form, by the name that it has now. */
export const readTags = async (
  database: Database,
  given: readonly string[],
): Promise<Outcome<readonly string[]>> => {
  const tags: string[] = [];
  for (const text of given) {
    const tag = normaliseTag(text);
    if (!tag.ok) return tag;
    tags.push(tag.value);
  }
  return ok(await currentNames(database, tags));
};

/**
 * Adds tags and takes others away. Failures beside those of the commit: `tag_not_allowed`, `too_many_tags`.
 */
export const changeTags = async (
  deps: { readonly database: Database; readonly committer: Committer },
  change: {
    readonly conversationId: ConversationId;
    readonly actor: Actor;
    readonly maySee: (state: Conversation) => boolean;
    readonly add: readonly string[];
    readonly remove: readonly string[];
  },
): Promise<Outcome<Committed>> => {
  const { conversationId, actor, maySee } = change;
  const add = await readTags(deps.database, change.add);
  if (!add.ok) return add;
  // As it stands there: a tag that has been renamed since can still be taken away by its old name.
  const remove = [...change.remove];
  return deps.committer.commit({
    conversationId,
    actor,
    command: { type: 'change_tags', add: add.value, remove },
    maySee,
  });
};
