import { z } from 'zod';
import { FIELD_KINDS, FIELD_SOURCES, LONGEST_MINUTES } from '../core/tasks/department.ts';
import { TASK_STATES } from '../core/tasks/task.ts';
import { CATEGORIES, LOCALES, STATUSES } from '../core/vocabulary.ts';
import { atMs, attachment, clientMessageId, uuid } from './conversation.ts';

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);
/** A name on screens: without what hides, reorders or breaks text. */
const label = z
  .string()
  .trim()
  .max(120)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u);
const labels = z.partialRecord(z.enum(LOCALES), label);

export const formField = z.strictObject({
  fieldId: slug,
  kind: z.enum(FIELD_KINDS),
  labels,
  required: z.boolean(),
  options: z.array(z.strictObject({ optionId: slug, labels })).max(100),
  from: z.enum(FIELD_SOURCES).nullable(),
});
export const checklistItem = z.strictObject({ itemId: slug, labels, required: z.boolean() });

export const departmentTerms = z.strictObject({
  names: labels,
  fields: z.array(formField).max(100),
  checklist: z.array(checklistItem).max(100),
  /** How long a task takes while there is no measured history. */
  defaultMinutes: z.number().int().min(1).max(LONGEST_MINUTES),
});

export const department = departmentTerms.extend({
  departmentId: slug,
  version: z.number().int(),
  archived: z.boolean(),
  /** Whether the asker belongs to it. */
  isMine: z.boolean(),
  /** How long its tasks take: four of five are done in `ms`. */
  expectation: z.strictObject({ ms: z.number().int(), source: z.enum(['measured', 'default']) }),
  /** Only leads are told who belongs to it. */
  memberIds: z.array(z.string()).nullable(),
});
export type Department = z.output<typeof department>;

export const departmentListReply = z.strictObject({
  departments: z.array(department),
  /** From so many passes on a request counts as passed around. */
  passesAlarm: z.number().int(),
  /** The operator's language: a department must be named in it, and is shown by it where another is missing. */
  defaultLocale: z.enum(LOCALES),
});
export type DepartmentListReply = z.output<typeof departmentListReply>;

export const publicDepartmentsQuery = z.strictObject({ locale: z.enum(LOCALES).optional() });
/** What a customer may know of departments: their names, in one language. */
export const publicDepartmentsReply = z.strictObject({
  departments: z.array(z.strictObject({ departmentId: slug, name: z.string() })),
});

export const departmentParams = z.strictObject({ departmentId: slug });
export const createDepartmentBody = departmentTerms.extend({ departmentId: slug });
export const changeDepartmentBody = departmentTerms.extend({
  /** The version that was changed: another one by now is a conflict. */
  version: z.number().int(),
  archived: z.boolean(),
});
export const setMembersBody = z.strictObject({ memberIds: z.array(z.string().max(64)).max(500) });
export const departmentReply = z.strictObject({ department });

const words = z.string().max(250_000);
const fileIds = z.array(uuid).max(10).default([]);
const grant = z.strictObject({
  /** All that is said with the customer. */
  transcript: z.boolean(),
  /** Single messages by their numbers in the conversation's log. */
  seqs: z.array(z.number().int().positive()).max(50),
});

export const taskVerbs = [
  'take',
  'assign',
  'say',
  'check',
  'reschedule',
  'return',
  'finish',
  'withdraw',
  'send_again',
  'grant',
] as const;

/** A line of a department's queue. */
export const taskRow = z.strictObject({
  taskId: uuid,
  /** The conversation's number and which of its tasks it is, for example `4827-1935-6/2`. */
  number: z.string(),
  departmentId: slug,
  state: z.enum(TASK_STATES),
  ownerId: z.string().nullable(),
  openedBy: z.string(),
  openedAt: atMs,
  sentAt: atMs,
  dueAt: atMs,
  /** What the customer was told. */
  expectedAt: atMs,
  endedAt: atMs.nullable(),
  /** It came back, and nobody who asked for it or has the case has opened it since. */
  unseen: z.boolean(),
  /** The start of what is asked, 140 characters at most; empty when its words were erased. */
  firstLine: z.string(),
  done: z.number().int(),
  of: z.number().int(),
  parent: z.strictObject({
    number: z.string(),
    category: z.enum(CATEGORIES),
    status: z.enum(STATUSES),
    /** Null for those who may not see the conversation. */
    conversationId: uuid.nullable(),
  }),
  /** The end of the exchange's id; null for visitors. */
  customer: z.string().nullable(),
});
export type TaskRow = z.output<typeof taskRow>;

