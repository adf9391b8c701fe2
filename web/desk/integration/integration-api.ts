import type { z } from 'zod';
import type {
  ApiKey,
  ApiKeysReply,
  NewApiKeyReply,
  newApiKey,
} from '../../../src/contract/apikeys.ts';
import type { AuditReply } from '../../../src/contract/audit.ts';
import type {
  changeWebhook as changeBody,
  DeliveriesReply,
  DeliveryRow,
  newWebhook,
  WebhookRow,
  WebhookSecretReply,
  WebhooksReply,
} from '../../../src/contract/webhooks.ts';
import { request } from '../api/request.ts';

const KEYS_PATH = '/api/desk/api-keys';
const HOOKS_PATH = '/api/desk/webhooks';

export const API_KEYS = ['api-keys'] as const;
export const WEBHOOKS = ['webhooks'] as const;
export const deliveriesOf = (id: string) => ['webhooks', id, 'deliveries'] as const;

export const listKeys = (): Promise<ApiKeysReply> => request('GET', KEYS_PATH);
export const createKey = (body: z.input<typeof newApiKey>): Promise<NewApiKeyReply> =>
  request('POST', KEYS_PATH, { body });
export const revokeKey = (id: string): Promise<ApiKey> => request('DELETE', `${KEYS_PATH}/${id}`);

export const listWebhooks = (): Promise<WebhooksReply> => request('GET', HOOKS_PATH);
export const createWebhook = (body: z.input<typeof newWebhook>): Promise<WebhookSecretReply> =>
  request('POST', HOOKS_PATH, { body });
export const changeWebhook = (id: string, body: z.input<typeof changeBody>): Promise<WebhookRow> =>
  request('PUT', `${HOOKS_PATH}/${id}`, { body });
export const removeWebhook = (id: string): Promise<void> =>
  request('DELETE', `${HOOKS_PATH}/${id}`);
export const rotateSecret = (id: string): Promise<WebhookSecretReply> =>
  request('POST', `${HOOKS_PATH}/${id}/secret`);
export const testWebhook = (id: string): Promise<DeliveryRow> =>
  request('POST', `${HOOKS_PATH}/${id}/test`);
export const listDeliveries = (
  id: string,
  status: DeliveryRow['status'] | undefined,
  cursor: string | undefined,
): Promise<DeliveriesReply> =>
  request('GET', `${HOOKS_PATH}/${id}/deliveries`, { query: { status, cursor } });
export const replayDelivery = (id: string, deliveryId: string): Promise<{ deliveries: number }> =>
  request('POST', `${HOOKS_PATH}/${id}/replay`, { body: { deliveryId } });
export const replayRange = (
  id: string,
  from: number,
  until: number,
): Promise<{ deliveries: number }> =>
  request('POST', `${HOOKS_PATH}/${id}/replay`, { body: { from, until } });

export interface AuditFilter {
  readonly kind: 'changes' | 'accesses';
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

export const searchAudit = (filter: AuditFilter, cursor: number | undefined): Promise<AuditReply> =>
  request('GET', '/api/desk/audit', { query: { ...filter, cursor } });
