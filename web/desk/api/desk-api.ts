import type { AppealListReply, BlockReply } from '../../../src/contract/blocking.ts';
import type {
  Attachment,
  DeskConversationReply,
  SendReply,
} from '../../../src/contract/conversation.ts';
import type { CannedResponse, DeskCustomer } from '../../../src/contract/desk.ts';
import type { FileReply } from '../../../src/contract/files.ts';
import type { DeskAgent, DeskQueue, DeskTeam } from '../../../src/contract/routing.ts';
import type {
  CreateStaffRequest,
  DeskMeReply,
  Preferences,
  StaffMember,
  UpdateStaffRequest,
} from '../../../src/contract/staff.ts';
import type { DeskListReply } from '../../../src/contract/views.ts';
import type { AgentStatus, Category, Priority } from '../../../src/core/vocabulary.ts';
import { request } from './request.ts';

const conversationPath = (id: string): string => `/api/desk/conversations/${id}`;

export const getMe = (): Promise<DeskMeReply> => request('GET', '/api/desk/me');
export const putStatus = (status: AgentStatus): Promise<void> =>
  request('PUT', '/api/desk/me/status', { body: { status } });
export const putPreferences = (preferences: Preferences): Promise<unknown> =>
  request('PUT', '/api/desk/me/preferences', { body: preferences });

export interface ListQuery {
  readonly view: string;
  readonly category?: Category | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number;
}
export const listConversations = (query: ListQuery, signal?: AbortSignal): Promise<DeskListReply> =>
  request('GET', '/api/desk/conversations', {
    query: { ...query },
    ...(signal === undefined ? {} : { signal }),
  });

export interface Stretch {
  readonly after?: number;
  readonly before?: number;
  readonly limit?: number;
}
export const getConversation = (
  id: string,
  stretch: Stretch = {},
): Promise<DeskConversationReply> =>
  request('GET', conversationPath(id), { query: { ...stretch } });

export interface Content {
  readonly clientMessageId: string;
  readonly text: string;
  readonly fileIds: readonly string[];
}
export const sendMessage = (
  id: string,
  content: Content & {
    readonly leaveAs: 'pending' | 'solved' | null;
    readonly allowForeign: boolean;
  },
): Promise<SendReply> => request('POST', `${conversationPath(id)}/messages`, { body: content });
export const addNote = (
  id: string,
  content: Content & { readonly mentions?: readonly string[] },
): Promise<SendReply> => request('POST', `${conversationPath(id)}/notes`, { body: content });
export const editMessage = (id: string, messageId: string, text: string): Promise<SendReply> =>
  request('PATCH', `${conversationPath(id)}/messages/${messageId}`, { body: { text } });
export const deleteMessage = (id: string, messageId: string): Promise<unknown> =>
  request('DELETE', `${conversationPath(id)}/messages/${messageId}`);
export const recallMessage = (id: string, messageId: string): Promise<unknown> =>
  request('POST', `${conversationPath(id)}/messages/${messageId}/recall`);
export const setMarks = (
  id: string,
  marks: { delivered?: number; read?: number },
): Promise<unknown> => request('POST', `${conversationPath(id)}/marks`, { body: marks });

export const claim = (id: string): Promise<unknown> =>
  request('POST', `${conversationPath(id)}/claim`);
export const accept = (id: string): Promise<unknown> =>
  request('POST', `${conversationPath(id)}/accept`);
export const release = (id: string): Promise<unknown> =>
  request('POST', `${conversationPath(id)}/release`);
export const transfer = (
  id: string,
  to: { teamId: string; agentId: string | null; summary: string },
): Promise<unknown> => request('POST', `${conversationPath(id)}/transfer`, { body: to });
export const assign = (id: string, agentId: string): Promise<unknown> =>
  request('POST', `${conversationPath(id)}/assign`, { body: { agentId } });
export type SettableStatus = 'open' | 'pending' | 'on_hold' | 'solved';
export const setStatus = (id: string, status: SettableStatus): Promise<unknown> =>
  request('PUT', `${conversationPath(id)}/status`, { body: { status } });
export const setPriority = (id: string, priority: Priority): Promise<unknown> =>
  request('PUT', `${conversationPath(id)}/priority`, { body: { priority } });
export const setCategory = (id: string, category: Category): Promise<unknown> =>
  request('PUT', `${conversationPath(id)}/category`, { body: { category } });
export const setSnooze = (id: string, until: number | null): Promise<unknown> =>
  request('PUT', `${conversationPath(id)}/snooze`, { body: { until } });

export const getCustomer = (customerId: string): Promise<DeskCustomer> =>
  request('GET', `/api/desk/customers/${customerId}`);
export const blockCustomer = (
  customerId: string,
  block: { reason: string; until: number | null },
): Promise<BlockReply> =>
  request('POST', `/api/desk/customers/${customerId}/block`, { body: block });
export const liftBlock = (customerId: string): Promise<void> =>
  request('DELETE', `/api/desk/customers/${customerId}/block`);

export const getFile = async (fileId: string): Promise<Attachment> =>
  (await request<FileReply>('GET', `/api/desk/files/${fileId}`)).file;

export type AppealState = AppealListReply['appeals'][number]['state'];
export const listAppeals = (state: AppealState): Promise<AppealListReply> =>
  request('GET', '/api/desk/appeals', { query: { state } });
export const decideAppeal = (id: string, decision: 'granted' | 'refused'): Promise<unknown> =>
  request('POST', `/api/desk/appeals/${id}/decision`, { body: { decision } });

export type CannedInput = Omit<CannedResponse, 'id'>;
export const listCanned = async (): Promise<readonly CannedResponse[]> =>
  (await request<{ responses: CannedResponse[] }>('GET', '/api/desk/canned-responses')).responses;
export const createCanned = (input: CannedInput): Promise<unknown> =>
  request('POST', '/api/desk/canned-responses', { body: input });
export const updateCanned = (id: string, input: CannedInput): Promise<unknown> =>
  request('PUT', `/api/desk/canned-responses/${id}`, { body: input });
export const deleteCanned = (id: string): Promise<void> =>
  request('DELETE', `/api/desk/canned-responses/${id}`);

export const listTeams = async (): Promise<readonly DeskTeam[]> =>
  (await request<{ teams: DeskTeam[] }>('GET', '/api/desk/teams')).teams;
export const listAgents = async (): Promise<readonly DeskAgent[]> =>
  (await request<{ agents: DeskAgent[] }>('GET', '/api/desk/agents')).agents;
export const getQueue = (): Promise<DeskQueue> => request('GET', '/api/desk/queue');

export const listStaff = async (): Promise<readonly StaffMember[]> =>
  (await request<{ staff: StaffMember[] }>('GET', '/api/desk/staff')).staff;
export const createStaff = (
  input: CreateStaffRequest,
): Promise<{ member: StaffMember; oneTimePassword: string }> =>
  request('POST', '/api/desk/staff', { body: input });
export const updateStaff = (
  agentId: string,
  input: UpdateStaffRequest,
): Promise<{ member: StaffMember; oneTimePassword: string | null }> =>
  request('PUT', `/api/desk/staff/${agentId}`, { body: input });
