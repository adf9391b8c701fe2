import { z } from 'zod';
import { uuid } from '../../contract/conversation.ts';
import {
  type CannedResponse,
  cannedResponse,
  cannedResponseInput,
  cannedResponseList,
} from '../../contract/desk.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { AgentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { SecretGuard } from '../../core/secrets/secret-guard.ts';
import type { Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import { writeAudit } from '../audit/index.ts';
import { staffOf } from '../conversation/index.ts';
import {
  deleteCannedResponse,
  hasCannedResponse,
  listCannedResponses,
  saveCannedResponse,
} from './store.ts';

export interface CannedDeps {
  readonly database: Database;
  readonly ids: Ids;
  readonly guard: SecretGuard;
}

/** What staff keep is guarded like what people write: a saved text goes out to many. */
const withoutSecrets = <Input extends Pick<CannedResponse, 'title' | 'texts'>>(
  { guard }: CannedDeps,
  input: Input,
): Input => ({
  ...input,
  title: guard.redact(input.title).text,
  texts: Object.fromEntries(
    Object.entries(input.texts).map(([locale, text]) => [locale, guard.redact(text).text]),
  ),
});

const tag = 'Desk: canned responses';
const params = z.strictObject({ cannedResponseId: uuid });
const NOT_FOUND = fail('not_found', 'canned_response_not_found');

const save = async (
  { database }: CannedDeps,
  agentId: AgentId,
  response: CannedResponse,
): Promise<Outcome<CannedResponse>> =>
  database.transaction().execute(async (trx) => {
    if (!(await saveCannedResponse(trx, response))) return fail('conflict', 'shortcut_taken');
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'canned_response_saved',
      subject: { kind: 'canned_response', id: response.id },
      data: { shortcut: response.shortcut },
    });
    return ok(response);
  });

const remove = async (
  { database }: CannedDeps,
  agentId: AgentId,
  id: string,
): Promise<Outcome<undefined>> =>
  database.transaction().execute(async (trx) => {
    if (!(await deleteCannedResponse(trx, id))) return NOT_FOUND;
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'canned_response_deleted',
      subject: { kind: 'canned_response', id },
    });
    return ok(undefined);
  });

/** Saved texts that agents insert; supervisors keep them. */
export const cannedRoutes = (deps: CannedDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/canned-responses',
    summary: 'All canned responses, by shortcut',
    tag,
    reply: cannedResponseList,
    handle: async () => ok({ responses: await listCannedResponses(deps.database) }),
  }),
  defineRoute({
    key: 'POST /api/desk/canned-responses',
    summary: 'Add a canned response',
    tag,
    body: cannedResponseInput,
    reply: cannedResponse,
    handle: ({ principal, body }) =>
      save(deps, staffOf(principal).agentId, {
        id: deps.ids.uuid(),
        ...withoutSecrets(deps, body),
      }),
  }),
  defineRoute({
    key: 'PUT /api/desk/canned-responses/:cannedResponseId',
    summary: 'Change a canned response',
    tag,
    params,
    body: cannedResponseInput,
    reply: cannedResponse,
    handle: async ({ principal, params: { cannedResponseId }, body }) =>
      (await hasCannedResponse(deps.database, cannedResponseId))
        ? save(deps, staffOf(principal).agentId, {
            id: cannedResponseId,
            ...withoutSecrets(deps, body),
          })
        : NOT_FOUND,
  }),
  defineRoute({
    key: 'DELETE /api/desk/canned-responses/:cannedResponseId',
    summary: 'Delete a canned response',
    tag,
    params,
    reply: 'empty',
    handle: ({ principal, params: { cannedResponseId } }) =>
      remove(deps, staffOf(principal).agentId, cannedResponseId),
  }),
];
