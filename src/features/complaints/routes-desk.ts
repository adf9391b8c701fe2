import {
  complainBody,
  complaintParams,
  complaintReply,
  confirmComplaintBody,
  decideComplaintBody,
  letterParams,
  letterQuery,
  type RegisterQuery,
  registerQuery,
  registerReply,
  registerRow,
} from '../../contract/complaints.ts';
import { conversationParams } from '../../contract/conversation.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { type BinaryReply, defineRoute, type Route } from '../../contract/route.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import { csvLine } from '../../core/exporting/csv-line.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { recordAccess, staffOf } from '../conversation/index.ts';
import { confirmReceipt } from './confirm-receipt.ts';
import { confirmComplaint, decideComplaint } from './decide-complaint.ts';
import type { ComplaintDeps } from './deps.ts';
import { letterReply } from './letter-reply.ts';
import { openComplaint } from './open-complaint.ts';
import { presentCard, presentRow } from './present.ts';
import { type Complaint, findComplaint, listComplaints } from './store.ts';

const tag = 'Desk: complaints';
const PAGE = 50;
const FILE_ROWS = 100_000;

/** Opening a complaint is reading a customer's words: recorded before it is read. */
const opened = async (
  { database }: ComplaintDeps,
  staff: StaffPrincipal,
  complaintId: string,
): Promise<Outcome<Complaint>> =>
  database.transaction().execute(async (trx) => {
    const complaint = await findComplaint(trx, complaintId);
    if (complaint === undefined) return fail('not_found', 'complaint_not_found');
    const { customerId, conversationId } = complaint;
    await recordAccess(trx, {
      agentId: staff.agentId,
      subjectKind: 'conversation',
      subjectId: conversationId,
      customerId,
      reason: 'complaint',
    });
    return ok(complaint);
  });

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The register as a file: no names and no words in it. Its export is in the audit log. */
const exportRegister = async (
  { database }: ComplaintDeps,
  staff: StaffPrincipal,
  query: RegisterQuery,
): Promise<BinaryReply> => {
  const rows = await listComplaints(database, query, FILE_ROWS);
  await writeAudit(database, {
    actor: { kind: 'staff', id: staff.agentId },
    action: 'complaints_exported',
    subject: { kind: 'complaint', id: 'register' },
    data: { rows: rows.length },
  });
  const head = ['number', 'opened_at', 'due_at', 'state', 'category', 'country', 'language'];
  const lines = rows.map((row) =>
    csvLine([
      row.number,
      iso(row.openedAt),
      iso(row.dueAt),
      row.state,
      row.category,
      row.country,
      row.locale,
      row.openedBy,
      iso(row.decidedAt),
      row.overdueAt !== null,
      iso(row.acknowledgeBy),
      iso(row.acknowledgedAt),
    ]),
  );
  const text = [
    csvLine([
      ...head,
      'opened_by',
      'decided_at',
      'overdue',
      'receipt_due_at',
      'receipt_confirmed_at',
    ]),
    ...lines,
  ].join('');
  return {
    bytes: new TextEncoder().encode(`\ufeff${text}`),
    contentType: 'text/csv; charset=utf-8',
    headers: {
      'content-disposition': 'attachment; filename="complaints.csv"',
      'cache-control': 'private, no-store',
    },
  };
};

const registerRoutes = (deps: ComplaintDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/complaints',
    summary: 'The register of complaints, the newest first',
    tag,
    query: registerQuery,
    reply: registerReply,
    handle: async ({ query }) => {
      const found = await listComplaints(deps.database, query, PAGE + 1);
      return ok({
        complaints: found.slice(0, PAGE).map(presentRow),
        more: found.length > PAGE,
      });
    },
  }),
  defineRoute({
    key: 'GET /api/desk/complaints-file',
    summary: 'The register as CSV',
    tag,
    query: registerQuery,
    reply: 'binary',
    handle: async ({ principal, query }) =>
      ok(await exportRegister(deps, staffOf(principal), query)),
  }),
  defineRoute({
    key: 'GET /api/desk/complaints/:complaintId',
    summary: 'A complaint with its words. Opening it is recorded',
    tag,
    params: complaintParams,
    reply: complaintReply,
    handle: async ({ principal, params }) => {
      const found = await opened(deps, staffOf(principal), params.complaintId);
      return found.ok ? ok(await presentCard(deps, found.value)) : found;
    },
  }),
  defineRoute({
    key: 'GET /api/desk/complaints/:complaintId/letters/:kind',
    summary: 'A letter as it was issued. Opening it is recorded',
    tag,
    params: letterParams,
    query: letterQuery,
    reply: 'binary',
    handle: async ({ principal, params, query }) => {
      const found = await opened(deps, staffOf(principal), params.complaintId);
      if (!found.ok) return found;
      return letterReply(deps, found.value, params.kind, query.format);
    },
  }),
];

const receiptRoute = (deps: ComplaintDeps): Route =>
  defineRoute({
    key: 'POST /api/desk/complaints/:complaintId/receipt',
    summary: 'Say that its customer was told of its receipt in another way',
    tag,
    params: complaintParams,
    reply: 'empty',
    handle: async ({ principal, params }) => {
      const done = await confirmReceipt(deps, staffOf(principal), params.complaintId);
      return done.ok ? ok(undefined) : done;
    },
  });

const decisionRoutes = (deps: ComplaintDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/complaints/:complaintId/decision',
    summary: 'Uphold a complaint, or propose its rejection for a second person',
    tag,
    params: complaintParams,
    body: decideComplaintBody,
    reply: 'empty',
    handle: async ({ principal, params, body }) => {
      const done = await decideComplaint(deps, staffOf(principal), params.complaintId, body);
      return done.ok ? ok(undefined) : done;
    },
  }),
  defineRoute({
    key: 'POST /api/desk/complaints/:complaintId/confirmation',
    summary: 'Confirm a proposed rejection as the second person, or give it back',
    tag,
    params: complaintParams,
    body: confirmComplaintBody,
    reply: 'empty',
    handle: async ({ principal, params, body }) => {
      const { complaintId } = params;
      const staff = staffOf(principal);
      const done = await confirmComplaint(deps, staff, complaintId, body.confirmed);
      return done.ok ? ok(undefined) : done;
    },
  }),
];

export const complaintDeskRoutes = (deps: ComplaintDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/complaint',
    summary: 'Take down a formal complaint for the customer',
    tag,
    params: conversationParams,
    body: complainBody,
    reply: registerRow,
    handle: async ({ principal, params, body }) => {
      const staff = staffOf(principal);
      const done = await openComplaint(
        deps,
        {
          kind: 'staff',
          id: staff.agentId,
          actor: { kind: 'agent', id: staff.agentId },
          maySee: (state) => staffMaySee(staff, state),
        },
        params.conversationId as ConversationId,
        body,
      );
      return done.ok ? ok(presentRow(done.value)) : done;
    },
  }),
  ...registerRoutes(deps),
  receiptRoute(deps),
  ...decisionRoutes(deps),
];
