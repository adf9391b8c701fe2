import type {
  AccountReply,
  ApprovalView,
  ProtectiveAction,
  SafetyStep,
  TakeoverReply,
  TakeoverStep,
} from '../../../src/contract/security.ts';
import type { SHOWABLE_CARDS } from '../../../src/contract/selfservice.ts';
import { request } from './request.ts';

const casePath = (conversationId: string): string => `/api/desk/conversations/${conversationId}`;

/** The account behind a case, masked. Each reading is recorded under this person's name. */
export const getAccount = (conversationId: string, signal?: AbortSignal): Promise<AccountReply> =>
  request('GET', `${casePath(conversationId)}/account`, signal === undefined ? {} : { signal });

export interface Revealed {
  readonly key: string;
  readonly value: string;
  readonly asOf: number;
}
export const revealField = (
  conversationId: string,
  wish: { readonly key: string; readonly reason: string },
): Promise<Revealed> => request('POST', `${casePath(conversationId)}/reveals`, { body: wish });

export const extendReveals = (
  agentId: string,
  wish: { readonly extra: number; readonly reason: string },
): Promise<unknown> =>
  request('POST', `/api/desk/agents/${encodeURIComponent(agentId)}/reveal-extension`, {
    body: wish,
  });

export interface RestrictionSecrets {
  readonly asOf: number;
  readonly restrictions: readonly {
    readonly restrictionId: string;
    readonly internalReason: string;
    readonly references: readonly string[];
  }[];
}
/** Compliance only. */
export const getRestrictionSecrets = (conversationId: string): Promise<RestrictionSecrets> =>
  request('GET', `${casePath(conversationId)}/restriction-secrets`);

export const getTakeover = (conversationId: string): Promise<TakeoverReply> =>
  request('GET', `${casePath(conversationId)}/takeover`);
export const setTakeoverStep = (
  conversationId: string,
  step: TakeoverStep,
  set: { readonly done: boolean; readonly note: string },
): Promise<TakeoverReply> =>
  request('PUT', `${casePath(conversationId)}/takeover/${step}`, { body: set });

export interface Protected {
  readonly action: ProtectiveAction;
  readonly state: 'done' | 'retrying';
  readonly count: number | null;
}
export const protect = (
  conversationId: string,
  wish: { readonly action: ProtectiveAction; readonly reason: string },
): Promise<Protected> => request('POST', `${casePath(conversationId)}/protect`, { body: wish });

export type ShowableCard = (typeof SHOWABLE_CARDS)[number];
/** Shows the customer something of their own account. */
export const showCard = (
  conversationId: string,
  card: {
    readonly clientMessageId: string;
    readonly kind: ShowableCard;
    readonly subjectId?: string;
  },
): Promise<unknown> => request('POST', `${casePath(conversationId)}/cards`, { body: card });

/** The password, or a code of the authenticator where one is set up. */
export interface Proof {
  readonly method: 'password' | 'totp';
  readonly value: string;
}
export const askApproval = (
  conversationId: string,
  wish: { readonly step: SafetyStep; readonly reason: string; readonly proof: Proof },
): Promise<unknown> => request('POST', `${casePath(conversationId)}/approvals`, { body: wish });
export const listApprovals = async (): Promise<readonly ApprovalView[]> =>
  (await request<{ approvals: ApprovalView[] }>('GET', '/api/desk/approvals')).approvals;
export const decideApproval = (
  approvalId: string,
  decision: { readonly approve: boolean; readonly reason: string; readonly proof: Proof },
): Promise<unknown> =>
  request('POST', `/api/desk/approvals/${approvalId}/decision`, { body: decision });
