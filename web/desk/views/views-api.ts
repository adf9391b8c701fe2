import type { z } from 'zod';
import type {
  DeskListReply,
  SavedView,
  SavedViewInput,
  ViewCounts,
  viewConditions,
} from '../../../src/contract/views.ts';
import type { PersonalCounts } from '../../../src/contract/watching.ts';
import type { PersonalView } from '../../../src/core/views/ready-made.ts';
import { request } from '../api/request.ts';

export type ViewConditionsInput = z.output<typeof viewConditions>;

export const listSavedViews = async (): Promise<readonly SavedView[]> =>
  (await request<{ views: readonly SavedView[] }>('GET', '/api/desk/views')).views;
export const getPersonalCounts = (): Promise<PersonalCounts> =>
  request('GET', '/api/desk/personal-views/counts');
export const listPersonal = (view: PersonalView): Promise<DeskListReply> =>
  request('GET', `/api/desk/personal-views/${view}`);
export const getCounts = async (): Promise<ViewCounts['counts']> =>
  (await request<ViewCounts>('GET', '/api/desk/views/counts')).counts;
export const previewCount = async (
  conditions: ViewConditionsInput,
  signal: AbortSignal,
): Promise<number> =>
  (
    await request<{ count: number }>('POST', '/api/desk/views/preview', {
      body: { conditions },
      signal,
    })
  ).count;
export const createView = (input: SavedViewInput): Promise<SavedView> =>
  request('POST', '/api/desk/views', { body: input });
export const changeView = (
  id: string,
  input: SavedViewInput & { readonly version: number },
): Promise<SavedView> => request('PUT', `/api/desk/views/${id}`, { body: input });
export const deleteView = (id: string): Promise<void> => request('DELETE', `/api/desk/views/${id}`);
