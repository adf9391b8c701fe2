import type { z } from 'zod';
import type {
  ConversationCode,
  OfficialIdentityRow,
  OfficialRegistryReply,
  officialIdentityInput,
} from '../../../src/contract/official.ts';
import { request } from '../api/request.ts';

export type IdentityInput = z.input<typeof officialIdentityInput>;

const IDENTITIES = '/api/desk/official/identities';
const HOSTS = '/api/desk/official/allowed-hosts';

export const getCode = (conversationId: string): Promise<ConversationCode> =>
  request('GET', `/api/desk/conversations/${conversationId}/code`);
export const getOfficial = (): Promise<OfficialRegistryReply> =>
  request('GET', '/api/desk/official');
export const addIdentity = (body: IdentityInput): Promise<OfficialIdentityRow> =>
  request('POST', IDENTITIES, { body });
export const changeIdentity = (id: string, body: IdentityInput): Promise<OfficialIdentityRow> =>
  request('PUT', `${IDENTITIES}/${id}`, { body });
export const removeIdentity = (id: string): Promise<void> =>
  request('DELETE', `${IDENTITIES}/${id}`);
export const allowHost = (host: string, note: string): Promise<void> =>
  request('POST', HOSTS, { body: { host, note } });
export const disallowHost = (host: string): Promise<void> =>
  request('DELETE', `${HOSTS}/${encodeURIComponent(host)}`);

export const OFFICIAL = ['official'] as const;
