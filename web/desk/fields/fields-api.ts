import { useQuery } from '@tanstack/react-query';
import type { CaseField, FieldValues, NewCaseField } from '../../../src/contract/fields.ts';
import { request } from '../api/request.ts';
import { queryClient } from '../state/queries.ts';

export type { CaseField, NewCaseField };

const FIELDS = ['case-fields'] as const;

const listFields = async (): Promise<readonly CaseField[]> =>
  (await request<{ fields: CaseField[] }>('GET', '/api/desk/fields')).fields;

export const useFields = () => useQuery({ queryKey: FIELDS, queryFn: listFields });
export const forgetFields = (): void => void queryClient.invalidateQueries({ queryKey: FIELDS });

export const addField = (field: NewCaseField): Promise<CaseField> =>
  request('POST', '/api/desk/fields', { body: field });
export const changeField = (
  fieldId: string,
  field: NewCaseField & { readonly version: number; readonly retired: boolean },
): Promise<CaseField> => request('PUT', `/api/desk/fields/${fieldId}`, { body: field });

const valuesPath = (id: string): string => `/api/desk/conversations/${id}/fields`;
const valuesKey = (id: string) => ['field-values', id] as const;

/** What was filled in; `seenBy` changes when somebody fills in more. */
export const useValues = (id: string, seenBy: string) =>
  useQuery({
    queryKey: [...valuesKey(id), seenBy],
    queryFn: () => request<FieldValues>('GET', valuesPath(id)),
    placeholderData: (before) => before,
    staleTime: 0,
  });

export const setValue = (id: string, fieldId: string, value: string | null): Promise<FieldValues> =>
  request('PUT', `${valuesPath(id)}/${fieldId}`, { body: { value } });
