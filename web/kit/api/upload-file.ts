import type { Attachment } from '../../../src/contract/conversation.ts';
import type { FileReply } from '../../../src/contract/files.ts';
import { type Answer, readRefusal, unreachable } from './request.ts';

export interface UploadOptions {
  /** `/api/files` for customers, `/api/desk/files` for staff. */
  readonly path: string;
  readonly file: Blob;
  readonly name: string;
  readonly session?: string | undefined;
  /** Called with 0 to 1 while the bytes leave. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** Sends a file's bytes. XMLHttpRequest, because fetch does not tell how much has left. */
export const uploadFile = (options: UploadOptions): Promise<Answer<Attachment>> =>
  new Promise((resolve) => {
    const { path, file, name, session, onProgress, signal } = options;
    const request = new XMLHttpRequest();
    request.open('POST', `${path}?name=${encodeURIComponent(name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    if (session !== undefined) request.setRequestHeader('authorization', `Bearer ${session}`);
    request.upload.onprogress = ({ loaded, total }) =>
      onProgress?.(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      const { status, responseText } = request;
      if (status < 200 || status > 299) {
        resolve(readRefusal(status, responseText, request.getResponseHeader('retry-after')));
        return;
      }
      resolve({ ok: true, value: (JSON.parse(responseText) as FileReply).file });
    };
    request.onerror = () => resolve(unreachable());
    request.onabort = () => resolve(unreachable('cancelled'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
