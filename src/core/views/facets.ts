import type { Conversation } from '../conversation/state.ts';
import { isActive } from '../conversation/transitions.ts';

/** What facets are read from; both the folded state and what staff are shown of it will do. */
export type FacetSource = Pick<
  Conversation,
  | 'status'
  | 'priority'
  | 'category'
  | 'tier'
  | 'locale'
  | 'channel'
  | 'customerKind'
  | 'snoozedUntil'
  | 'queuedAt'
> & {
  readonly teamId: string;
  readonly assignee: { readonly id: string } | null;
  readonly assistant: { readonly active: boolean } | null;
  readonly case: {
    readonly supportTier: number;
    readonly tags: readonly string[];
    readonly tasks: readonly { readonly departmentId: string }[];
    readonly incidentIds: readonly string[];
    readonly complaintId: string | null;
  };
};

/**
 * What views ask for, as `key:value`. Nothing in it moves when people only talk: the row of a conversation in which
 * they do is written without touching an index. Migration 0017 says the same in SQL, once, for older rows.
 */
export const facetsOf = (state: FacetSource): string[] => {
  const { assignee, assistant, case: part } = state;
  // While the assistant answers, nobody waits for people.
  const answered = state.queuedAt === null && assignee === null && assistant?.active === true;
  return [
    `status:${state.status}`,
    isActive(state.status) ? 'rest:active' : 'rest:over',
    `priority:${state.priority}`,
    `category:${state.category}`,
    `team:${state.teamId}`,
    `assignee:${assignee?.id ?? '-'}`,
    `tier:${state.tier}`,
    `locale:${state.locale}`,
    `channel:${state.channel}`,
    `kind:${state.customerKind}`,
    state.snoozedUntil === null ? 'snooze:none' : 'snooze:away',
    state.queuedAt === null ? 'queue:out' : 'queue:in',
    answered ? 'for:assistant' : 'for:people',
    `level:${part.supportTier}`,
    ...part.tags.map((tag) => `tag:${tag}`),
    ...new Set(part.tasks.map(({ departmentId }) => `department:${departmentId}`)),
    ...part.incidentIds.map((incidentId) => `incident:${incidentId}`),
    ...(part.complaintId === null ? [] : ['complaint:yes']),
  ];
};
