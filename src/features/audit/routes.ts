import { type AuditReply, type AuditRow, auditQuery, auditReply } from '../../contract/audit.ts';
import type { Principal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { ok } from '../../core/outcome.ts';
import type { Database } from '../../ports/database.ts';
import { toHex } from './hash-seal.ts';
import { writeAudit } from './store.ts';
import { readHead, sealedUpTo } from './store-seals.ts';
import { type AuditFound, searchAccesses, searchChanges } from './store-search.ts';

export interface AuditRoutesDeps {
  readonly database: Database;
  /** Names of staff, keys and webhooks by the ids under which they act. */
  readonly namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

const toRow = (
  found: AuditFound,
  names: ReadonlyMap<string, string>,
  sealedTo: number,
): AuditRow => ({
  id: Number(found.id),
  at: found.at.getTime(),
  actorKind: found.actor_kind,
  actorId: found.actor_id,
  actorName: names.get(found.actor_id ?? '') ?? null,
  action: found.action,
  subjectKind: found.subject_kind,
  subjectId: found.subject_id,
  data: { ...found.data },
  fromAddress: found.from_address,
  sealed: Number(found.id) <= sealedTo,
});

const headOf = async (database: Database): Promise<AuditReply['head']> => {
  const head = await readHead(database);
  return head === undefined
    ? null
    : { sealId: head.sealId, hash: toHex(head.hash), sealedAt: head.sealedAt };
};

const agentOf = (principal: Principal): string => {
  if (principal.kind === 'staff') return principal.agentId;
  throw new Error(`a ${principal.kind} came to a route of the desk`);
};

/** Who changed what, and who looked at what. To look into it is written down as well. */
export const auditRoutes = ({ database, namesOf }: AuditRoutesDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/audit',
    summary: 'Changes, or who opened what, newest first. The search is recorded',
    tag: 'Desk: audit',
    query: auditQuery,
    reply: auditReply,
    handle: async ({ principal, query }) => {
      const { kind, cursor, limit, ...filter } = query;
      const changes = kind === 'changes';
      const source = changes ? 'audit_events' : 'access_events';
      const search = { ...filter, cursor, limit: limit + 1 };
      const found = await (changes ? searchChanges : searchAccesses)(database, search);
      const page = found.slice(0, limit);
      const names = await namesOf(page.flatMap((row) => row.actor_id ?? []));
      const sealedTo = await sealedUpTo(database, source);
      const next = found.length > limit ? Number(page.at(-1)?.id) : null;
      if (cursor === undefined) {
        await writeAudit(database, {
          actor: { kind: 'staff', id: agentOf(principal) },
          action: 'audit_searched',
          subject: { kind: 'audit', id: kind },
          data: filter,
        });
      }
      const rows = page.map((row) => toRow(row, names, sealedTo));
      return ok({ rows, nextCursor: next, head: await headOf(database) });
    },
  }),
];
