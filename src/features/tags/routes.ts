import { z } from 'zod';
import { conversationParams, deskConversation } from '../../contract/conversation.ts';
import {
  changeTags as changeTagsBody,
  renameTag as renameBody,
  tagList,
  tagListQuery,
  tagParams,
} from '../../contract/fields.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { presentToStaff } from '../../core/conversation/present.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { normaliseTag } from '../../core/relations/tag.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import { writeAudit } from '../audit/index.ts';
import { type Committer, staffOf } from '../conversation/index.ts';
import { changeTags } from './change-tags.ts';
import { workToRename } from './rename-tag.ts';
import { listTags, renameTag } from './store.ts';

export interface TagsDeps {
  readonly database: Database;
  readonly committer: Committer;
  readonly dueWork: DueWork;
  readonly clock: Clock;
}

const tag = 'Desk: tags';
const LISTED = 200;

/** Renaming to a tag that exists puts the two together. Failures: `tag_not_found`, `tag_not_allowed`, `tag_same`. */
const rename = async (
  deps: TagsDeps,
  agentId: AgentId,
  from: string,
  name: string,
): Promise<Outcome<undefined>> => {
  const to = normaliseTag(name);
  if (!to.ok) return to;
  if (to.value === from) return fail('invalid', 'tag_same');
  const renamed = await deps.database.transaction().execute(async (trx) => {
    if (!(await renameTag(trx, from, to.value))) return fail('not_found', 'tag_not_found');
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'tag_renamed',
      subject: { kind: 'tag', id: from },
      data: { to: to.value },
    });
    await deps.dueWork.schedule(trx, [workToRename(from, to.value, deps.clock.now())]);
    return ok(undefined);
  });
  deps.dueWork.wake();
  return renamed;
};

/** Tags: whoever has the case sets them, leads keep the list in order. */
export const tagsRoutes = (deps: TagsDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/tags',
    summary: 'Tags with the number of conversations that bear them, the most used first',
    tag,
    query: tagListQuery,
    reply: tagList,
    handle: async ({ query }) =>
      ok({ tags: [...(await listTags(deps.database, query.begins.toLowerCase(), LISTED))] }),
  }),
  defineRoute({
    key: 'PUT /api/desk/conversations/:conversationId/tags',
    summary: 'Add tags, and take others away',
    tag,
    params: conversationParams,
    body: changeTagsBody,
    reply: z.strictObject({ conversation: deskConversation }),
    handle: async ({ principal, params, body }) => {
      const staff = staffOf(principal);
      const changed = await changeTags(deps, {
        conversationId: params.conversationId as ConversationId,
        actor: { kind: 'agent', id: staff.agentId },
        maySee: (state) => staffMaySee(staff, state),
        ...body,
      });
      return changed.ok ? ok({ conversation: presentToStaff(changed.value.state) }) : changed;
    },
  }),
  defineRoute({
    key: 'POST /api/desk/tags/:tag/rename',
    summary: 'Give a tag another name; that of another tag puts the two together',
    tag,
    params: tagParams,
    body: renameBody,
    reply: 'empty',
    handle: ({ principal, params, body }) =>
      rename(deps, staffOf(principal).agentId, params.tag, body.to),
  }),
];
