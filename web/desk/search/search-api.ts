import type { SearchReply } from '../../../src/contract/search.ts';
import { request } from '../api/request.ts';

export const searchConversations = (
  q: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<SearchReply> =>
  request('GET', '/api/desk/search', { query: { q, cursor: cursor ?? undefined }, signal });
