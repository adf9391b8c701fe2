import type {
  ComplainBody,
  ComplaintCard,
  ComplaintState,
  DecideComplaintBody,
  LetterKind,
  Register,
  RegisterQuery,
} from '../../../src/contract/complaints.ts';
import type { ComplaintRule } from '../../../src/core/escalation/complaint-rule.ts';
import { request } from '../api/request.ts';

export interface RegisterFilter {
  readonly state: ComplaintState | undefined;
  readonly due: RegisterQuery['due'];
  readonly before: number | undefined;
}

const queryOf = ({ state, due, before }: RegisterFilter) => ({ state, due, before });

export const listComplaints = (filter: RegisterFilter): Promise<Register> =>
  request('GET', '/api/desk/complaints', { query: queryOf(filter) });
export const getComplaint = (complaintId: string): Promise<ComplaintCard> =>
  request('GET', `/api/desk/complaints/${complaintId}`);
export const complain = (conversationId: string, body: ComplainBody): Promise<unknown> =>
  request('POST', `/api/desk/conversations/${conversationId}/complaint`, { body });
export const confirmReceipt = (complaintId: string): Promise<void> =>
  request('POST', `/api/desk/complaints/${complaintId}/receipt`);
export const decide = (complaintId: string, body: DecideComplaintBody): Promise<void> =>
  request('POST', `/api/desk/complaints/${complaintId}/decision`, { body });
export const confirm = (complaintId: string, confirmed: boolean): Promise<void> =>
  request('POST', `/api/desk/complaints/${complaintId}/confirmation`, { body: { confirmed } });

interface Rules {
  readonly rules: readonly ComplaintRule[];
}
export const getRules = (): Promise<Rules> => request('GET', '/api/desk/complaint-rules');
export const putRules = (rules: readonly ComplaintRule[]): Promise<Rules> =>
  request('PUT', '/api/desk/complaint-rules', { body: { rules } });

export const letterOf = (complaintId: string, kind: LetterKind): string =>
  `/api/desk/complaints/${complaintId}/letters/${kind}`;
export const REGISTER_FILE = '/api/desk/complaints-file';

export const COMPLAINTS = ['complaints'] as const;
export const RULES = ['complaint-rules'] as const;
