import { z } from 'zod';
import { attachment, uuid } from './conversation.ts';

const MIB = 1024 * 1024;
export const MAX_CUSTOMER_FILE_BYTES = 10 * MIB;
export const MAX_STAFF_FILE_BYTES = 25 * MIB;

const fileName = z.string().min(1).max(1_000);

/** The body is the bytes alone, as `application/octet-stream`. */
export const uploadQuery = z.strictObject({ name: fileName });
/** Staff name the conversation whose customer's key will seal the file. */
export const deskUploadQuery = z.strictObject({ name: fileName, conversationId: uuid });
export const fileParams = z.strictObject({ fileId: uuid });
export const fileContentQuery = z.strictObject({
  variant: z.enum(['thumb', 'full']).default('full'),
});
export const fileReply = z.strictObject({ file: attachment });
export type FileReply = z.output<typeof fileReply>;
