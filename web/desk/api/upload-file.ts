import type { Attachment } from '../../../src/contract/conversation.ts';
import type { FileReply } from '../../../src/contract/files.ts';
import { type Answer, readRefusal, unreachable } from '../../kit/api/request.ts';

export interface Uploading {
  readonly conversationId: string;
  readonly file: File;
  /** Called with 0 to 1 while the bytes leave. */
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file's bytes for a conversation that this person may see. XMLHttpRequest, because fetch does not tell
 * how much has left. Never rejects.
 */
export const uploadFile = ({
  conversationId,
  file,
  onProgress,
  signal,
}: Uploading): Promise<Answer<Attachment>> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name, conversationId });
    request.open('POST', `/api/desk/files?${query}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) {
        resolve({ ok: true, value: (JSON.parse(responseText) as FileReply).file });
        return;
      }
      resolve(readRefusal(status, responseText, request.getResponseHeader('retry-after')));
    };
    request.onerror = () => resolve(unreachable());
    request.onabort = () => resolve(unreachable('cancelled'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