export const taskEntry = z.strictObject({
  entryId: uuid,
  at: atMs,
  authorId: z.string(),
  kind: z.string(),
  data: z.strictObject({
    to: z.string().nullable().optional(),
    dueAt: atMs.optional(),
    expectedAt: atMs.optional(),
    itemId: z.string().optional(),
    transcript: z.boolean().optional(),
    messages: z.number().int().optional(),
  }),
  /** Null where nothing was said, or the words were erased. */
  text: z.string().nullable(),
  attachments: z.array(attachment),
});
export type TaskEntry = z.output<typeof taskEntry>;

export const taskReply = z.strictObject({
  task: taskRow,
  /** Null when the words were erased. */
  request: z.string().nullable(),
  fields: z.array(formField.extend({ answer: z.union([z.string(), z.boolean(), z.null()]) })),
  checklist: z.array(
    checklistItem.extend({ doneAt: atMs.nullable(), doneBy: z.string().nullable() }),
  ),
  entries: z.array(taskEntry),
  grants: grant,
  /** What the asker may do now. */
  may: z.array(z.enum(taskVerbs)),
  /** Names of all who appear in it, and of the department's members. */
  people: z.record(z.string(), z.strictObject({ name: z.string(), badge: z.string() })),
  memberIds: z.array(z.string()),
});
export type TaskReply = z.output<typeof taskReply>;

/** `asked`: what this person asked for or has the case of; the others are of the departments they belong to. */
export const TASK_VIEWS = ['asked', 'mine', 'open', 'returned', 'all'] as const;
export const taskListQuery = z.strictObject({
  view: z.enum(TASK_VIEWS),
  departmentId: slug.optional(),
});
export const taskListReply = z.strictObject({
  tasks: z.array(taskRow),
  /** Exact to 1,000. */
  counts: z.record(z.enum(TASK_VIEWS), z.number().int()),
  people: z.record(z.string(), z.strictObject({ name: z.string(), badge: z.string() })),
  /** There are more than are shown. */
  isCut: z.boolean(),
});
export type TaskListReply = z.output<typeof taskListReply>;
export const caseTasksReply = taskListReply.pick({ tasks: true, people: true });
export type CaseTasksReply = z.output<typeof caseTasksReply>;

export const taskParams = z.strictObject({ taskId: uuid });
export const taskUploadQuery = z.strictObject({ name: z.string().min(1).max(1_000) });

export const openTaskBody = z.strictObject({
  /** Made by the asker: sent again, it is the same task. */
  taskId: uuid,
  departmentId: slug,
  request: words,
  answers: z.record(slug, z.union([z.string().max(20_000), z.boolean(), z.null()])),
  /** By when; null: what the department usually needs. */
  dueAt: atMs.nullable(),
  /** Nothing is left for us to do until it comes back. */
  hold: z.boolean(),
  grant,
  fileIds,
});
export type OpenTaskBody = z.input<typeof openTaskBody>;
export const assignTaskBody = z.strictObject({ agentId: z.string().max(64).nullable() });
export const sayInTaskBody = z.strictObject({
  clientEntryId: clientMessageId,
  text: words,
  fileIds,
});
export const checkItemBody = z.strictObject({ itemId: slug, done: z.boolean() });
/** Why it takes longer is said with it. */
export const rescheduleTaskBody = z.strictObject({ dueAt: atMs, text: words });
export const endTaskBody = z.strictObject({ text: words, fileIds });
export const withdrawTaskBody = z.strictObject({ text: words });
export const sendAgainBody = z.strictObject({ text: words, dueAt: atMs.nullable(), fileIds });
export const grantBody = grant;

/** What was said with the customer, as far as it was granted. */
export const grantedReply = z.strictObject({
  messages: z.array(
    z.strictObject({
      seq: z.number().int(),
      at: atMs,
      by: z.enum(['customer', 'agent', 'assistant', 'system']),
      /** Null when the words are gone. */
      text: z.string().nullable(),
      attachments: z.array(attachment),
    }),
  ),
  /** Older ones than those shown were granted as well. */
  isCut: z.boolean(),
});
export type GrantedReply = z.output<typeof grantedReply>;

export const passedAroundReply = z.strictObject({
  rows: z.array(
    z.strictObject({
      conversationId: uuid,
      number: z.string(),
      category: z.enum(CATEGORIES),
      status: z.enum(STATUSES),
      teamId: z.string(),
      assigneeId: z.string().nullable(),
      passes: z.number().int(),
      /** When it was passed on last. */
      passedAt: atMs,
    }),
  ),
  passesAlarm: z.number().int(),
});
export type PassedAroundReply = z.output<typeof passedAroundReply>;
