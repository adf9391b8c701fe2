import { useQuery } from '@tanstack/react-query';
import type {
  AttachedList,
  ChangeIncident,
  ComponentList,
  IncidentDetail,
  IncidentDraft,
  IncidentList,
  OpenIncident,
  SurgeReply,
  TellIncident,
} from '../../../src/contract/incidents.ts';
import type { IncidentKind, IncidentStage } from '../../../src/core/incidents/vocabulary.ts';
import { request } from '../api/request.ts';

const ALL = '/api/desk/incidents';
const of = (id: string): string => `${ALL}/${id}`;

export const INCIDENTS = ['incidents'] as const;
export const SURGE = ['surge'] as const;

export const openIncident = (body: OpenIncident): Promise<IncidentDetail> =>
  request('POST', ALL, { body });
export const changeIncident = (id: string, body: ChangeIncident): Promise<IncidentDetail> =>
  request('PUT', of(id), { body });
export const tellIncident = (id: string, body: TellIncident): Promise<IncidentDetail> =>
  request('POST', `${of(id)}/updates`, { body });
export const getDraft = (
  kind: IncidentKind,
  stage: IncidentStage,
  about: string,
): Promise<IncidentDraft> =>
  request('GET', `${ALL}/drafts`, {
    query: { kind, stage, about: about === '' ? undefined : about },
  });
export const attachOne = (id: string, conversationId: string): Promise<void> =>
  request('POST', `${of(id)}/conversations`, { body: { conversationId } });
export const detachOne = (id: string, conversationId: string): Promise<void> =>
  request('DELETE', `${of(id)}/conversations/${conversationId}`);
export const attachMany = (
  id: string,
  body: Pick<OpenIncident, 'categories' | 'entities'> & { since: number; dryRun: boolean },
): Promise<{ requests: number }> => request('POST', `${of(id)}/conversations/by-filter`, { body });
export const dismissSuggestion = (id: string): Promise<void> =>
  request('POST', `/api/desk/incident-suggestions/${id}/dismissal`);
export const saveComponents = (body: ComponentList): Promise<ComponentList> =>
  request('PUT', '/api/desk/status-components', { body });
export const switchSurge = (on: boolean): Promise<SurgeReply> =>
  request('PUT', '/api/desk/surge', { body: { on } });

const EVERY_MS = 15_000;
/** Customers answer while one looks. */
const ONE_EVERY_MS = 5_000;
/** While customers are being told, the figures move. */
const MOVING_MS = 1_000;

export const useIncidents = () =>
  useQuery({
    queryKey: INCIDENTS,
    queryFn: () => request<IncidentList>('GET', ALL),
    refetchInterval: EVERY_MS,
  });

const isMoving = (detail: IncidentDetail | undefined): boolean =>
  detail !== undefined &&
  (detail.incident.counts.waiting > 0 || detail.updates.some(({ told, toTell }) => told < toTell));

export const incidentKey = (id: string) => [...INCIDENTS, id] as const;

export const useIncident = (id: string) =>
  useQuery({
    queryKey: incidentKey(id),
    queryFn: () => request<IncidentDetail>('GET', of(id)),
    refetchInterval: ({ state }) => (isMoving(state.data) ? MOVING_MS : ONE_EVERY_MS),
  });

/** A page of the attached conversations, after one of them. */
export const useAttached = (id: string, after: string | undefined) =>
  useQuery({
    queryKey: [...incidentKey(id), 'conversations', after ?? ''],
    queryFn: () => request<AttachedList>('GET', `${of(id)}/conversations`, { query: { after } }),
    refetchInterval: ({ state }) =>
      state.data?.rows.some((row) => row.state === 'waiting') ? MOVING_MS : EVERY_MS,
  });

export const useSurge = () =>
  useQuery({
    queryKey: SURGE,
    queryFn: () => request<SurgeReply>('GET', '/api/desk/surge'),
    refetchInterval: EVERY_MS,
  });
