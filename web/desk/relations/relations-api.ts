import type { DeskConversation, DeskConversationRow } from '../../../src/contract/conversation.ts';
import type { RelatedReply } from '../../../src/contract/relations.ts';
import type { WatchersReply } from '../../../src/contract/watching.ts';
import type { Relation } from '../../../src/core/conversation/case.ts';
import type { Category } from '../../../src/core/vocabulary.ts';
import { request } from '../api/request.ts';

const path = (id: string): string => `/api/desk/conversations/${id}`;

interface Both {
  readonly from: DeskConversation;
  readonly into: DeskConversation;
}

export const getRelated = (id: string): Promise<RelatedReply> =>
  request('GET', `${path(id)}/related`);

/** The conversation with this number, as people say it. */
export const findByNumber = async (number: string): Promise<DeskConversationRow> =>
  (
    await request<{ row: DeskConversationRow }>(
      'GET',
      `/api/desk/conversation-numbers/${encodeURIComponent(number)}`,
    )
  ).row;

export const merge = (id: string, intoId: string): Promise<Both> =>
  request('POST', `${path(id)}/merge`, { body: { intoId } });

export const split = (
  id: string,
  body: { readonly messageIds: readonly string[]; readonly category: Category },
): Promise<Both> => request('POST', `${path(id)}/split`, { body });

export const link = (
  id: string,
  body: { readonly other: string; readonly relation: Relation },
): Promise<unknown> => request('POST', `${path(id)}/links`, { body });

export const unlink = (id: string, otherId: string): Promise<unknown> =>
  request('DELETE', `${path(id)}/links/${otherId}`);

export const changeTags = (
  id: string,
  body: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<unknown> => request('PUT', `${path(id)}/tags`, { body });

export const listTags = async (
  begins: string,
): Promise<readonly { readonly tag: string; readonly uses: number }[]> =>
  (
    await request<{ tags: { tag: string; uses: number }[] }>('GET', '/api/desk/tags', {
      query: { begins },
    })
  ).tags;

export const renameTag = (tag: string, to: string): Promise<void> =>
  request('POST', `/api/desk/tags/${encodeURIComponent(tag)}/rename`, { body: { to } });

export const getWatchers = (id: string): Promise<WatchersReply> =>
  request('GET', `${path(id)}/watchers`);
export const setWatch = (id: string, on: boolean): Promise<WatchersReply> =>
  request(on ? 'PUT' : 'DELETE', `${path(id)}/watch`);
