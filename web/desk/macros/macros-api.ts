import { useQuery } from '@tanstack/react-query';
import type { Macro, MacroInput } from '../../../src/contract/automation.ts';
import { request } from '../api/request.ts';

const path = (id: string): string => `/api/desk/macros/${id}`;

export const listMacros = async (): Promise<readonly Macro[]> =>
  (await request<{ readonly macros: readonly Macro[] }>('GET', '/api/desk/macros')).macros;
export const createMacro = (input: MacroInput): Promise<Macro> =>
  request('POST', '/api/desk/macros', { body: input });
export const updateMacro = (id: string, input: MacroInput): Promise<Macro> =>
  request('PUT', path(id), { body: input });
export const deleteMacro = (id: string): Promise<void> => request('DELETE', path(id));

export interface MacroUse {
  readonly clientMessageId: string;
  readonly text: string;
  readonly fileIds: readonly string[];
}
export const applyMacro = (conversationId: string, id: string, use: MacroUse): Promise<unknown> =>
  request('POST', `/api/desk/conversations/${conversationId}/macros/${id}`, { body: use });

export const MACROS = ['macros'] as const;
/** The macros that whoever asks may use. */
export const useMacros = () => useQuery({ queryKey: MACROS, queryFn: listMacros });
