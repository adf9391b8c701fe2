import type {
  CalendarPreview,
  SlaBookReply,
  SlaClocks,
  SlaTrial,
  TryMoment,
} from '../../../src/contract/sla.ts';
import type { DepartmentListReply } from '../../../src/contract/tasks.ts';
import type { Calendar, Holiday } from '../../../src/core/sla/calendar.ts';
import type { SlaBook } from '../../../src/core/sla/policy.ts';
import { request } from '../api/request.ts';

export const getBook = (): Promise<SlaBookReply> => request('GET', '/api/desk/sla/book');
export const getBookOf = (version: number): Promise<SlaBook> =>
  request('GET', `/api/desk/sla/books/${version}`);
export const putBook = (basedOn: number, book: SlaBook): Promise<SlaBookReply> =>
  request('PUT', '/api/desk/sla/book', { body: { basedOn, book } });
export const previewCalendar = (
  calendar: Calendar,
  from: string,
  days: number,
): Promise<CalendarPreview> =>
  request('POST', '/api/desk/sla/preview', { body: { calendar, from, days } });
export const tryMoment = (body: TryMoment): Promise<SlaTrial> =>
  request('POST', '/api/desk/sla/trial', { body });
export const readHolidays = (
  text: string,
  timeZone: string,
): Promise<{ readonly holidays: readonly Holiday[] }> =>
  request('POST', '/api/desk/sla/holidays', { body: { text, timeZone } });
export const getClocks = (conversationId: string): Promise<SlaClocks> =>
  request('GET', `/api/desk/conversations/${conversationId}/sla`);
export const listDepartments = (): Promise<DepartmentListReply> =>
  request('GET', '/api/desk/departments');

export const BOOK = ['sla', 'book'] as const;
export const clocksKey = (conversationId: string) => ['sla', 'clocks', conversationId] as const;
