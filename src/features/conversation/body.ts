import type { MessageId } from '../../core/ids.ts';

/** The envelope of a body opens only in the place of its own message. */
export const bodyContext = (messageId: MessageId): string => `body:${messageId}`;

export const encodeBody = (text: string): Uint8Array =>
  Buffer.from(JSON.stringify({ text }), 'utf8');

/** Throws when the bytes are not a body: then the envelope held something else. */
export const decodeBody = (bytes: Uint8Array): string => {
  const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  if (
    typeof parsed === 'object' &&
    parsed !== null &&
    'text' in parsed &&
    typeof parsed.text === 'string'
  ) {
    return parsed.text;
  }
  throw new Error('an envelope did not hold a body');
};
