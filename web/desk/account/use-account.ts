import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountReply } from '../../../src/contract/security.ts';
import { getAccount } from '../api/security-api.ts';

export type AccountSection = AccountReply['sections'][number];
export type AccountItem = AccountSection['items'][number];
export type AccountField = AccountItem['fields'][number];

/** Each reading is recorded: it is not read again by itself while it is young. */
const FRESH_MS = 60_000;

const accountKey = (conversationId: string) => ['account', conversationId] as const;

/** The account of a case, for whoever has it in hand (`enabled`); gone from this page soon after it is closed. */
export const useAccount = (conversationId: string, enabled: boolean) =>
  useQuery({
    queryKey: accountKey(conversationId),
    queryFn: ({ signal }) => getAccount(conversationId, signal),
    enabled,
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
  });

/** Reads it again after something was done about it. */
export const useRereadAccount = (conversationId: string): (() => void) => {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: accountKey(conversationId) });
};

const opened = (reply: AccountReply, key: string, value: string): AccountReply => ({
  sections: reply.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => ({
      ...item,
      fields: item.fields.map((field) =>
        field.key === key ? { ...field, value, revealable: false } : field,
      ),
    })),
  })),
  reveals: {
    ...reply.reveals,
    used: reply.reveals.used + (reply.reveals.includesThis ? 0 : 1),
    includesThis: true,
  },
});

/** Puts a revealed value in its place and counts the customer. */
export const useShowRevealed = (conversationId: string): ((key: string, value: string) => void) => {
  const client = useQueryClient();
  return (key, value) =>
    client.setQueryData<AccountReply>(accountKey(conversationId), (reply) =>
      reply === undefined ? reply : opened(reply, key, value),
    );
};
