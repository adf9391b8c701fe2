import type { Attachment } from '../../contract/conversation.ts';
import {
  deskUploadQuery,
  fileContentQuery,
  fileParams,
  fileReply,
  MAX_CUSTOMER_FILE_BYTES,
  MAX_STAFF_FILE_BYTES,
  uploadQuery,
} from '../../contract/files.ts';
import type { CustomerPrincipal, Principal, StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import type { ConversationId, FileId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { FilesDeps } from './deps.ts';
import {
  describeForCustomer,
  describeForStaff,
  openForCustomer,
  openForStaff,
} from './read-file.ts';
import { uploadFile } from './upload-file.ts';

const TAG = 'Files';
const UPLOADS_PER_MINUTE = 20;
const DOWNLOADS_PER_MINUTE = 240;

/** The access table lets nobody else through; these two only tell the compiler. */
const customerOf = (principal: Principal): CustomerPrincipal => {
  if (principal.kind === 'customer' || principal.kind === 'visitor') return principal;
  throw new TypeError(`a customer's route was reached by ${principal.kind}`);
};
const staffOf = (principal: Principal): StaffPrincipal => {
  if (principal.kind === 'staff') return principal;
  throw new TypeError(`a staff route was reached by ${principal.kind}`);
};

const asReply = (outcome: Outcome<Attachment>): Outcome<{ file: Attachment }> =>
  outcome.ok ? ok({ file: outcome.value }) : outcome;

/** An absent body arrives as undefined: nothing was sent. */
const bytesOf = (body: Uint8Array | undefined): Uint8Array => body ?? new Uint8Array();

const customerRoutes = (deps: FilesDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/files',
    summary: 'Upload a file, to be sent with a message within a day; the body is its bytes',
    tag: TAG,
    query: uploadQuery,
    reply: fileReply,
    rawBodyLimitBytes: MAX_CUSTOMER_FILE_BYTES,
    perMinute: UPLOADS_PER_MINUTE,
    handle: async ({ principal, query, body }) => {
      const { customerId } = customerOf(principal);
      const uploader = { kind: 'customer', id: customerId } as const;
      const upload = { customerId, uploader, conversationId: null, name: query.name };
      return asReply(await uploadFile(deps, { ...upload, bytes: bytesOf(body) }));
    },
  }),
  defineRoute({
    key: 'GET /api/files/:fileId',
    summary: 'What became of a file: being checked, clean or rejected',
    tag: TAG,
    params: fileParams,
    reply: fileReply,
    perMinute: DOWNLOADS_PER_MINUTE,
    handle: async ({ principal, params }) =>
      asReply(
        await describeForCustomer(deps, customerOf(principal).customerId, params.fileId as FileId),
      ),
  }),
  defineRoute({
    key: 'GET /api/files/:fileId/content',
    summary: 'The bytes of a clean file, for saving',
    tag: TAG,
    params: fileParams,
    query: fileContentQuery,
    reply: 'binary',
    perMinute: DOWNLOADS_PER_MINUTE,
    handle: ({ principal, params, query }) =>
      openForCustomer(
        deps,
        customerOf(principal).customerId,
        params.fileId as FileId,
        query.variant,
      ),
  }),
];

const staffRoutes = (deps: FilesDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/files',
    summary: 'Upload a file for a conversation; the body is its bytes',
    tag: TAG,
    query: deskUploadQuery,
    reply: fileReply,
    rawBodyLimitBytes: MAX_STAFF_FILE_BYTES,
    perMinute: UPLOADS_PER_MINUTE,
    handle: async ({ principal, query, body }) => {
      const staff = staffOf(principal);
      const conversationId = query.conversationId as ConversationId;
      const customerId = await deps.customerSeenBy(staff, conversationId, null);
      if (customerId === undefined) return fail('not_found', 'conversation_not_found');
      const uploader = { kind: 'agent', id: staff.agentId } as const;
      const upload = { customerId, uploader, conversationId, name: query.name };
      return asReply(await uploadFile(deps, { ...upload, bytes: bytesOf(body) }));
    },
  }),
  defineRoute({
    key: 'GET /api/desk/files/:fileId',
    summary: 'What became of a file: being checked, clean or rejected',
    tag: TAG,
    params: fileParams,
    reply: fileReply,
    perMinute: DOWNLOADS_PER_MINUTE,
    handle: async ({ principal, params }) =>
      asReply(await describeForStaff(deps, staffOf(principal), params.fileId as FileId)),
  }),
  defineRoute({
    key: 'GET /api/desk/files/:fileId/content',
    summary: 'The bytes of a clean file, for saving; each opening is recorded',
    tag: TAG,
    params: fileParams,
    query: fileContentQuery,
    reply: 'binary',
    perMinute: DOWNLOADS_PER_MINUTE,
    handle: ({ principal, params, query }) =>
      openForStaff(deps, staffOf(principal), params.fileId as FileId, query.variant),
  }),
];

export const fileRoutes = (deps: FilesDeps): readonly Route[] => [
  ...customerRoutes(deps),
  ...staffRoutes(deps),
];
