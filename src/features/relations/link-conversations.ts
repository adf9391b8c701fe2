import type { StaffPrincipal } from '../../contract/principal.ts';
import type { Relation } from '../../core/conversation/case.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { checkParent, MOST_LINKS, oppositeOf } from '../../core/relations/links.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import type { CommitRequest } from '../conversation/index.ts';
import type { RelationsDeps } from './deps.ts';
import {
  countLinks,
  deleteLink,
  insertLink,
  lockTrees,
  readHeight,
  readLineAbove,
} from './store.ts';

interface Pair {
  readonly staff: StaffPrincipal;
  readonly id: ConversationId;
  readonly otherId: ConversationId;
}

/** Whether the tree stays a tree, of a size that people can take in. */
const checkTree = async (
  trx: Transaction,
  childId: ConversationId,
  parentId: ConversationId,
): Promise<Outcome<null>> => {
  await lockTrees(trx);
  return checkParent({
    childId,
    parentOfChild: (await countLinks(trx, childId)).parentId,
    line: await readLineAbove(trx, parentId),
    height: await readHeight(trx, childId),
    children: (await countLinks(trx, parentId)).children,
  });
};

const linking = async (
  trx: Transaction,
  { staff, id, otherId }: Pair,
  relation: Relation,
): Promise<Outcome<null>> => {
  for (const each of [id, otherId])
    if ((await countLinks(trx, each)).all >= MOST_LINKS)
      return fail('limit_reached', 'too_many_links', { most: MOST_LINKS });
  if (relation === 'parent' || relation === 'child') {
    const [childId, parentId] = relation === 'parent' ? [id, otherId] : [otherId, id];
    const checked = await checkTree(trx, childId, parentId);
    if (!checked.ok) return checked;
  }
  if (!(await insertLink(trx, { id, otherId, relation, by: staff.agentId })))
    return fail('conflict', 'already_linked');
  await record(trx, { staff, id, otherId }, 'conversation_linked', { relation });
  return ok(null);
};

const record = (
  trx: Transaction,
  { staff, id, otherId }: Pair,
  action: string,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  writeAudit(trx, {
    actor: { kind: 'staff', id: staff.agentId },
    action,
    subject: { kind: 'conversation', id },
    data: { other: otherId, ...data },
  });

const commitBoth = async (
  deps: RelationsDeps,
  { staff, id, otherId }: Pair,
  commandOf: (
    other: ConversationId,
    isOther: boolean,
  ) => Exclude<CommitRequest['command'], () => never>,
  alsoWrite: (trx: Transaction) => Promise<Outcome<null>>,
): Promise<Outcome<Conversation>> => {
  const common = {
    actor: { kind: 'agent', id: staff.agentId } as const,
    maySee: (state: Conversation) => staffMaySee(staff, state),
  };
  const done = await deps.committer.commitTogether([
    { conversationId: id, ...common, command: commandOf(otherId, false), alsoWrite },
    { conversationId: otherId, ...common, command: commandOf(id, true) },
  ]);
  if (!done.ok) return done;
  const [own] = done.value;
  if (own === undefined) throw new Error('a link got no result');
  return ok(own.state);
};

/**
 * Two conversations belong together; `relation`: what the other one is to this one. Failures beside
 * `conversation_not_found`: `link_to_itself` (invalid), `already_linked`, `has_parent` (conflict), `link_would_circle`
 * (precondition), `too_many_levels`, `too_many_children`, `too_many_links` (limit_reached).
 */
export const linkConversations = (
  deps: RelationsDeps,
  pair: Pair,
  relation: Relation,
): Promise<Outcome<Conversation>> =>
  commitBoth(
    deps,
    pair,
    (conversationId, isOther) => ({
      type: 'link',
      conversationId,
      relation: isOther ? oppositeOf(relation) : relation,
    }),
    (trx) => linking(trx, pair, relation),
  );

/** Failure: `link_not_found` where they are not linked, or merged, which stays. */
export const unlinkConversations = (
  deps: RelationsDeps,
  pair: Pair,
): Promise<Outcome<Conversation>> =>
  commitBoth(
    deps,
    pair,
    (conversationId) => ({ type: 'unlink', conversationId }),
    async (trx) => {
      if (!(await deleteLink(trx, pair.id, pair.otherId)))
        return fail('not_found', 'link_not_found');
      await record(trx, pair, 'conversation_unlinked');
      return ok(null);
    },
  );
