import type { CaseEvent } from '../../../src/core/conversation/case-event.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { Text } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import type { Names } from './event-text.ts';

type Told = Exclude<CaseEvent, { type: 'notice_given' | 'message_carried' | 'note_carried' }>;

/** A moment, or that there is none yet. */
const when = (at: number | null, text: Text, locale: Locale): string =>
  at === null ? text('case.no_time') : dayAndTime(at, locale);

const promiseText = (
  event: Extract<Told, { type: 'promise_made' | 'promise_ended' }>,
  text: Text,
  locale: Locale,
): string => {
  if (event.type === 'promise_ended') return text(`event.promise_ended.${event.outcome}`);
  const step = text(`promise.step.${event.promise.step}`);
  const because = text(`promise.because.${event.because}`);
  const { dueAt } = event.promise;
  if (dueAt === null) return text('event.promise_open', { step, because });
  return event.was === null || event.was === dueAt
    ? text('event.promise_made', { step, due: when(dueAt, text, locale), because })
    : text('event.promise_changed', {
        step,
        was: when(event.was, text, locale),
        due: when(dueAt, text, locale),
        because,
      });
};

const taskText = (
  event: Extract<Told, { type: 'task_opened' | 'task_rescheduled' | 'task_ended' }>,
  actor: string,
  text: Text,
  locale: Locale,
  names: Names,
): string => {
  if (event.type === 'task_ended') return text(`event.task_ended.${event.outcome}`);
  const due = when(event.expectedAt, text, locale);
  if (event.type === 'task_rescheduled') return text('event.task_rescheduled', { due });
  return text('event.task_opened', {
    actor,
    department: names.departmentName(event.departmentId),
    due,
  });
};

const tagText = (event: Extract<Told, { type: 'tags_changed' }>, actor: string, text: Text) =>
  [
    event.added.length > 0 ? text('event.tags_added', { actor, tags: event.added.join(', ') }) : '',
    event.removed.length > 0
      ? text('event.tags_removed', { actor, tags: event.removed.join(', ') })
      : '',
  ]
    .filter((line) => line !== '')
    .join(' ');

/** What happened to the case, in one sentence. */
export const caseText = (
  event: Told,
  actor: string,
  text: Text,
  locale: Locale,
  names: Names,
): string => {
  switch (event.type) {
    case 'promise_made':
    case 'promise_ended':
      return promiseText(event, text, locale);
    case 'promise_warned':
      return text('event.promise_warned', { due: when(event.dueAt, text, locale) });
    case 'task_opened':
    case 'task_rescheduled':
    case 'task_ended':
      return taskText(event, actor, text, locale, names);
    case 'tags_changed':
      return tagText(event, actor, text);
    case 'sla_warned':
    case 'sla_breached':
      return text(`event.${event.type}`, {
        target: text(`sla.target.${event.target}`),
        due: when(event.dueAt, text, locale),
      });
    case 'escalated':
      return text('event.escalated', {
        tier: event.to,
        cause: text(`escalation.${event.cause}`),
      });
    case 'linked':
      return text('event.linked', { actor, relation: text(`relation.${event.relation}`) });
    case 'incident_answered':
      return text(event.settled ? 'event.incident_settled' : 'event.incident_unsettled');
    case 'rule_applied':
      return text('event.rule_applied', { rule: names.ruleName(event.ruleId) });
    case 'macro_applied':
      return text('event.macro_applied', { actor, macro: names.macroName(event.macroId) });
    case 'complaint_opened':
      return text('event.complaint_opened', { number: event.number });
    case 'complaint_decided':
      return text(event.upheld ? 'event.complaint_upheld' : 'event.complaint_rejected');
    default:
      return text(`event.${event.type}`, { actor });
  }
};
