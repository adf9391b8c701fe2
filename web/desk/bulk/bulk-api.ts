import type { BulkActionInput, BulkPreview, BulkRun } from '../../../src/contract/bulk.ts';
import { request } from '../api/request.ts';

export type { BulkActionInput, BulkPreview, BulkRun };

interface Asked {
  readonly conversationIds: readonly string[];
  readonly action: BulkActionInput;
}

export const previewBulk = (asked: Asked): Promise<BulkPreview> =>
  request('POST', '/api/desk/bulk/preview', { body: asked });
export const startBulk = (asked: Asked & { readonly requestKey: string }): Promise<BulkRun> =>
  request('POST', '/api/desk/bulk', { body: asked });
export const getBulk = (runId: string): Promise<BulkRun> =>
  request('GET', `/api/desk/bulk/${runId}`);
export const undoBulk = (runId: string, requestKey: string): Promise<BulkRun> =>
  request('POST', `/api/desk/bulk/${runId}/undo`, { body: { requestKey } });

export const newKey = (): string => crypto.randomUUID().replaceAll('-', '');
