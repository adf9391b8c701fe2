import type { Attachment } from '../../../src/contract/conversation.ts';
import type { FileReply } from '../../../src/contract/files.ts';
import { type Answer, readRefusal, unreachable } from '../../kit/api/request.ts';

/** For a conversation that this person may see, or for a task that exists for them. */
export type UploadTo = { readonly conversationId: string } | { readonly taskId: string };

export interface Uploading {
  readonly to: UploadTo;
  readonly file: File;
  /** Called with 0 to 1 while the bytes leave. */
  readonly onProgress: (fraction: number) => void;
  readonly signal: AbortSignal;
}

const pathOf = (to: UploadTo, name: string): string =>
  'taskId' in to
    ? `/api/desk/tasks/${to.taskId}/files?${new URLSearchParams({ name })}`
    : `/api/desk/files?${new URLSearchParams({ name, conversationId: to.conversationId })}`;

/**
 * Sends a file's bytes. XMLHttpRequest, because fetch does not tell how much has left. Never rejects.
 */
export const uploadFile = ({
  to,
  file,
  onProgress,
  signal,
}: Uploading): Promise<Answer<Attachment>> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', pathOf(to, file.name));
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
